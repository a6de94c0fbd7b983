import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { Workspace } from './workspace.ts';

/** Set the trial point `ws.qTrial`, `ws.pTrial` to the current one plus `ws.step`, exactly on a bound where it reaches one. */
export const moveTrial = (problem: LeastSquaresProblem, ws: Workspace, k: number): void => {
  const { p, pTrial, q, qTrial, step, lower, upper, isLog, free } = ws;
  for (let j = 0; j < problem.parameters.length; j++) pTrial[j] = p[j]!;
  for (let a = 0; a < k; a++) {
    const j = free[a]!;
    const value = q[a]! + step[a]!;
    const { min, max } = problem.parameters[j]!;
    if (step[a] === 0) {
      qTrial[a] = q[a]!;
    } else if (step[a]! > 0 && (value >= upper[a]! || step[a] === upper[a]! - q[a]!)) {
      qTrial[a] = upper[a]!;
      pTrial[j] = max !== undefined && max < Infinity ? max : Math.exp(upper[a]!);
    } else if (step[a]! < 0 && (value <= lower[a]! || step[a] === lower[a]! - q[a]!)) {
      qTrial[a] = lower[a]!;
      pTrial[j] = min !== undefined && (isLog[a] === 0 || min > 0) ? min : Math.exp(lower[a]!);
    } else {
      qTrial[a] = value;
      pTrial[j] = isLog[a] === 1 ? Math.exp(value) : value;
    }
  }
};
