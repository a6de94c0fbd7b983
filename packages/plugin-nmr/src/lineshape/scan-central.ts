import type { Dataset } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';
import { correlation } from './correlation.ts';
import { couplingOfScale, type LineshapeSettings } from './lineshape-settings.ts';
import type { LineshapeScan } from './scan-lineshape.ts';
import type { LineshapeParameters } from './static-lineshape.ts';

const ASYMMETRIES = [0.05, 0.3, 0.6, 0.9];
const SCALES = 20;

/**
 * Scans coupling and asymmetry of a second-order central transition, area and position solved exactly in each (the position by correlation):
 * starts for a fit. `gain`: by how many noise variances a pattern is better than one Gaussian line of free width.
 */
export function scanCentral(
  data: Dataset<typeof Spectrum>,
  evaluate: (p: LineshapeParameters, out: Float64Array) => void,
  { spin, larmor, broadening }: LineshapeSettings & { readonly larmor: number },
): LineshapeScan {
  const nu = data.variables.shift.values;
  const y = data.variables.re.values;
  const points = y.length;
  const step = ((nu[points - 1] as number) - (nu[0] as number)) / (points - 1);
  const middle = nu[points >> 1] as number;
  const correlate = correlation(y);
  const pattern = new Float64Array(points);
  const yy = y.reduce((sum, value) => sum + value * value, 0);
  const share = { gaussian: 0, lorentzian: 1, voigt: 0.3 }[broadening];
  const start = (scale: number, eta: number, widthCentral: number): { misfit: number; start: LineshapeParameters } => {
    const CQ = couplingOfScale(scale, spin, larmor);
    const shape = {
      CQ,
      eta,
      offset: middle,
      widthCentral,
      widthSatellite: widthCentral,
      fractionCentral: 1,
      amplitude: 1,
      fractionLorentzian: share,
    };
    evaluate(shape, pattern);
    const { lag, value } = correlate(pattern);
    const norm = pattern.reduce((sum, one) => sum + one * one, 0);
    return {
      misfit: yy - (value * value) / norm,
      start: { ...shape, offset: middle + lag * step, amplitude: Math.max(value / norm, 1e-3) },
    };
  };
  const geometric = (i: number): number => 2 * step * (points / 8) ** (i / (SCALES - 1));
  const alone = Array.from({ length: SCALES }, (_, i) => start(step / 100, 0, geometric(i)).misfit).reduce((a, b) => Math.min(a, b));
  const found = ASYMMETRIES.flatMap((eta) =>
    Array.from({ length: SCALES }, (_, i) => start(geometric(i), eta, Math.max(2 * step, 0.25 * geometric(i)))),
  ).sort((p, q) => p.misfit - q.misfit);
  const best = found[0] as (typeof found)[number];
  const others = ASYMMETRIES.filter((eta) => eta !== best.start.eta).flatMap(
    (eta) => found.find((one) => one.start.eta === eta)?.start ?? [],
  );
  return { starts: [best.start, ...others.slice(0, 2)], gain: (alone - best.misfit) / (best.misfit / points) };
}
