import type { PowderModulation } from './powder-modulation.ts';
import { TimeAverage } from './time-average.ts';

/** Phase x = 2πν t from which the end of the integral over u is its asymptotic series, to 1e-12. */
export const FAR = 30;
const DEGREE = 12;
/** Nodes over φ of the part that does not turn with it. */
const TURNS = 20;

/**
 * The powder average of `powderModulation` where x = 2πνt is large, for points `from` to `count` of the time grid. With g = a u² + b, a = (3 − ηc)/2, b = (ηc − 1)/2,
 * c = cos 2φ, the integral over u is that to infinity less its rest,
 *
 *     ∫₀¹ exp(ixg) du = e^{iπ/4} √(π/4xa) e^{ixb} + e^{ix} G(xa),   G(z) = −(i/2z) Σ (−i)^k (2k − 1)!!/(2z)^k
 *
 * as a + b = 1. The first part is averaged over φ for all times by one non-uniform transform; the average of G is smooth in 1/x, and a polynomial of it.
 */
export function farModulation(
  nu: number,
  eta: number,
  dt: number,
  { from, count }: { readonly from: number; readonly count: number },
  out: PowderModulation,
  slopes: boolean,
  imaginary?: PowderModulation,
): void {
  const sign = nu < 0 ? -1 : 1;
  const perPoint = 2 * Math.PI * Math.abs(nu) * dt;
  const sums = horizonSums(Math.abs(nu) * dt, eta, perPoint * count, count, slopes);
  const rest = restOf(eta, slopes);
  const g = new Float64Array(6);
  for (let k = from; k < count; k++) {
    const x = perPoint * k;
    rest(x, g);
    const [cx, sx] = [Math.cos(x), Math.sin(x)];
    // √(π/4x) e^{iπ/4}
    const root = Math.sqrt(Math.PI / (8 * x));
    const [A, B] = [sums.plain.re[k] as number, sums.plain.im[k] as number];
    const [g0, g1] = [g[0] as number, g[1] as number];
    out.signal[k] = root * (A - B) + cx * g0 - sx * g1;
    if (imaginary) imaginary.signal[k] = sign * (root * (A + B) + cx * g1 + sx * g0);
    if (!slopes) continue;
    // ∂/∂x of the first part: (ib − 1/2x) of it; of the second: e^{ix}(iH + H').
    const half = 1 / (2 * x);
    const [P, Q] = [-(sums.byB.im[k] as number) - half * A, (sums.byB.re[k] as number) - half * B];
    const [h0, h1] = [(g[2] as number) - g1, (g[3] as number) + g0];
    const perNu = x / nu;
    out.bySplitting[k] = perNu * (root * (P - Q) + cx * h0 - sx * h1);
    if (imaginary) imaginary.bySplitting[k] = sign * perNu * (root * (P + Q) + cx * h1 + sx * h0);
    // ∂/∂η: a and b go by ∓c/2.
    const [U, V] = [
      (sums.byA.re[k] as number) - (x / 2) * (sums.byC.im[k] as number),
      (sums.byA.im[k] as number) + (x / 2) * (sums.byC.re[k] as number),
    ];
    const [e0, e1] = [g[4] as number, g[5] as number];
    out.byEta[k] = root * (U - V) + cx * e0 - sx * e1;
    if (imaginary) imaginary.byEta[k] = sign * (root * (U + V) + cx * e1 + sx * e0);
  }
}

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Averages over φ of a^−1/2 e^{ixb}, and of it times b, c/4a and c. */
function horizonSums(
  cycles: number,
  eta: number,
  phase: number,
  count: number,
  slopes: boolean,
): { readonly plain: Complex; readonly byB: Complex; readonly byA: Complex; readonly byC: Complex } {
  const buffer = (): Complex => ({ re: new Float64Array(count), im: new Float64Array(count) });
  // The integrand holds the orders of a Bessel function of xη/2 and no more.
  const z = (phase * Math.abs(eta)) / 2;
  const turns = Math.ceil((z + 6 * Math.cbrt(z) + 24) / 2);
  const sums = { plain: buffer(), byB: buffer(), byA: buffer(), byC: buffer() };
  const average = (first: Complex, second: Complex, weights: (a: number, b: number, c: number) => readonly [number, number]): void => {
    const average = new TimeAverage(count);
    for (let j = 0; j < turns; j++) {
      const c = Math.cos(((j + 0.5) * Math.PI) / turns);
      const [a, b] = [(3 - eta * c) / 2, (eta * c - 1) / 2];
      const [w, v] = weights(a, b, c);
      const each = 1 / (turns * Math.sqrt(a));
      average.add(cycles * b, w * each, v * each);
    }
    average.finish(first.re, first.im, second.re, second.im);
  };
  average(sums.plain, sums.byB, (_a, b) => [1, b]);
  if (slopes) average(sums.byA, sums.byC, (a, _b, c) => [c / (4 * a), c]);
  return sums;
}

/** H = ⟨G(xa)⟩, ∂H/∂x and ∂H/∂η as functions of x ≥ FAR: re and im of each, into `out`. */
function restOf(eta: number, slopes: boolean): (x: number, out: Float64Array) => void {
  const kinds = slopes ? 3 : 1;
  const nodes = DEGREE + 1;
  const values = new Float64Array(nodes * 2 * kinds);
  const series = new Float64Array(4);
  for (let m = 0; m < nodes; m++) {
    const y = (1 + Math.cos(((m + 0.5) * Math.PI) / nodes)) / (2 * FAR);
    const x = 1 / y;
    for (let j = 0; j < TURNS; j++) {
      const c = Math.cos(((j + 0.5) * Math.PI) / TURNS);
      const a = (3 - eta * c) / 2;
      asymptotic(x * a, series);
      // Times x, x² and x: what is left is smooth at y = 0.
      const factors = [x, x * x * a, (-x * x * c) / 2];
      for (let kind = 0; kind < kinds; kind++) {
        const [from, factor] = [kind === 0 ? 0 : 2, (factors[kind] as number) / TURNS];
        for (let part = 0; part < 2; part++) {
          const at = (2 * kind + part) * nodes + m;
          values[at] = (values[at] as number) + factor * (series[from + part] as number);
        }
      }
    }
  }
  const coefficients = chebyshev(values, nodes, 2 * kinds);
  return (x, out) => {
    const s = (2 * FAR) / x - 1;
    for (let row = 0; row < 2 * kinds; row++) {
      let [b1, b2] = [0, 0];
      for (let n = DEGREE; n > 0; n--) {
        const next = 2 * s * b1 - b2 + (coefficients[row * nodes + n] as number);
        b2 = b1;
        b1 = next;
      }
      const value = s * b1 - b2 + (coefficients[row * nodes] as number);
      out[row] = row === 2 || row === 3 ? value / (x * x) : value / x;
    }
  };
}

/** G and G' by the series, until its terms are nothing. */
function asymptotic(z: number, out: Float64Array): void {
  out.fill(0);
  // (2k − 1)!!/(2z)^k, turned by (−i)^(k+1)/(2z).
  let term = 1 / (2 * z);
  for (let k = 0; k < 40 && term > 1e-18 / z; k++) {
    const sign = (k + 1) % 4 === 1 || (k + 1) % 4 === 2 ? -1 : 1;
    const part = (k + 1) % 2;
    out[part] = (out[part] as number) + sign * term;
    out[2 + part] = (out[2 + part] as number) - (sign * term * (k + 1)) / z;
    const next = (term * (2 * k + 1)) / (2 * z);
    if (next > term) return;
    term = next;
  }
}

/** Chebyshev coefficients of rows of values at the nodes. */
function chebyshev(values: Float64Array, nodes: number, rows: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let n = 0; n < nodes; n++) {
      let sum = 0;
      for (let m = 0; m < nodes; m++) sum += (values[row * nodes + m] as number) * Math.cos((n * (m + 0.5) * Math.PI) / nodes);
      out[row * nodes + n] = ((n === 0 ? 1 : 2) / nodes) * sum;
    }
  return out;
}
