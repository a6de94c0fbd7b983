import type { AnalysisContext, Dataset, Fitted, Json } from '@ionwalk/core';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import type { Circuit } from '../circuit/circuit.ts';
import { type SpectrumData, spectrumData, type Weighting, weightedSquare } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import { searchFit } from '../search/search-fit.ts';
import { influenceOf } from './influence.ts';
import { meanLeverage, noteInfluence, pullingPoints } from './influence-note.ts';
import { residualTrend, ROUNDING } from './residual-trend.ts';

const MIN_POINTS = 10;
/**
 * The note `eis/influence`: frequencies that pull a fit their way. Their residual is one that noise leaves in one clean spectrum of a hundred, and their Cook's distance
 * above 1, or above 4/n with a leverage above three times the mean. Nothing is said where the
 * others, fitted alone, leave systematic residuals: there the circuit is wrong, not the points.
 * @returns `influence` of the answer: these frequencies [Hz], the most influential first
 */
export function reportInfluence(
  { model, spectrum, fitted }: { readonly model: CircuitModel; readonly spectrum: Dataset<typeof EisSpectrum>; readonly fitted: Fitted },
  weighting: Weighting,
  ctx: Pick<AnalysisContext, 'note'>,
): { readonly [key: string]: Json } {
  const { frequency, packed, sigma } = spectrumData(spectrum, weighting);
  const n = frequency.length;
  const { parameters } = model.circuit;
  const params = parameters.map(({ name }) => fitted.fit.params[name]);
  const values = params.map((parameter) => parameter?.value ?? NaN);
  const size = weightedSquare(packed, sigma);
  if (n < MIN_POINTS || !values.every((value) => Number.isFinite(value)) || !(fitted.fit.chi2 > ROUNDING * size)) return {};
  const jacobian = new Float64Array(2 * n * parameters.length);
  model.compiled(spectrum).jacobianColumns(values, jacobian);
  for (let j = 0, k = 0; j < parameters.length; j++) for (let i = 0; i < 2 * n; i++, k++) jacobian[k]! /= sigma[i]!;
  const free = params.flatMap((parameter, j) => (parameter && !parameter.fixed && parameter.bound === null ? [j] : []));
  const all = influenceOf(jacobian, fitted.residuals, free);
  if (!all) return {};
  const found = pullingPoints(all).map((i) => ({ ...all[i]!, frequency: frequency[i]! }));
  if (found.length === 0) return {};
  const fixed = new Map(params.flatMap((parameter, j) => (parameter?.fixed ? [[j, values[j]!] as const] : [])));
  if (stillSystematic(model.circuit, { frequency, packed, sigma }, new Set(found.map((one) => one.frequency)), fixed)) return {};
  noteInfluence(found, meanLeverage(all), ctx);
  return { influence: found.map(({ frequency: at, leverage, residual, cook }) => ({ frequency: at, leverage, residual, cook })) };
}

function stillSystematic(
  circuit: Circuit,
  { frequency, packed, sigma }: SpectrumData,
  without: ReadonlySet<number>,
  fixed: ReadonlyMap<number, number>,
): boolean {
  const n = frequency.length;
  const kept = Array.from(frequency, (_, i) => i).filter((i) => !without.has(frequency[i]!));
  if (2 * kept.length <= circuit.parameters.length) return true;
  const both = (values: Float64Array): Float64Array => Float64Array.from([...kept, ...kept.map((i) => n + i)], (i) => values[i]!);
  const data = { frequency: Float64Array.from(kept, (i) => frequency[i]!), packed: both(packed), sigma: both(sigma) };
  const size = weightedSquare(data.packed, data.sigma);
  const { residuals } = searchFit(circuit, data, { insist: false, fixed }).best;
  return residualTrend(residuals, data.frequency, size).systematic;
}
