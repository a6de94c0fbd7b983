import type { Workspace } from './workspace.ts';

export interface LeastSquaresOptions {
  /** Start values instead of the parameters' own, in the problem's order. */
  readonly start?: ArrayLike<number>;
  /** Jacobians at most; default 500. */
  readonly maxIterations?: number;
  /** Stop once the actual and the predicted fall of χ² are below this part of it; default 1e-10. */
  readonly tolerance?: number;
  /** First damping relative to diag(JᵀJ); default 1e-3. */
  readonly damping?: number;
  /** Arrays to work in, from `createWorkspace`; at least as large as the problem. */
  readonly workspace?: Workspace;
}
