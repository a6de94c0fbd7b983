import { fitCovariance, type CovarianceEstimate } from './fit-covariance.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { gradientNorm } from './steepness.ts';
import type { Workspace } from './workspace.ts';

export interface Ending {
  readonly chi2: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  readonly message: string;
}

/** Singular values below this part of the largest are no direction the data know of; difference quotients carry 1e-10 of noise. */
const RANK_ANALYTIC = 1e-12;
const RANK_DIFFERENCES = 1e-9;

/** Copy the result out of the workspace, whose Jacobian is that of the last point, and work out its covariance. */
export const finishFit = (problem: LeastSquaresProblem, ws: Workspace, n: number, k: number, ending: Ending): LeastSquaresResult => {
  const { isLog, free, q, lower, upper, p } = ws;
  const atBound = new Uint8Array(k);
  let inner = 0;
  for (let a = 0; a < k; a++) {
    const { min, max } = problem.parameters[free[a]!]!;
    const low = min !== undefined && (isLog[a] === 0 || min > 0) && q[a]! <= lower[a]!;
    const high = max !== undefined && max < Infinity && q[a]! >= upper[a]!;
    if (low || high) atBound[a] = 1;
    else ws.active[inner++] = a;
  }
  const tolerance = problem.jacobian || problem.jacobianColumns ? RANK_ANALYTIC : RANK_DIFFERENCES;
  const estimate = innerCovariance(ws, n, k, inner, tolerance);
  const covariance = new Float64Array(k * k);
  const covarianceIterated = new Float64Array(k * k);
  const correlation = new Float64Array(k * k);
  const determined = new Uint8Array(k).fill(1);
  for (let i = 0; i < inner; i++) {
    const a = ws.active[i]!;
    determined[a] = estimate.determined[i]!;
    const scaleA = isLog[a] === 1 ? p[free[a]!]! : 1;
    for (let l = 0; l < inner; l++) {
      const b = ws.active[l]!;
      const value = estimate.covariance[i * inner + l]!;
      covarianceIterated[a * k + b] = value;
      covariance[a * k + b] = value * scaleA * (isLog[b] === 1 ? p[free[b]!]! : 1);
      const norm = Math.sqrt(estimate.covariance[i * inner + i]! * estimate.covariance[l * inner + l]!);
      correlation[a * k + b] = i === l ? 1 : norm > 0 ? value / norm : 0;
    }
  }
  return {
    parameters: p.slice(0, problem.parameters.length),
    free: free.slice(0, k),
    chi2: ending.chi2,
    dof: n - k,
    residuals: ws.r.slice(0, n),
    iterations: ending.iterations,
    evaluations: ending.evaluations,
    converged: ending.converged,
    message: ending.message,
    covariance,
    covarianceIterated,
    correlation,
    atBound,
    determined,
    rank: estimate.rank,
    conditionNumber: estimate.conditionNumber,
    gradientNorm: gradientNorm(ws, k, ending.chi2),
  };
};

const innerCovariance = (ws: Workspace, n: number, k: number, inner: number, tolerance: number): CovarianceEstimate => {
  if (inner === k) return fitCovariance(ws.jacobian, ws.hessian, n, k, tolerance);
  const jacobian = new Float64Array(n * inner);
  const hessian = new Float64Array(inner * inner);
  for (let l = 0; l < inner; l++) {
    const a = ws.active[l]!;
    for (let i = 0; i < n; i++) jacobian[l * n + i] = ws.jacobian[a * n + i]!;
    for (let b = 0; b <= l; b++) hessian[l * inner + b] = ws.hessian[a * k + ws.active[b]!]!;
  }
  return fitCovariance(jacobian, hessian, n, inner, tolerance);
};
