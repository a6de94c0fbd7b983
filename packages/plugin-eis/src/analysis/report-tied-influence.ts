import type { AnalysisContext, Dataset, Fitted, Json } from '@ionwalk/core';
import type { ModelProblem } from '@ionwalk/core/fit';
import { spectrumData, type Weighting, weightedSquare } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import { influenceIn, residualsWithout } from './influence.ts';
import { meanLeverage, noteInfluence, pullingPoints } from './influence-note.ts';
import { orthonormalColumns } from './orthonormal-columns.ts';
import { residualTrend, ROUNDING } from './residual-trend.ts';

const MIN_POINTS = 10;

/** One spectrum of a fit; `label` where there are several. */
export interface FittedSpectrum {
  readonly spectrum: Dataset<typeof EisSpectrum>;
  readonly label?: string;
}

/**
 * The note `eis/influence` for a fit whose parameters are tied, shared or linked: the Jacobian is that of the problem, points are those of all spectra together. Nothing is said of a
 * spectrum whose other points would be systematic in a fit without them, by their residuals to first order.
 * @returns `influence` of the answer, with the `spectrum` where there are several
 */
export function reportTiedInfluence(
  {
    problem: { problem },
    fitted,
    spectra,
  }: { readonly problem: ModelProblem; readonly fitted: Fitted; readonly spectra: readonly FittedSpectrum[] },
  weighting: Weighting,
  ctx: Pick<AnalysisContext, 'note'>,
): { readonly [key: string]: Json } {
  const names = problem.parameters.map(({ name }) => name);
  const values = Float64Array.from(names, (name) => fitted.fit.params[name]?.value ?? NaN);
  const data = spectra.map(({ spectrum }) => spectrumData(spectrum, weighting));
  const sizes = data.map(({ packed, sigma }) => weightedSquare(packed, sigma));
  const points = data.flatMap(({ frequency }, s) => Array.from(frequency, (f, i) => ({ s, i, f })));
  const n = points.length;
  const total = sizes.reduce((a, b) => a + b, 0);
  if (n < MIN_POINTS || !problem.jacobian || !values.every(Number.isFinite) || !(fitted.fit.chi2 > ROUNDING * total)) return {};
  const m = names.length;
  const jacobian = new Float64Array(2 * n * m);
  problem.jacobian(values, jacobian);
  // From one spectrum after the other to the real parts of all, then the imaginary parts of all.
  const offsets = data.map((_, s) => data.slice(0, s).reduce((sum, { packed }) => sum + packed.length, 0));
  const columns = new Float64Array(2 * n * m);
  const residuals = new Float64Array(2 * n);
  points.forEach(({ s, i }, k) => {
    for (const part of [0, 1]) {
      const row = offsets[s]! + i + part * data[s]!.frequency.length;
      residuals[part * n + k] = fitted.residuals[row]!;
      for (let j = 0; j < m; j++) columns[j * 2 * n + part * n + k] = jacobian[row * m + j]!;
    }
  });
  const free = names.flatMap((name, j) => {
    const parameter = fitted.fit.params[name];
    return parameter && !parameter.fixed && parameter.bound === null ? [j] : [];
  });
  const basis = orthonormalColumns(columns, 2 * n, free);
  const all = influenceIn(basis, residuals);
  const pulling = all ? pullingPoints(all) : [];
  if (!all || pulling.length === 0) return {};
  const without = residualsWithout(basis, residuals, pulling);
  const wrong = spectra.map((_, s) => {
    const kept = points.flatMap((point, k) => (point.s === s && !pulling.includes(k) ? [k] : []));
    const own = Float64Array.from([...kept, ...kept.map((k) => n + k)], (k) => without[k]!);
    return residualTrend(
      own,
      Float64Array.from(kept, (k) => points[k]!.f),
      sizes[s]!,
    ).systematic;
  });
  const found = pulling
    .filter((k) => !wrong[points[k]!.s])
    .map((k) => ({ ...all[k]!, frequency: points[k]!.f, label: spectra[points[k]!.s]!.label }));
  if (found.length === 0) return {};
  noteInfluence(found, meanLeverage(all), ctx);
  return {
    influence: found.map(({ frequency, leverage, residual, cook, label }) => ({
      frequency,
      leverage,
      residual,
      cook,
      ...(label === undefined ? {} : { spectrum: label }),
    })),
  };
}
