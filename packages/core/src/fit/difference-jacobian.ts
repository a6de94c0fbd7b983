import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { Workspace } from './workspace.ts';

/** ∛ε, the step of a central difference relative to the parameter's size (in ln for log parameters). */
const RELATIVE_STEP = 6.06e-6;

/** A parameter that has shrunk to this part of its typical size is taken as near zero: its own size no longer sets the step. */
const NEAR_ZERO = 1e-3;

/**
 * Fill `ws.jacobian` (iterated coordinates) by central differences; one-sided second-order ones where a bound is nearer than the step.
 * @returns the number of residual evaluations
 */
export const differenceJacobian = (problem: LeastSquaresProblem, ws: Workspace, n: number, k: number): number => {
  let evaluations = 0;
  for (let a = 0; a < k; a++) {
    evaluations += differenceColumn(problem, ws, n, a);
    if (ws.isLog[a] === 0 && ws.p[ws.free[a]!] === 0) evaluations += findTypicalSize(problem, ws, n, a);
  }
  return evaluations;
};

const differenceColumn = (problem: LeastSquaresProblem, ws: Workspace, n: number, a: number): number => {
  const { p, r, rPlus, rMinus, jacobian } = ws;
  const j = ws.free[a]!;
  const log = ws.isLog[a] === 1;
  const q = ws.q[a]!;
  const kept = p[j]!;
  const h = log ? RELATIVE_STEP : RELATIVE_STEP * (Math.max(Math.abs(kept), NEAR_ZERO * ws.typical[a]!) || 1);
  // One-sided at a bound: a model may be undefined beyond it.
  const side = q + h > ws.upper[a]! ? -1 : q - h < ws.lower[a]! ? 1 : 0;
  const first = q + (side === 0 ? h : side * h);
  const second = side === 0 ? q - h : q + 2 * side * h;
  p[j] = log ? Math.exp(first) : first;
  problem.residuals(p, rPlus);
  p[j] = log ? Math.exp(second) : second;
  problem.residuals(p, rMinus);
  p[j] = kept;
  // The steps as they were rounded.
  const at = a * n;
  const d1 = first - q;
  const d2 = second - q;
  if (side === 0) {
    const inverse = 1 / (d1 - d2);
    for (let i = 0; i < n; i++) jacobian[at + i] = (rPlus[i]! - rMinus[i]!) * inverse;
  } else {
    const w1 = d2 / (d1 * (d2 - d1));
    const w2 = -d1 / (d2 * (d2 - d1));
    for (let i = 0; i < n; i++) jacobian[at + i] = (rPlus[i]! - r[i]!) * w1 + (rMinus[i]! - r[i]!) * w2;
  }
  return 2;
};

/** A parameter at 0 has no size of its own: take the change that alters the residuals by their own norm. */
const findTypicalSize = (problem: LeastSquaresProblem, ws: Workspace, n: number, a: number): number => {
  let evaluations = 0;
  for (let round = 0; round < 4; round++) {
    let column = 0;
    let norm = 0;
    for (let i = 0; i < n; i++) {
      column += ws.jacobian[a * n + i]! ** 2;
      norm += ws.r[i]! ** 2;
    }
    const size = Math.sqrt(norm / column);
    const ratio = size / ws.typical[a]!;
    if (!(ratio > 0) || ratio === Infinity || (ratio > 0.1 && ratio < 1e3)) break;
    ws.typical[a] = size;
    evaluations += differenceColumn(problem, ws, n, a);
  }
  return evaluations;
};
