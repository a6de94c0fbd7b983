import { invertSymmetric } from '../numeric/invert-symmetric.ts';
import { addPrior, type PermeancePrior } from './permeance-prior.ts';

/** By how much the deviance falls when boundaries are told apart. */
export interface ExpectedGain {
  /** Mean and variance where all permeances are equal: of sum_i c_i z_i^2, z_i normal, before the mean permeance takes its one degree of freedom. */
  readonly mean: number;
  readonly variance: number;
  /** What it grows by per squared standard deviation of ln P between boundaries; NaN where that can't be told. */
  readonly spread: number;
}

/**
 * V: posterior covariance of ln P, K: the prior's precision. c are the eigenvalues of I - (V K)^2. The data's own information is H = V^-1 - K, and a
 * spread tau of ln P adds tau^2 (tr H - 1^T H^2 1/1^T H 1): what one common permeance can't follow.
 * @param covariance – size × size, ln P at 1 to count
 */
export function expectedGain(prior: PermeancePrior, covariance: Float64Array, size: number, count: number): ExpectedGain {
  const whole = new Float64Array(size * size);
  addPrior(prior, new Float64Array(size), count, undefined, whole);
  const [k, v] = [block(whole, size, count), block(covariance, size, count)];
  const b = multiply(v, k, count);
  const c = multiply(b, b, count).map((value, i) => (i % (count + 1) === 0 ? 1 : 0) - value);
  let [mean, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    mean += c[i * count + i]!;
    for (let j = 0; j < count; j++) squares += c[i * count + j]! * c[j * count + i]!;
  }
  const information = invertSymmetric(v, count)?.map((value, i) => value - k[i]!);
  return { mean, variance: 2 * squares, spread: information ? beyondMean(information, count) : NaN };
}

function beyondMean(h: Float64Array, n: number): number {
  let [trace, all, squares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += h[i * n + j]!;
    trace += h[i * n + i]!;
    all += row;
    squares += row * row;
  }
  return trace - squares / all;
}

function block(a: Float64Array, size: number, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => a[(1 + Math.floor(i / n)) * size + 1 + (i % n)]!);
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const left = a[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += left * b[k * n + j]!;
    }
  return out;
}
