/**
 * Mean magnitude of a signal A with noise σ in both channels, into `out[0]`; `out[1]` = ∂/∂A, `out[2]` = ∂/∂σ.
 *
 *     M = σ √(π/2) e^−x [(1 + 2x) I0(x) + 2x I1(x)],   x = A²/4σ²
 *
 * At A = 0 the floor σ √(π/2), at large A it is A + σ²/2A. σ = 0 gives |A|.
 * Source: S. O. Rice, Bell Syst. Tech. J. 23 (1944) 282; H. Gudbjartsson & S. Patz, doi 10.1002/mrm.1910340618
 */
export function ricianMean(A: number, sigma: number, out: Float64Array): void {
  const ratio = A / sigma;
  const x = (ratio * ratio) / 4;
  // e^−x I(x) to 1e-13; far out M − |A| is lost to rounding anyway.
  if (!(x < 1e8)) {
    out[0] = Math.abs(A);
    out[1] = A < 0 ? -1 : 1;
    out[2] = A === 0 ? 0 : sigma / Math.abs(A);
    return;
  }
  scaledBessel(x, pair);
  const i0 = pair[0] as number;
  const i1 = pair[1] as number;
  out[0] = sigma * ROOT * ((1 + 2 * x) * i0 + 2 * x * i1);
  out[1] = (ROOT / 2) * ratio * (i0 + i1);
  out[2] = ROOT * i0;
}

const ROOT = Math.sqrt(Math.PI / 2);
const pair = new Float64Array(2);
/** Beyond this the asymptotic series is good to rounding. */
const FAR = 18;

/** e^−x I0(x) and e^−x I1(x), x ≥ 0: power series, beyond `FAR` the asymptotic one. */
function scaledBessel(x: number, out: Float64Array): void {
  let i0 = 0;
  let i1 = 0;
  if (x < FAR) {
    const square = (x * x) / 4;
    for (let k = 0, term = Math.exp(-x); k < 200; k++) {
      i0 += term;
      i1 += (term * x) / 2 / (k + 1);
      term *= square / ((k + 1) * (k + 1));
      if (term < 1e-17 * i0) break;
    }
  } else {
    const scale = 1 / Math.sqrt(2 * Math.PI * x);
    for (let n = 0; n < 2; n++) {
      let term = scale;
      let sum = 0;
      for (let k = 1; k < 40; k++) {
        sum += term;
        const next = (-term * (4 * n * n - (2 * k - 1) ** 2)) / (8 * k * x);
        if (!(Math.abs(next) < Math.abs(term))) break;
        term = next;
      }
      if (n === 0) i0 = sum;
      else i1 = sum;
    }
  }
  out[0] = i0;
  out[1] = i1;
}
