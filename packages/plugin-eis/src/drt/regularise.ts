import { type DrtProblem, SERIES } from './drt-problem.ts';
import { lCurveCorner } from './l-curve-corner.ts';
import { gammaFreedom, gammaSpread, type GammaSolution, type GammaSpread, solveGamma } from './solve-gamma.ts';

/** Exponent of the blocking element; undefined for none. */
export type Blocking = number | undefined;

export interface Regularised {
  readonly solution: GammaSolution;
  readonly spread: GammaSpread;
  /** Variance of one relative component of Z: chi2/(2N − freedom). */
  readonly variance: number;
  readonly blocking: Blocking;
  /** 1/Q per unit of the coefficient of the blocking element. */
  readonly blockingUnit: number;
}

const EXPONENTS = Array.from({ length: 6 }, (_, i) => 0.5 + 0.1 * i);
/** Once an exponent is known, its neighbours. */
const AROUND = [-0.1, -0.05, 0, 0.05, 0.1];
const LAMBDAS = Array.from({ length: 21 }, (_, i) => 10 ** (1 - i / 2));
/** With a prior that explains the data γ may be held to it firmly. */
const FIRM = Array.from({ length: 17 }, (_, i) => 10 ** (2 - i / 2));
/** Degrees of freedom count this often in the criterion: plain GCV now and then follows the noise (Kim and Gu, doi:10.1046/j.1369-7412.2003.05316.x). */
const GUARD = 1.4;
/** The smoothest solution within this many standard errors of the least criterion is taken: the criterion is flat towards small λ, and noise moves its minimum there. */
const SLACK = 0.5;
/** A blocking element is kept when it lowers the objective by this many variances: one in a few thousand by chance. */
const WORTH = 15;
/** Part of that at which the case is plain at any λ. */
const PLAIN = 0.3;
const START = 1e-4;
/** So many worse values in a row end the search for λ. */
const ENOUGH = 4;
/** Part of Σ|Z|²/|Z|² below which chi2 is rounding. */
const ROUNDING = 1e-12;

/**
 * λ by generalised cross-validation, GCV = chi2/(2N − 1.4 tr)², and the blocking element by the objective at that λ: the exponent between 0.5 and 1 that fits best,
 * or none where it gains nothing. Both in turn, until the exponent stays.
 * @param blocking – `auto`, or the exponent to use (undefined for none)
 * @param lambda – given, it is used as it stands
 */
export function regularise(problem: DrtProblem, blocking: Blocking | 'auto', lambda?: number): Regularised {
  if (blocking !== 'auto') return crossValidate(problem, blocking, lambda);
  let exponent = bestExponent(problem, lambda ?? START, EXPONENTS);
  if (plainlyNone(problem, exponent, lambda ?? START)) return crossValidate(problem, undefined, lambda);
  let result = crossValidate(problem, exponent, lambda);
  for (let round = 0; round < 2; round++) {
    const around = AROUND.map((by) => exponent + by).filter((value) => value >= 0.5 - 1e-9 && value <= 1 + 1e-9);
    const next = bestExponent(problem, result.solution.lambda, around);
    if (Math.abs(next - exponent) < 0.005) break;
    exponent = next;
    result = crossValidate(problem, exponent, lambda, undefined, result);
  }
  problem.setBlocking(undefined);
  const without = solveGamma(problem, result.solution.lambda);
  // Exact data have no variance to speak of.
  const gain = without.objective - result.solution.objective;
  if (gain <= WORTH * result.variance + 1e-12 * problem.norm || result.solution.x[2] === 0)
    return crossValidate(problem, undefined, lambda);
  problem.setBlocking(exponent);
  return result;
}

/** Whether a blocking element of that exponent gains so little that λ needn't be known to leave it out. */
function plainlyNone(problem: DrtProblem, exponent: number, lambda: number): boolean {
  problem.setBlocking(exponent);
  const blocked = solveGamma(problem, lambda);
  const variance = blocked.chi2 / Math.max(problem.rows - gammaFreedom(problem, blocked), 1);
  problem.setBlocking(undefined);
  const without = solveGamma(problem, lambda, { warmStart: blocked.x });
  return without.objective - blocked.objective <= PLAIN * WORTH * variance;
}

/**
 * λ by generalised cross-validation for a given blocking element.
 * @param prior – γ is smoothed towards this
 * @param near – the result for nearly the same problem: λ is looked for from a decade above its own on
 */
export function crossValidate(
  problem: DrtProblem,
  blocking: Blocking,
  lambda?: number,
  prior?: Float64Array,
  near?: Regularised,
): Regularised {
  const blockingUnit = problem.setBlocking(blocking);
  const all = prior ? FIRM : LAMBDAS;
  const from = near ? Math.max(0, all.findIndex((value) => value <= near.solution.lambda * 1.001) - 2) : 0;
  const tried = scan(problem, lambda !== undefined ? [lambda] : all.slice(from), ENOUGH, prior, near?.solution.x);
  const chosen = leastScore(problem, tried);
  // The first that was looked at: smoother ones may do as well.
  if (from > 0 && lambda === undefined && chosen === tried[0]) return crossValidate(problem, blocking, lambda, prior);
  return resultOf(problem, chosen, blocking, blockingUnit);
}

/** λ at the corner of the L-curve, γ smoothed towards 0, and λ by cross-validation of the same solutions; `corner` is false where there is none and that is used. */
export function atCorner(
  problem: DrtProblem,
  blocking: Blocking,
): { readonly result: Regularised; readonly lambdaGcv: number; readonly corner: boolean } {
  const blockingUnit = problem.setBlocking(blocking);
  const tried = scan(problem, LAMBDAS, Infinity);
  const byScore = leastScore(problem, tried);
  const corner = lCurveCorner(
    tried.map(({ solution: { chi2, objective, lambda } }) => ({
      // Below this residuals are rounding.
      chi2: chi2 > ROUNDING * problem.norm ? chi2 : 0,
      roughness: (objective - chi2) / lambda,
    })),
  );
  const chosen = corner === undefined ? byScore : tried[corner]!;
  return {
    result: resultOf(problem, chosen, blocking, blockingUnit),
    lambdaGcv: byScore.solution.lambda,
    corner: corner !== undefined,
  };
}

interface Tried {
  /** Of the criterion of cross-validation. */
  readonly score: number;
  readonly solution: GammaSolution;
  readonly freedom: number;
}

/** Solutions for λ in turn, each from the one before, until the criterion has been worse `enough` times in a row. */
function scan(problem: DrtProblem, lambdas: readonly number[], enough: number, prior?: Float64Array, near?: Float64Array): Tried[] {
  const tried: Tried[] = [];
  let warmStart = prior ?? near;
  let least = Infinity;
  let worse = 0;
  for (const lambda of lambdas) {
    const solution = solveGamma(problem, lambda, { warmStart, prior });
    warmStart = solution.x;
    const freedom = gammaFreedom(problem, solution);
    const score = solution.chi2 / Math.max(problem.rows - GUARD * freedom, 1e-3 * problem.rows) ** 2;
    tried.push({ score, solution, freedom });
    worse = score < least ? 0 : worse + 1;
    least = Math.min(least, score);
    if (worse >= enough) break;
  }
  return tried;
}

/** The smoothest as good as the best. */
function leastScore({ rows }: DrtProblem, tried: readonly Tried[]): Tried {
  const least = Math.min(...tried.map(({ score }) => score));
  return tried.find(({ score }) => score <= (1 + SLACK * Math.sqrt(2 / rows)) * least)!;
}

function resultOf(problem: DrtProblem, { solution, freedom }: Tried, blocking: Blocking, blockingUnit: number): Regularised {
  const spread = gammaSpread(problem, solution);
  return { solution, spread, variance: solution.chi2 / Math.max(problem.rows - freedom, 1), blocking, blockingUnit };
}

/** Least objective over equally spaced exponents, and a parabola through the best three. */
function bestExponent(problem: DrtProblem, lambda: number, exponents: readonly number[]): number {
  let warm: Float64Array | undefined;
  const values = exponents.map((exponent) => {
    problem.setBlocking(exponent);
    const { objective, x } = solveGamma(problem, lambda, { warmStart: warm });
    warm = x;
    return objective;
  });
  const least = values.indexOf(Math.min(...values));
  const [a, b, c] = [values[least - 1], values[least]!, values[least + 1]];
  if (a === undefined || c === undefined || !(a - 2 * b + c > 0)) return exponents[least]!;
  const step = exponents[least + 1]! - exponents[least]!;
  return exponents[least]! + (0.5 * step * (a - c)) / (a - 2 * b + c);
}

/** γ [Ohm] at the nodes. */
export const gammaOf = ({ scale }: DrtProblem, x: Float64Array): Float64Array => scale.map((unit, k) => unit * x[SERIES + k]!);
