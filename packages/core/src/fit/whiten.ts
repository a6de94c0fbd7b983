import type { Variable } from '../api/kind.ts';
import { inputError } from '../errors.ts';
import { choleskyFactor } from './small-cholesky.ts';

/** Turns differences f − y, or derivatives of f, into residuals of unit (or common) variance, in place. */
export interface Whitener {
  /** The variance is 1; otherwise it is common but unknown. */
  readonly sigmaKnown: boolean;
  /** `sigma`, `relative`, `covariance`, `unit`. */
  readonly weighting: string;
  /** @param rows - row-major n × columns */
  apply(rows: Float64Array, columns: number): void;
}

/**
 * The whitening of an observed variable: divide by sigma, or solve L x = r for its covariance V = L Lᵀ.
 * @throws `fit/not-finite` for values, `fit/bad-sigma` for uncertainties that aren't finite and above 0, `fit/bad-covariance`
 */
export const createWhitener = (observed: Variable): Whitener => {
  const { values, sigma, covariance, relativeSigma } = observed;
  const n = values.length;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i]!))
      throw inputError('fit/not-finite', `observed value ${i} is ${values[i]}`, {
        where: `value ${i}`,
        fix: 'leave the point out or correct it',
      });
  }
  if (covariance !== undefined) {
    const factor = covariance.length === n * n ? covariance.slice() : undefined;
    if (factor === undefined || !choleskyFactor(factor, n, n)) {
      throw inputError(
        'fit/bad-covariance',
        `the covariance of ${n} values (${covariance.length} numbers) is not a positive definite ${n} × ${n} matrix`,
        {
          fix: 'give the covariance of all values, or their standard uncertainties',
        },
      );
    }
    return { sigmaKnown: relativeSigma !== true, weighting: 'covariance', apply: (rows, columns) => solveRows(factor, n, rows, columns) };
  }
  if (sigma === undefined) return { sigmaKnown: false, weighting: 'unit', apply: () => undefined };
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (!(sigma[i]! > 0) || sigma[i] === Infinity) {
      throw inputError('fit/bad-sigma', `standard uncertainty ${i} is ${sigma[i]}`, {
        where: `sigma ${i}`,
        fix: 'give a finite uncertainty above 0, or leave the point out',
      });
    }
    weights[i] = 1 / sigma[i]!;
  }
  return {
    sigmaKnown: relativeSigma !== true,
    weighting: relativeSigma === true ? 'relative' : 'sigma',
    apply: (rows, columns) => {
      for (let i = 0, at = 0; i < n; i++) {
        const weight = weights[i]!;
        for (let j = 0; j < columns; j++, at++) rows[at]! *= weight;
      }
    },
  };
};

const solveRows = (l: Float64Array, n: number, rows: Float64Array, columns: number): void => {
  for (let i = 0; i < n; i++) {
    const target = i * columns;
    for (let s = 0; s < i; s++) {
      const factor = l[i * n + s]!;
      const source = s * columns;
      for (let j = 0; j < columns; j++) rows[target + j]! -= factor * rows[source + j]!;
    }
    for (let j = 0; j < columns; j++) rows[target + j]! /= l[i * n + i]!;
  }
};
