/** The arrays of one fit, reusable for any problem no larger: pass it to spare the allocation in a batch of fits. */
export interface Workspace {
  readonly residualCapacity: number;
  readonly parameterCapacity: number;
  /** n: residuals at the current point, at the trial point, two for differences. */
  r: Float64Array;
  rTrial: Float64Array;
  rPlus: Float64Array;
  rMinus: Float64Array;
  /** n × m row-major as the problem gives it; k columns of n in iterated coordinates, column after column: their products are the hot loop. */
  naturalJacobian: Float64Array;
  jacobian: Float64Array;
  /** m: natural parameters. */
  p: Float64Array;
  pTrial: Float64Array;
  /** k: iterated coordinates, bounds, step, gradient Jᵀr. */
  q: Float64Array;
  qTrial: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  cap: Float64Array;
  gradient: Float64Array;
  step: Float64Array;
  /** k × k. */
  hessian: Float64Array;
  system: Float64Array;
  rhs: Float64Array;
  /** Largest diagonal of the Hessian met so far: the scale of the damping. */
  damping: Float64Array;
  /** Typical size of a parameter, for difference steps. */
  typical: Float64Array;
  /** Indices of the free parameters; which are log; state in the current step (0 moves, 1 held, 2 clipped); rows of the reduced system. */
  free: Int32Array;
  isLog: Uint8Array;
  state: Uint8Array;
  active: Int32Array;
}

export const createWorkspace = (residualCount: number, parameterCount: number): Workspace => {
  const n = residualCount;
  const m = parameterCount;
  // One buffer: a fit of 32 points takes less time than twenty separate allocations.
  const pool = new Float64Array(4 * n + 2 * n * m + 2 * m * m + 12 * m);
  let used = 0;
  const take = (length: number): Float64Array => pool.subarray(used, (used += length));
  return {
    residualCapacity: n,
    parameterCapacity: m,
    r: take(n),
    rTrial: take(n),
    rPlus: take(n),
    rMinus: take(n),
    naturalJacobian: take(n * m),
    jacobian: take(n * m),
    p: take(m),
    pTrial: take(m),
    q: take(m),
    qTrial: take(m),
    lower: take(m),
    upper: take(m),
    cap: take(m),
    gradient: take(m),
    step: take(m),
    hessian: take(m * m),
    system: take(m * m),
    rhs: take(m),
    damping: take(m),
    typical: take(m),
    free: new Int32Array(m),
    isLog: new Uint8Array(m),
    state: new Uint8Array(m),
    active: new Int32Array(m),
  };
};
