import type { LeastSquaresProblem } from './least-squares-problem.ts';

/** The derivatives a problem has, for another problem whose residuals differ from its own by a constant. */
export const derivativesOf = (problem: LeastSquaresProblem): Pick<LeastSquaresProblem, 'jacobian' | 'jacobianColumns'> => ({
  ...(problem.jacobian && { jacobian: (p: Float64Array, out: Float64Array) => problem.jacobian!(p, out) }),
  ...(problem.jacobianColumns && { jacobianColumns: (p: Float64Array, out: Float64Array) => problem.jacobianColumns!(p, out) }),
});
