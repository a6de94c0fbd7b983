import { inputError, type IonwalkError } from '../errors.ts';
import { dampedStep } from './damped-step.ts';
import { finishFit } from './finish-fit.ts';
import type { LeastSquaresOptions } from './least-squares-options.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { linearise } from './linearise.ts';
import { moveTrial } from './move-trial.ts';
import { polish } from './polish.ts';
import { setUp } from './set-up.ts';
import { decrement, gradientNorm, roundingFloor } from './steepness.ts';
import { sumOfSquares } from './sum-of-squares.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/**
 * Minimise χ²(p) = Σ r_i(p)² by a bounded Levenberg–Marquardt iteration, in ln(p) for log parameters.
 *
 *     (JᵀJ + μ D) δ = −Jᵀ r,   D the largest diag JᵀJ so far, μ by Nielsen's rule
 *
 * A parameter on a bound whose gradient pushes outward is held in that iteration and let go when it no longer does.
 * Stops when a step changes χ², and was predicted to change it, by less than `tolerance`·χ² and the full Gauss–Newton step from there is
 * shorter than 1e-3 standard uncertainties (Bates and Watts' relative offset); Gauss–Newton steps by QR of J then bring it below 1e-7. A step to residuals that are not finite is rejected.
 * A problem with a zero residual ends when the residuals are rounding errors.
 *
 * @throws `fit/not-finite` if the start or its residuals are; `fit/log-start` if a log parameter doesn't start above 0; `fit/bounds` if min > max
 * @see Marquardt, doi:10.1137/0111030; Nielsen, IMM-REP-1999-05; Bates and Watts, doi:10.1080/00401706.1981.10486259
 */
export const leastSquares = (problem: LeastSquaresProblem, options: LeastSquaresOptions = {}): LeastSquaresResult => {
  const { maxIterations = 500, tolerance = 1e-10, damping = 1e-3 } = options;
  const n = problem.residualCount;
  const ws = usableWorkspace(options.workspace, n, problem.parameters.length);
  const k = setUp(problem, ws, options.start);
  problem.residuals(ws.p, ws.r);
  const search: Search = { chi2: sumOfSquares(ws.r, n), mu: damping, nu: 2, evaluations: 1, smallGain: false, tolerance };
  if (!Number.isFinite(search.chi2)) throw notFinite(problem, ws, n);
  const dof = Math.max(n - k, 1);

  let iterations = 0;
  let converged = false;
  let message: string;
  for (;;) {
    search.evaluations += linearise(problem, ws, n, k);
    iterations++;
    const gradient = gradientNorm(ws, k, search.chi2);
    if (Number.isNaN(gradient)) {
      message = 'the Jacobian is not finite';
      break;
    }
    if (search.chi2 <= roundingFloor(ws, k)) {
      converged = true;
      message = 'the residuals are rounding errors';
      break;
    }
    if (gradient < 1e-14) {
      converged = true;
      message = 'the gradient is zero';
      break;
    }
    if (search.smallGain) {
      if (isStationary(ws, k, search.chi2 / dof)) {
        converged = true;
        message = 'chi-square no longer falls';
        break;
      }
      // Small gains under heavy damping are slow progress, not the minimum.
      search.mu = Math.min(search.mu * 0.1, 1e-3);
    }
    if (iterations >= maxIterations) {
      message = `stopped at the limit of ${maxIterations} iterations`;
      break;
    }
    if (!descend(problem, ws, n, k, search)) {
      converged = isStationary(ws, k, search.chi2 / dof);
      message = converged ? 'chi-square no longer falls' : 'no step lowers chi-square although its gradient is not zero';
      break;
    }
  }
  if (converged) {
    const polished = polish(problem, ws, n, k, search.chi2);
    iterations += polished.iterations;
    search.evaluations += polished.evaluations;
    search.chi2 = polished.chi2;
  }
  return finishFit(problem, ws, n, k, { ...search, iterations, converged, message });
};

interface Search {
  chi2: number;
  mu: number;
  nu: number;
  evaluations: number;
  /** The last step changed χ², and was predicted to, by less than the tolerance. */
  smallGain: boolean;
  readonly tolerance: number;
}

/** Raise the damping until a step lowers χ², and take it; false if none does. */
const descend = (problem: LeastSquaresProblem, ws: Workspace, n: number, k: number, search: Search): boolean => {
  while (search.mu < 1e18) {
    const predicted = dampedStep(ws, k, search.mu);
    if (predicted > 0) {
      moveTrial(problem, ws, k);
      problem.residuals(ws.pTrial, ws.rTrial);
      search.evaluations++;
      const chi2 = sumOfSquares(ws.rTrial, n);
      const actual = search.chi2 - chi2;
      if (actual > 0) {
        const t = (2 * actual) / predicted - 1;
        search.mu = Math.max(search.mu * Math.max(1 / 3, 1 - t * t * t), 1e-18);
        search.nu = 2;
        search.smallGain = actual <= search.tolerance * search.chi2 && predicted <= search.tolerance * search.chi2;
        search.chi2 = chi2;
        [ws.p, ws.pTrial] = [ws.pTrial, ws.p];
        [ws.q, ws.qTrial] = [ws.qTrial, ws.q];
        [ws.r, ws.rTrial] = [ws.rTrial, ws.r];
        return true;
      }
      // A gain below the rounding of χ² can't be seen.
      if (predicted <= 1e-15 * search.chi2) return false;
    }
    search.mu *= search.nu;
    search.nu *= 2;
  }
  return false;
};

/** The full step is below a thousandth of a standard uncertainty (its square is `variance`), or what it gains below rounding. */
const isStationary = (ws: Workspace, k: number, variance: number): boolean =>
  decrement(ws, k) <= Math.max(1e-6 * variance, roundingFloor(ws, k));

const usableWorkspace = (given: Workspace | undefined, n: number, m: number): Workspace =>
  given !== undefined && given.residualCapacity >= n && given.parameterCapacity >= m ? given : createWorkspace(n, m);

const notFinite = (problem: LeastSquaresProblem, ws: Workspace, n: number): IonwalkError => {
  let first = 0;
  while (first < n && Number.isFinite(ws.r[first]!)) first++;
  const start = problem.parameters.map((p, j) => `${p.name} = ${ws.p[j]}`).join(', ');
  return inputError('fit/not-finite', `residual ${first} is ${ws.r[first] ?? 'too large'} at the start (${start})`, {
    where: `residual ${first}`,
    fix: 'give other start values, or check the data for values that are not finite',
  });
};
