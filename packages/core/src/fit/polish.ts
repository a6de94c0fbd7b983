import { Matrix, QrDecomposition } from 'ml-matrix';
import { dampedStep } from './damped-step.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { linearise } from './linearise.ts';
import { moveTrial } from './move-trial.ts';
import { decrement } from './steepness.ts';
import { sumOfSquares } from './sum-of-squares.ts';
import type { Workspace } from './workspace.ts';

export interface Polished {
  readonly chi2: number;
  readonly iterations: number;
  readonly evaluations: number;
}

/** Gauss–Newton decrement per s² to reach, and to tolerate in χ²: (1e-7 standard uncertainties)², and rounding. */
const TARGET = 1e-14;
const RISE = 1e-11;
const MAX_STEPS = 20;

/**
 * Full Gauss–Newton steps (by QR of J where JᵀJ is badly conditioned) from a point that is the minimum to within the tolerance of χ²: χ² no longer tells better from worse
 * there, the gradient does. Ends when it stops falling. Fits that converged quadratically need none.
 */
export const polish = (problem: LeastSquaresProblem, ws: Workspace, n: number, k: number, chi2: number): Polished => {
  const dof = Math.max(n - k, 1);
  let evaluations = 0;
  let iterations = 0;
  let slope = decrement(ws, k);
  let current = chi2;
  while (iterations < MAX_STEPS && slope > (TARGET * current) / dof && (easyStep(ws, k) || qrStep(ws, n, k))) {
    moveTrial(problem, ws, k);
    problem.residuals(ws.pTrial, ws.rTrial);
    evaluations++;
    const trial = sumOfSquares(ws.rTrial, n);
    if (!(trial <= current * (1 + RISE))) break;
    swap(ws);
    evaluations += linearise(problem, ws, n, k);
    iterations++;
    const next = decrement(ws, k);
    if (!(next < slope)) {
      // Rounding has taken over: go back to the better point, and leave its Jacobian in the workspace.
      swap(ws);
      evaluations += linearise(problem, ws, n, k);
      break;
    }
    current = trial;
    slope = next;
  }
  return { chi2: current, iterations, evaluations };
};

const swap = (ws: Workspace): void => {
  [ws.p, ws.pTrial] = [ws.pTrial, ws.p];
  [ws.q, ws.qTrial] = [ws.qTrial, ws.q];
  [ws.r, ws.rTrial] = [ws.rTrial, ws.r];
};

/** Gauss–Newton step from the normal equations, where `decrement` found their pivots large enough for it. */
const easyStep = (ws: Workspace, k: number): boolean => {
  let size = 0;
  for (let a = 0; a < k; a++) {
    if (ws.state[a] === 1) continue;
    const pivot = ws.system[size * k + size]!;
    if (!(pivot * pivot > 1e-4 * ws.hessian[a * k + a]!)) return false;
    size++;
  }
  return dampedStep(ws, k, 0) > 0;
};

/** The same by QR; false where J is singular or the step would leave the bounds. */
const qrStep = (ws: Workspace, n: number, k: number): boolean => {
  const moving = Array.from({ length: k }, (_, a) => a).filter((a) => ws.state[a] !== 1);
  if (moving.length === 0 || n < moving.length) return false;
  const norms = moving.map((a) => Math.sqrt(ws.hessian[a * k + a]!));
  const j = new Matrix(n, moving.length);
  const right = new Matrix(n, 1);
  for (let i = 0; i < n; i++) {
    right.set(i, 0, -ws.r[i]!);
    for (let c = 0; c < moving.length; c++) j.set(i, c, ws.jacobian[moving[c]! * n + i]! / norms[c]!);
  }
  const qr = new QrDecomposition(j);
  const triangle = qr.upperTriangularMatrix;
  if (moving.some((_, c) => !(Math.abs(triangle.get(c, c)) > 1e-12))) return false;
  const solution = qr.solve(right);
  ws.step.fill(0);
  for (let c = 0; c < moving.length; c++) {
    const a = moving[c]!;
    const step = solution.get(c, 0) / norms[c]!;
    if (ws.q[a]! + step <= ws.lower[a]! || ws.q[a]! + step >= ws.upper[a]! || Math.abs(step) > ws.cap[a]!) return false;
    ws.step[a] = step;
  }
  return true;
};
