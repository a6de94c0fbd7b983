/** A parameter of a least-squares problem, in its natural unit. */
export interface FitParameter {
  readonly name: string;
  /** Where to begin; > 0 where `scale` is `log`. Outside the bounds it is moved to the nearer one. */
  readonly start: number;
  readonly min?: number;
  readonly max?: number;
  /** `log`: iterated in ln(p), for a positive quantity that may be wrong by decades. Default `linear`. */
  readonly scale?: 'linear' | 'log';
  /** False: held at `start`. Default true. */
  readonly vary?: boolean;
  /** Longest change per iteration, in ln(p) for a log parameter (default 3), else in the parameter's unit (default none). */
  readonly maxStep?: number;
}

/**
 * min over p of χ²(p) = Σ r_i(p)².
 * `residuals` fills `out` (length `residualCount`) and keeps neither argument. `p` holds every parameter in order, natural units.
 */
export interface LeastSquaresProblem {
  readonly parameters: readonly FitParameter[];
  readonly residualCount: number;
  residuals(p: Float64Array, out: Float64Array): void;
  /** ∂r_i/∂p_j, row-major residualCount × parameters.length, natural units, every parameter. Default: central differences. */
  jacobian?(p: Float64Array, out: Float64Array): void;
  /**
   * Derivatives as the iteration uses them, taken in place of `jacobian` where given: column after column, parameters.length × residualCount, and by ln(p)
   * for a `log` parameter. Spares turning and scaling a matrix per iteration.
   */
  jacobianColumns?(p: Float64Array, out: Float64Array): void;
}
