import { isIonwalkError } from '../errors.ts';
import { derivativesOf } from './derivatives-of.ts';
import { leastSquares } from './least-squares.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';

export interface ProfilePoint {
  /** The held parameter, natural units. */
  readonly value: number;
  /** Lowest χ² with it held there; Infinity where the model isn't finite. */
  readonly chi2: number;
  readonly parameters: Float64Array;
}

/**
 * χ² minimised over all other free parameters with one held, at each of `values` (nearest first is fastest: each starts from the one before).
 * @param index - of the parameter in the problem
 */
export const profileLikelihood = (
  problem: LeastSquaresProblem,
  best: LeastSquaresResult,
  index: number,
  values: readonly number[],
): ProfilePoint[] => {
  let from = best.parameters;
  return values.map((value) => {
    const point = profileAt(problem, from, index, value);
    if (point.chi2 < Infinity) from = point.parameters;
    return point;
  });
};

/** One point of a profile, the other parameters starting at `from`. */
export const profileAt = (problem: LeastSquaresProblem, from: Float64Array, index: number, value: number): ProfilePoint => {
  const held: LeastSquaresProblem = {
    parameters: problem.parameters.map((p, j) => (j === index ? { ...p, vary: false } : p)),
    residualCount: problem.residualCount,
    residuals: (p, out) => problem.residuals(p, out),
    ...derivativesOf(problem),
  };
  const start = from.slice();
  start[index] = value;
  try {
    const { chi2, parameters } = leastSquares(held, { start, tolerance: 1e-6, maxIterations: 60 });
    return { value, chi2, parameters };
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    return { value, chi2: Infinity, parameters: start };
  }
};
