import { isIonwalkError } from '../errors.ts';
import { leastSquares } from './least-squares.ts';
import type { LeastSquaresOptions } from './least-squares-options.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { seededRandom } from './seeded-random.ts';

export interface MultistartOptions extends LeastSquaresOptions {
  /** Further starts, scattered about the first; default 0. */
  readonly jittered?: number;
  /** Their spread: standard deviation in ln for log parameters, relative to the size for others; default 0.5. */
  readonly spread?: number;
  /** Default 1. */
  readonly seed?: number;
}

export interface MultistartResult {
  readonly best: LeastSquaresResult;
  /** How many starts were tried, and how many ended within 1e-4 of the lowest χ² (or, where that is rounding error, at the same parameters). */
  readonly tried: number;
  readonly agree: number;
  /** The best fit converged and, where several starts were tried, another one confirms it. */
  readonly converged: boolean;
}

/**
 * `leastSquares` from several starts; the lowest χ² wins. Starts whose residuals aren't finite are passed over unless all are.
 * @param starts - parameter vectors in the problem's order; empty: the parameters' own start
 */
export const multistart = (
  problem: LeastSquaresProblem,
  starts: readonly ArrayLike<number>[],
  options: MultistartOptions = {},
): MultistartResult => {
  const { jittered = 0, spread = 0.5, seed = 1, ...rest } = options;
  const first = starts[0] ?? problem.parameters.map((p) => p.start);
  const all = [...(starts.length > 0 ? starts : [first]), ...scatterStarts(problem, first, jittered, spread, seed)];
  const results: LeastSquaresResult[] = [];
  let failure: unknown;
  for (const start of all) {
    try {
      results.push(leastSquares(problem, { ...rest, start }));
    } catch (error) {
      if (!isIonwalkError(error)) throw error;
      failure ??= error;
    }
  }
  const best = results.reduce<LeastSquaresResult | undefined>((a, b) => (a === undefined || isBetter(b, a) ? b : a), undefined);
  if (best === undefined) throw failure;
  const agree = results.filter((result) => result.chi2 <= best.chi2 * (1 + 1e-4) || isSamePoint(result, best)).length;
  return { best, tried: all.length, agree, converged: best.converged && (all.length === 1 || agree > 1) };
};

/** Lower χ²; at equal χ² the one that converged. */
const isBetter = (a: LeastSquaresResult, b: LeastSquaresResult): boolean =>
  Math.abs(a.chi2 - b.chi2) <= 1e-8 * b.chi2 ? a.converged && !b.converged : a.chi2 < b.chi2;

const isSamePoint = (a: LeastSquaresResult, b: LeastSquaresResult): boolean =>
  a.parameters.every((value, j) => Math.abs(value - b.parameters[j]!) <= 1e-7 * Math.abs(b.parameters[j]!));

const scatterStarts = (
  problem: LeastSquaresProblem,
  first: ArrayLike<number>,
  count: number,
  spread: number,
  seed: number,
): Float64Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Float64Array.from(problem.parameters, ({ scale, vary = true, min = -Infinity, max = Infinity }, j) => {
      const start = first[j]!;
      if (!vary) return start;
      const z = random.normal() * spread;
      const size = Math.abs(start) || (Number.isFinite(max - min) ? max - min : 1);
      return Math.min(Math.max(scale === 'log' ? start * Math.exp(z) : start + z * size, min), max);
    }),
  );
};
