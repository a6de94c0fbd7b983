/** What `leastSquares` found. Indices over the free parameters follow `free`; matrices are row-major free.length × free.length. */
export interface LeastSquaresResult {
  /** Every parameter in the problem's order, natural units, fixed ones included. */
  readonly parameters: Float64Array;
  /** Indices into `parameters` of those that were varied. */
  readonly free: Int32Array;
  /** Σ r². */
  readonly chi2: number;
  /** residualCount − free.length. */
  readonly dof: number;
  /** r at the solution. */
  readonly residuals: Float64Array;
  /** Jacobians computed. */
  readonly iterations: number;
  /** Calls of `residuals`, those for difference quotients included. */
  readonly evaluations: number;
  /** A stationary point was reached: never true at the step limit or where the gradient isn't small. */
  readonly converged: boolean;
  readonly message: string;
  /**
   * (JᵀJ)⁻¹ in natural units: the covariance if the residuals have unit variance; multiply by χ²/dof if their variance is only known up to a factor.
   * Rows of parameters at a bound are 0: they are held there. Directions the data don't determine are left out (pseudo-inverse).
   */
  readonly covariance: Float64Array;
  /** The same in the iterated coordinates: ln(p) for log parameters. */
  readonly covarianceIterated: Float64Array;
  readonly correlation: Float64Array;
  /** Per free parameter: 1 if it ended on one of its bounds. */
  readonly atBound: Uint8Array;
  /** Per free parameter: 0 if the data leave it undetermined (it has a part in the null space of J). */
  readonly determined: Uint8Array;
  /** Rank of J over the free parameters that aren't at a bound. */
  readonly rank: number;
  /** 2-norm condition number of J with unit columns (an upper estimate where it is below 1e4). */
  readonly conditionNumber: number;
  /** max_j |J_jᵀ r| / (|J_j| |r|) over the parameters free to move: 0 at a stationary point, 1 at most. */
  readonly gradientNorm: number;
}
