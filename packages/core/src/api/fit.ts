import type { Json, Unit } from './described.ts';

/** `u`: standard uncertainty in the parameter's own unit. A bound: `value` is the limit, `u` null. `none`: not determined at all. */
export interface FitParam {
  readonly value: number | null;
  readonly u: number | null;
  readonly unit: Unit;
  readonly fixed: boolean;
  readonly derived?: true;
  readonly bound: 'lower' | 'upper' | 'none' | null;
}

export interface Fit<N extends string = string> {
  /** `nmr/powder-2d` */
  readonly model: string;
  readonly circuit?: string;
  readonly equation?: string;
  /** In the model's order, derived ones last. */
  readonly params: Readonly<Record<N, FitParam>>;
  /** Of the free parameters, in order. */
  readonly correlation: readonly (readonly number[])[];
  readonly chi2: number;
  readonly reducedChi2: number;
  readonly dof: number;
  readonly aicc: number;
  readonly weighting: string;
  readonly iterations: number;
  readonly converged: boolean;
  readonly message: string;
  /** `T_min` */
  readonly derived?: { readonly [key: string]: Json };
}

/**
 * What `ctx.fit` returns: the fit as it is reported, and the vectors to draw it.
 * `covariance`: row-major m × m over the free parameters in order, in the parameters' own units.
 * `free`: their names. `lnU`: standard uncertainty of ln(value) per free parameter fitted in its logarithm (else u/|value|).
 */
export interface Fitted<N extends string = string> {
  readonly fit: Fit<N>;
  readonly free: readonly N[];
  readonly covariance: Float64Array;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
}
