import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { choleskyFactor } from './small-cholesky.ts';

/** (JᵀJ)⁻¹ and what it took to get it; arrays over the columns. */
export interface CovarianceEstimate {
  /** Row-major k × k. */
  readonly covariance: Float64Array;
  readonly rank: number;
  readonly conditionNumber: number;
  /** 0 where the column has a part in the null space. */
  readonly determined: Uint8Array;
}

/**
 * Covariance (JᵀJ)⁻¹ of a Jacobian, columns scaled to unit length first.
 * Well-conditioned (below 1e4): from the Cholesky factor of JᵀJ, good to 1e-8. Otherwise QR of J and SVD of R, with directions below
 * `tolerance` × the largest singular value left out (pseudo-inverse).
 * @param jacobian - k columns of n, column after column
 * @param hessian - lower triangle of JᵀJ, row-major k × k
 */
export const fitCovariance = (jacobian: Float64Array, hessian: Float64Array, n: number, k: number, tolerance: number): CovarianceEstimate =>
  byCholesky(hessian, k) ?? bySvd(jacobian, hessian, n, k, tolerance);

const byCholesky = (hessian: Float64Array, k: number): CovarianceEstimate | undefined => {
  const factor = new Float64Array(k * k);
  const inverse = new Float64Array(k * k);
  let normH = 0;
  for (let a = 0; a < k; a++) {
    if (!(hessian[a * k + a]! > 0)) return undefined;
    for (let b = 0; b <= a; b++) factor[a * k + b] = hessian[a * k + b]! / Math.sqrt(hessian[a * k + a]! * hessian[b * k + b]!);
  }
  for (let a = 0; a < k; a++) {
    let row = 0;
    for (let b = 0; b < k; b++) row += Math.abs(factor[a >= b ? a * k + b : b * k + a]!);
    if (row > normH) normH = row;
  }
  if (!choleskyFactor(factor, k, k)) return undefined;
  // L⁻¹ in place of the lower triangle, then L⁻ᵀ L⁻¹.
  for (let j = 0; j < k; j++) {
    factor[j * k + j] = 1 / factor[j * k + j]!;
    for (let i = j + 1; i < k; i++) {
      let sum = 0;
      for (let l = j; l < i; l++) sum -= factor[i * k + l]! * factor[l * k + j]!;
      factor[i * k + j] = sum / factor[i * k + i]!;
    }
  }
  let normInverse = 0;
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let l = a; l < k; l++) sum += factor[l * k + a]! * factor[l * k + b]!;
      inverse[a * k + b] = sum;
      inverse[b * k + a] = sum;
    }
  }
  for (let a = 0; a < k; a++) {
    let row = 0;
    for (let b = 0; b < k; b++) row += Math.abs(inverse[a * k + b]!);
    if (row > normInverse) normInverse = row;
  }
  const condition = Math.sqrt(normH * normInverse);
  if (!(condition < 1e4)) return undefined;
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) inverse[a * k + b]! /= Math.sqrt(hessian[a * k + a]! * hessian[b * k + b]!);
  return { covariance: inverse, rank: k, conditionNumber: condition, determined: new Uint8Array(k).fill(1) };
};

/** A column is undetermined if more than this of its squared unit vector lies in the null space. */
const NULL_PART = 1e-4;

const bySvd = (jacobian: Float64Array, hessian: Float64Array, n: number, k: number, tolerance: number): CovarianceEstimate => {
  const scale = new Float64Array(k);
  for (let a = 0; a < k; a++) scale[a] = hessian[a * k + a]! > 0 ? Math.sqrt(hessian[a * k + a]!) : 0;
  const j = new Matrix(n, k);
  for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) j.set(i, a, scale[a] === 0 ? 0 : jacobian[a * n + i]! / scale[a]!);
  const svd = new SingularValueDecomposition(n >= k ? new QrDecomposition(j).upperTriangularMatrix : j, {
    autoTranspose: true,
    computeLeftSingularVectors: false,
  });
  const singular = svd.diagonal;
  const v = svd.rightSingularVectors;
  const covariance = new Float64Array(k * k);
  const determined = new Uint8Array(k).fill(1);
  const nullPart = new Float64Array(k).fill(1);
  let rank = 0;
  for (let s = 0; s < singular.length; s++) {
    const value = singular[s]!;
    if (!(value > tolerance * singular[0]!)) continue;
    rank++;
    for (let a = 0; a < k; a++) {
      nullPart[a]! -= v.get(a, s) ** 2;
      for (let b = 0; b < k; b++) covariance[a * k + b]! += (v.get(a, s) * v.get(b, s)) / (value * value);
    }
  }
  for (let a = 0; a < k; a++) {
    if (scale[a] === 0 || nullPart[a]! > NULL_PART) determined[a] = 0;
    for (let b = 0; b < k; b++)
      covariance[a * k + b] = scale[a] === 0 || scale[b] === 0 ? 0 : covariance[a * k + b]! / (scale[a]! * scale[b]!);
  }
  const smallest = singular.length < k ? 0 : singular[k - 1]!;
  return { covariance, rank, conditionNumber: smallest > 0 ? singular[0]! / smallest : Infinity, determined };
};
