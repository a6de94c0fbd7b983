import { derivativesOf } from './derivatives-of.ts';
import { leastSquares } from './least-squares.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { seededRandom } from './seeded-random.ts';
import { createWorkspace } from './workspace.ts';

export interface BootstrapOptions {
  readonly draws: number;
  readonly seed: number;
  /** The residuals have unit variance; otherwise they are drawn with variance χ²/dof. Default false. */
  readonly sigmaKnown?: boolean;
}

export interface BootstrapResult {
  /** Row-major draws × parameters, every parameter of the problem, natural units; only draws that converged. */
  readonly parameters: Float64Array;
  readonly draws: number;
  /** Draws whose fit didn't converge. */
  readonly failed: number;
  /** The p-quantile of parameter `index` over the draws; NaN without any. */
  quantile(index: number, p: number): number;
}

/**
 * Fit again to data simulated from a fit: y* = f(p̂) + noise. Each draw shifts the residuals, r*(p) = r(p) − r(p̂) − s ε with ε standard normal,
 * which needs no more than the problem itself. Deterministic in `seed`.
 */
export const parametricBootstrap = (problem: LeastSquaresProblem, best: LeastSquaresResult, options: BootstrapOptions): BootstrapResult => {
  const { draws, seed, sigmaKnown = false } = options;
  const n = problem.residualCount;
  const m = problem.parameters.length;
  const spread = sigmaKnown ? 1 : Math.sqrt(best.chi2 / Math.max(best.dof, 1));
  const random = seededRandom(seed);
  const shift = new Float64Array(n);
  const shifted: LeastSquaresProblem = {
    parameters: problem.parameters,
    residualCount: n,
    residuals: (p, out) => {
      problem.residuals(p, out);
      for (let i = 0; i < n; i++) out[i]! -= shift[i]!;
    },
    ...derivativesOf(problem),
  };
  const workspace = createWorkspace(n, m);
  const parameters = new Float64Array(draws * m);
  let kept = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < n; i++) shift[i] = best.residuals[i]! + spread * random.normal();
    const fit = leastSquares(shifted, { start: best.parameters, workspace });
    if (fit.converged) parameters.set(fit.parameters, kept++ * m);
  }
  const used = parameters.subarray(0, kept * m);
  return { parameters: used, draws: kept, failed: draws - kept, quantile: (index, p) => columnQuantile(used, kept, m, index, p) };
};

const columnQuantile = (rows: Float64Array, count: number, m: number, index: number, p: number): number => {
  if (count === 0) return NaN;
  const column = Float64Array.from({ length: count }, (_, i) => rows[i * m + index]!).sort();
  const position = p * (count - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, count - 1);
  return column[low]! + (position - low) * (column[high]! - column[low]!);
};
