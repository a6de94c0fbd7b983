import type { Dataset } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';
import { fft, twiddles } from '../processing/fft.ts';
import type { LineshapeSettings } from './lineshape-settings.ts';
import type { LineshapeParameters } from './static-lineshape.ts';

export interface LineshapeScan {
  /** Best first: the best of all, then the best of other asymmetries, which the scan sees least. */
  readonly starts: readonly LineshapeParameters[];
  /** By how many times the noise variance satellites lower χ² against a central line alone. */
  readonly gain: number;
}

const ASYMMETRIES = [0.05, 0.3, 0.6, 0.9];
const COUPLINGS = 16;

/** Scans coupling and asymmetry with the areas of central line and satellites solved exactly in each: starts for a fit, and whether there are satellites at all. */
export function scanLineshape(
  data: Dataset<typeof Spectrum>,
  evaluate: (p: LineshapeParameters, out: Float64Array) => void,
  { spin, broadening, larmor, spinning }: LineshapeSettings,
): LineshapeScan {
  const nu = data.variables.shift.values;
  const y = data.variables.re.values;
  const step = Math.abs((nu[1] as number) - (nu[0] as number));
  const span = Math.abs((nu[nu.length - 1] as number) - (nu[0] as number));
  const peak = y.indexOf(Math.max(...y));
  // Spin 1 has no central line: its highest point is a horn.
  const hasCentral = spin === 1 ? 0 : 1;
  const offset = spin === 1 ? (nu[0] as number) + symmetryCentre(y) * step : (nu[peak] as number);
  const fractionLorentzian = { gaussian: 0, lorentzian: 1, voigt: 0.3 }[broadening];
  const widthCentral = spin === 1 ? Math.max(2 * step, span / 200) : Math.max(2 * step, halfWidth(y, peak) * step);
  const central = new Float64Array(nu.length);
  const outer = new Float64Array(nu.length);
  const line = { eta: 0, offset, widthCentral, widthSatellite: widthCentral, amplitude: 1, fractionLorentzian };
  const least = (2 * spin * step) / 3;
  const lone = (width: number, at: number): number => {
    evaluate({ ...line, CQ: least, offset: at, widthCentral: width, fractionCentral: 1 }, central);
    return twoAreas(y, central, outer).misfit;
  };
  const widths = hasCentral ? [widthCentral] : Array.from({ length: COUPLINGS }, (_, i) => 2 * step * (span / 8 / step) ** (i / COUPLINGS));
  const alone = widths.reduce((best, width) => Math.min(best, lone(width, offset), lone(width, nu[peak] as number)), Infinity);
  const found: { misfit: number; start: LineshapeParameters }[] = [];
  for (const eta of ASYMMETRIES) {
    for (let i = 0; i < COUPLINGS; i++) {
      // From a coupling that the central line would hide to one whose edges (±ν_Q) just leave the window.
      const CQ = ((2 * spin) / 3) * 4 * widthCentral * Math.max(1, span / (4 * widthCentral)) ** (i / (COUPLINGS - 1));
      const shape = { ...line, CQ, eta, widthSatellite: spinning === undefined ? Math.max(CQ / 10, widthCentral) : widthCentral };
      evaluate({ ...shape, fractionCentral: 0 }, outer);
      if (hasCentral === 0) central.fill(0);
      else if (larmor !== undefined) evaluate({ ...shape, fractionCentral: 1 }, central);
      const { a, b, misfit } = twoAreas(y, central, outer);
      const fractionCentral = hasCentral === 0 ? 0 : Math.min(0.98, Math.max(0.02, a / (a + b)));
      if (b > 0) found.push({ misfit, start: { ...shape, fractionCentral, amplitude: a + b } });
    }
  }
  found.sort((p, q) => p.misfit - q.misfit);
  const [best] = found;
  if (!best) return { starts: [{ ...line, CQ: span / 4, fractionCentral: 0.4 * hasCentral, amplitude: span }], gain: 0 };
  const others = ASYMMETRIES.filter((eta) => eta !== best.start.eta).flatMap(
    (eta) => found.find(({ start }) => start.eta === eta)?.start ?? [],
  );
  return { starts: [best.start, ...others.slice(0, 2)], gain: (alone - best.misfit) / (best.misfit / y.length) };
}

/** Non-negative areas of two shapes in one spectrum. */
function twoAreas(y: Float64Array, u: Float64Array, v: Float64Array): { a: number; b: number; misfit: number } {
  let [uu, uv, vv, uy, vy, yy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const [p, q, s] = [u[i] as number, v[i] as number, y[i] as number];
    uu += p * p;
    uv += p * q;
    vv += q * q;
    uy += p * s;
    vy += q * s;
    yy += s * s;
  }
  if (uu === 0) return { a: 0, b: Math.max(0, vy / vv), misfit: yy - (vy > 0 ? (vy * vy) / vv : 0) };
  if (vv === 0) return { a: Math.max(0, uy / uu), b: 0, misfit: yy - (uy > 0 ? (uy * uy) / uu : 0) };
  const determinant = uu * vv - uv * uv;
  let a = determinant > 0 ? (uy * vv - vy * uv) / determinant : uy / uu;
  let b = determinant > 0 ? (vy * uu - uy * uv) / determinant : 0;
  if (b < 0) [a, b] = [Math.max(0, uy / uu), 0];
  if (a < 0) [a, b] = [0, Math.max(0, vy / vv)];
  return { a, b, misfit: yy - 2 * (a * uy + b * vy) + a * a * uu + 2 * a * b * uv + b * b * vv };
}

/** Point about which a spectrum is most symmetric, in half points: where it correlates best with its own mirror image. */
function symmetryCentre(y: Float64Array): number {
  const n = 2 * 2 ** Math.ceil(Math.log2(y.length));
  const twiddle = twiddles(n);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  re.set(y);
  fft(re, im, n, twiddle);
  for (let k = 0; k < n; k++) {
    const [a, b] = [re[k] as number, im[k] as number];
    // Conjugate of the square: a forward transform of it is n times the self-convolution.
    re[k] = a * a - b * b;
    im[k] = -2 * a * b;
  }
  fft(re, im, n, twiddle);
  let at = 0;
  for (let k = 1; k < n; k++) if ((re[k] as number) > (re[at] as number)) at = k;
  return at / 2;
}

/** Full width at half maximum about a peak, in points. */
function halfWidth(y: Float64Array, peak: number): number {
  const half = (y[peak] as number) / 2;
  let [low, high] = [peak, peak];
  while (low > 0 && (y[low] as number) > half) low--;
  while (high < y.length - 1 && (y[high] as number) > half) high++;
  return high - low - 1;
}
