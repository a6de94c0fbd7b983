import { choleskyFactor, choleskyForward } from './small-cholesky.ts';
import type { Workspace } from './workspace.ts';

/** max_j |J_jᵀ r| / (|J_j| |r|) over the parameters free to move; NaN where the Jacobian isn't finite. */
export const gradientNorm = (ws: Workspace, k: number, chi2: number): number => {
  let largest = 0;
  for (let a = 0; a < k; a++) {
    const diagonal = ws.hessian[a * k + a]!;
    if (!Number.isFinite(diagonal) || !Number.isFinite(ws.gradient[a]!)) return NaN;
    if (ws.state[a] === 1) continue;
    largest = Math.max(largest, Math.abs(ws.gradient[a]!) / Math.sqrt(diagonal * chi2));
  }
  return chi2 === 0 ? 0 : largest;
};

/** gᵀH⁻¹g over the parameters free to move: the fall of χ² a full Gauss–Newton step predicts. Singular directions count nothing. Leaves the Cholesky factor in `ws.system`. */
export const decrement = (ws: Workspace, k: number): number => {
  const { hessian, gradient, system, rhs, state, active } = ws;
  let size = 0;
  for (let a = 0; a < k; a++) if (state[a] !== 1) active[size++] = a;
  // A ridge at the rounding of JᵀJ keeps a singular system solvable; the gradient has no part along a null direction.
  for (let ridge = 1e-14; ; ridge *= 10) {
    for (let i = 0; i < size; i++) {
      const a = active[i]!;
      rhs[i] = gradient[a]!;
      for (let l = 0; l < i; l++) system[i * k + l] = hessian[a * k + active[l]!]!;
      system[i * k + i] = hessian[a * k + a]! * (1 + ridge);
    }
    if (choleskyFactor(system, size, k)) break;
    if (ridge > 1) return Infinity;
  }
  choleskyForward(system, size, k, rhs);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += rhs[i]! * rhs[i]!;
  return sum;
};

/** χ² that rounding alone makes: (8 ε)² × the squared size of what the parameters contribute to the residuals. */
export const roundingFloor = (ws: Workspace, k: number): number => {
  let size = 0;
  for (let a = 0; a < k; a++) size += ws.hessian[a * k + a]! * (ws.isLog[a] === 1 ? 1 : ws.p[ws.free[a]!]! ** 2);
  return size * (8 * Number.EPSILON) ** 2;
};
