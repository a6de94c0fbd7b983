import { differenceJacobian } from './difference-jacobian.ts';
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
  if (problem.jacobian === undefined) {
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
  for (let a = 0; a < k; a++) {
    gradient[a] = dot(jacobian, a * n, r, 0, n);
    for (let b = 0; b <= a; b++) hessian[a * k + b] = dot(jacobian, a * n, jacobian, b * n, n);
  }
  for (let a = 0; a < k; a++) {
    damping[a] = Math.max(damping[a]!, hessian[a * k + a]!);
    const outward = (q[a]! <= lower[a]! && gradient[a]! > 0) || (q[a]! >= upper[a]! && gradient[a]! < 0);
    state[a] = outward || hessian[a * k + a] === 0 ? 1 : 0;
  }
  return evaluations;
};

/** Σ u_i v_i over n values from `at` and `from`; two sums, as one would wait for itself. */
const dot = (u: Float64Array, at: number, v: Float64Array, from: number, n: number): number => {
  let even = 0;
  let odd = 0;
  const last = n - (n & 1);
  for (let i = 0; i < last; i += 2) {
    even += u[at + i]! * v[from + i]!;
    odd += u[at + i + 1]! * v[from + i + 1]!;
  }
  if (last < n) even += u[at + last]! * v[from + last]!;
  return even + odd;
};
