import { fitArrhenius } from './fit-arrhenius.ts';
import { fitQuadratic } from './fit-quadratic.ts';
import { fitSegmented } from './fit-segmented.ts';
import { fitVtf } from './fit-vtf.ts';
import type { LawData, LawFit } from './law-fit.ts';

/** AICc a curved law must be lower by than the line: less loses the line on straight data in 5-18 % of cases. */
export const CURVATURE_THRESHOLD = 4;
const MIN_TEMPERATURES = 6;
/** Mean square residual of ln D below which data are exact and no model is better than another. */
const EXACT = 1e-18;

export interface LawChoice {
  readonly chosen: LawFit;
  readonly straight: LawFit;
  /** Every law tried, the chosen one included; dAICc counts from the chosen one and may be negative. */
  readonly tried: readonly { readonly fit: LawFit; readonly model: LawFit['model']; readonly dAICc: number; readonly weight: number }[];
}

/**
 * The law of a series: the straight line, unless a hinge, a VTF curve or a parabola has an AICc lower by at least 4.
 * `unknownScatter`: weights are all one and s² comes from the residuals. Undefined for fewer than two temperatures.
 */
export function chooseLaw(data: LawData, unknownScatter: boolean): LawChoice | undefined {
  const straight = fitArrhenius(data);
  if (straight === undefined) return undefined;
  const n = data.x.length;
  const candidates: LawFit[] = [straight];
  if (new Set(data.x).size >= MIN_TEMPERATURES) {
    for (const fit of [fitSegmented(data, unknownScatter), fitVtf(data), fitQuadratic(data)]) {
      if (fit !== undefined && Number.isFinite(information(fit, n, unknownScatter))) candidates.push(fit);
    }
  }
  const scores = candidates.map((fit) => information(fit, n, unknownScatter));
  const line = scores[0] as number;
  let chosen = 0;
  for (let i = 1; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score <= line - CURVATURE_THRESHOLD && (chosen === 0 || score < (scores[chosen] as number))) chosen = i;
  }
  const least = Math.min(...scores);
  const likelihoods = scores.map((score) => (Number.isFinite(score) ? Math.exp(-(score - least) / 2) : 0));
  const total = likelihoods.reduce((sum, value) => sum + value, 0);
  const tried = candidates.map((fit, i) => ({
    fit,
    model: fit.model,
    dAICc: (scores[i] as number) - (scores[chosen] as number),
    weight: (likelihoods[i] as number) / total,
  }));
  return {
    chosen: candidates[chosen] as LawFit,
    straight,
    tried: candidates.length === 1 ? [{ fit: straight, model: 'arrhenius', dAICc: 0, weight: 1 }] : tried,
  };
}

/** AICc; with unknown scatter that scatter is one parameter more. Infinite where there are too few points. */
function information(fit: LawFit, n: number, unknownScatter: boolean): number {
  const k = fit.size + (unknownScatter ? 1 : 0);
  const room = n - k - 1;
  if (room <= 0) return Infinity;
  const badness = unknownScatter ? n * Math.log(Math.max(fit.rss / n, EXACT)) : fit.rss;
  return badness + 2 * k + (2 * k * (k + 1)) / room;
}
