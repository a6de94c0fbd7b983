import type { ModelProblem } from './model-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { profileLimit } from './profile-limit.ts';

/** One parameter the covariance can't speak for: a limit at 95 % one-sided, none at all, or (`bound` null) an uncertainty from both crossings. */
export interface OneSidedLimit {
  /** Position among the free parameters. */
  readonly a: number;
  readonly bound: 'upper' | 'lower' | 'none' | null;
  readonly value: number | null;
  readonly u: number | null;
}

export interface LimitSearch {
  readonly limits: readonly OneSidedLimit[];
  /** A profile found a lower χ² than the fit: fit again from here. */
  readonly better?: Float64Array;
}

/** Square of the 95 % quantile of the standard normal distribution. */
const RISE = 2.705543454095404;
/** u/|value| from which the shape of χ² is looked at before an uncertainty is believed. */
const SUSPICIOUS = 0.4;

/**
 * Look at the profile likelihood of every parameter that ended on a bound, that the data leave undetermined, or whose uncertainty is
 * more than 0.4 of its value though it has a bound or a logarithm. Crossing Δχ² = 2.706 s² on one side only makes it a limit.
 */
export const oneSidedLimits = ({ problem }: ModelProblem, result: LeastSquaresResult, variance: number): LimitSearch => {
  const k = result.free.length;
  const limits: OneSidedLimit[] = [];
  // Without residuals to judge by (a perfect fit, no degrees of freedom) any change is significant.
  const rise = RISE * Math.max(variance, 1e-20 * result.chi2, Number.MIN_VALUE);
  for (let a = 0; a < k; a++) {
    const index = result.free[a]!;
    const { scale, min = -Infinity, max = Infinity } = problem.parameters[index]!;
    const value = result.parameters[index]!;
    const atBound = result.atBound[a] === 1;
    const undetermined = result.determined[a] === 0;
    const boxed = scale === 'log' || min > -Infinity || max < Infinity;
    const wide = boxed && Math.sqrt(result.covariance[a * k + a]! * variance) > SUSPICIOUS * Math.abs(value);
    if (!atBound && !undetermined && !wide) continue;
    const upper = value >= max ? { value: undefined } : profileLimit(problem, result, index, { side: 'upper', rise });
    const lower = value <= min ? { value: undefined } : profileLimit(problem, result, index, { side: 'lower', rise });
    const better = 'better' in upper ? upper.better : 'better' in lower ? lower.better : undefined;
    if (better !== undefined) return { limits, better: better.parameters };
    if (upper.value !== undefined && lower.value !== undefined) {
      // Determined after all, though the Jacobian is too badly conditioned to say how well.
      if (undetermined) limits.push({ a, bound: null, value, u: (upper.value - lower.value) / (2 * Math.sqrt(RISE)) });
    } else if (upper.value !== undefined) limits.push({ a, bound: 'upper', value: upper.value, u: null });
    else if (lower.value !== undefined) limits.push({ a, bound: 'lower', value: lower.value, u: null });
    else limits.push({ a, bound: 'none', value: null, u: null });
  }
  return { limits };
};
