import { choleskyFactor, choleskySolve } from './small-cholesky.ts';
import type { Workspace } from './workspace.ts';

/**
 * Solve (H + μ D) δ = −g, D the largest diag H met so far (Moré: parameters don't run off where they lose influence), within bounds and step caps into `ws.step`.
 * A component that would leave its box is set on its edge and the others are solved again, so that they answer to the step really taken.
 * `ws.state`: 1 on entry for parameters held in this iteration; 2 on return for clipped ones.
 * @returns the predicted fall of χ², 0 or less where there is no step
 */
export const dampedStep = (ws: Workspace, k: number, mu: number): number => {
  const { hessian, gradient, step, state, active, system, rhs, q, lower, upper, cap, damping } = ws;
  for (let a = 0; a < k; a++) {
    if (state[a] === 2) state[a] = 0;
    if (state[a] === 1) step[a] = 0;
  }
  for (;;) {
    let size = 0;
    for (let a = 0; a < k; a++) if (state[a] === 0) active[size++] = a;
    if (size === 0) break;
    for (let i = 0; i < size; i++) {
      const a = active[i]!;
      let sum = -gradient[a]!;
      for (let b = 0; b < k; b++) if (state[b] === 2) sum -= hessian[a >= b ? a * k + b : b * k + a]! * step[b]!;
      rhs[i] = sum;
      for (let l = 0; l < i; l++) system[i * k + l] = hessian[a * k + active[l]!]!;
      system[i * k + i] = hessian[a * k + a]! + mu * damping[a]!;
    }
    if (!choleskyFactor(system, size, k)) return 0;
    choleskySolve(system, size, k, rhs);
    let clipped = false;
    for (let i = 0; i < size; i++) {
      const a = active[i]!;
      const wanted = rhs[i]!;
      const low = Math.max(-cap[a]!, lower[a]! - q[a]!);
      const high = Math.min(cap[a]!, upper[a]! - q[a]!);
      step[a] = wanted < low ? low : wanted > high ? high : wanted;
      if (step[a] !== wanted) {
        state[a] = 2;
        clipped = true;
      }
    }
    if (!clipped) break;
  }
  let predicted = 0;
  for (let a = 0; a < k; a++) {
    let sum = 2 * gradient[a]! + hessian[a * k + a]! * step[a]!;
    for (let b = 0; b < a; b++) sum += 2 * hessian[a * k + b]! * step[b]!;
    predicted -= step[a]! * sum;
  }
  return predicted;
};
