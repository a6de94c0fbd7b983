import { differenceJacobian } from './difference-jacobian.ts';
import { gramBlocks } from './gram-blocks.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { Workspace } from './workspace.ts';

/**
 * Fill Jacobian (iterated coordinates), JᵀJ (lower triangle) and Jᵀr at the current point, and mark in `ws.state` the parameters to hold:
 * those on a bound with the gradient pushing outward, and those without influence.
 * @returns the number of residual evaluations it took
 */
export const linearise = (problem: LeastSquaresProblem, ws: Workspace, n: number, k: number): number => {
  const { jacobian, hessian, gradient, r, free, isLog, q, lower, upper, state, damping } = ws;
  const m = problem.parameters.length;
  let evaluations = 0;
  if (problem.jacobianColumns) {
    const whole = k === m;
    problem.jacobianColumns(ws.p, whole ? jacobian : ws.naturalJacobian);
    if (!whole) for (let a = 0; a < k; a++) jacobian.set(ws.naturalJacobian.subarray(free[a]! * n, (free[a]! + 1) * n), a * n);
  } else if (problem.jacobian === undefined) {
    evaluations = differenceJacobian(problem, ws, n, k);
  } else {
    const natural = ws.naturalJacobian;
    problem.jacobian(ws.p, natural);
    for (let a = 0; a < k; a++) {
      const factor = isLog[a] === 1 ? ws.p[free[a]!]! : 1;
      const at = a * n;
      for (let i = 0, from = free[a]!; i < n; i++, from += m) jacobian[at + i] = natural[from]! * factor;
    }
  }
  gramBlocks(jacobian, r, n, k, hessian, gradient);
  for (let a = 0; a < k; a++) {
    damping[a] = Math.max(damping[a]!, hessian[a * k + a]!);
    const outward = (q[a]! <= lower[a]! && gradient[a]! > 0) || (q[a]! >= upper[a]! && gradient[a]! < 0);
    state[a] = outward || hessian[a * k + a] === 0 ? 1 : 0;
  }
  return evaluations;
};
