import { Matrix, QrDecomposition } from 'ml-matrix';
import { inputError } from '../errors.ts';

export interface LinearFit {
  readonly coefficients: Float64Array;
  /** Row-major k × k: (XᵀWX)⁻¹, times χ²/dof where sigma is relative or not given. */
  readonly covariance: Float64Array;
  readonly chi2: number;
  readonly dof: number;
}

export interface LinearLeastSquaresOptions {
  /** Standard uncertainties of y, length n, > 0. */
  readonly sigma?: Float64Array;
  /** They are known up to a common factor only. */
  readonly relativeSigma?: boolean;
}

/**
 * Weighted linear least squares, y ≈ X c, by QR of the weighted design.
 * @param design - X, row-major n × k
 * @param y - length n
 * @throws `fit/too-few-points` for n < k, `fit/rank` where columns of X depend on each other
 */
export const linearLeastSquares = (design: Float64Array, y: Float64Array, options: LinearLeastSquaresOptions = {}): LinearFit => {
  const { sigma, relativeSigma = sigma === undefined } = options;
  const n = y.length;
  const k = n === 0 ? 0 : design.length / n;
  if (n < k || k === 0)
    throw inputError('fit/too-few-points', `${n} points for ${k} coefficients`, { fix: 'give at least as many points as coefficients' });
  const x = new Matrix(n, k);
  const right = new Matrix(n, 1);
  const scale = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const weight = sigma === undefined ? 1 : 1 / sigma[i]!;
    right.set(i, 0, y[i]! * weight);
    for (let a = 0; a < k; a++) {
      const value = design[i * k + a]! * weight;
      x.set(i, a, value);
      scale[a]! += value * value;
    }
  }
  for (let a = 0; a < k; a++) {
    scale[a] = Math.sqrt(scale[a]!);
    for (let i = 0; i < n; i++) x.set(i, a, x.get(i, a) / scale[a]!);
  }
  const qr = new QrDecomposition(x);
  const r = qr.upperTriangularMatrix;
  for (let a = 0; a < k; a++) {
    if (!(Math.abs(r.get(a, a)) > 1e-13)) {
      throw inputError('fit/rank', `column ${a} of the design depends on the others`, {
        fix: 'leave out one of the dependent terms or add points that tell them apart',
      });
    }
  }
  const solution = qr.solve(right);
  let chi2 = 0;
  for (let i = 0; i < n; i++) {
    let residual = right.get(i, 0);
    for (let a = 0; a < k; a++) residual -= x.get(i, a) * solution.get(a, 0);
    chi2 += residual * residual;
  }
  const factor = relativeSigma ? (n > k ? chi2 / (n - k) : NaN) : 1;
  return {
    coefficients: Float64Array.from({ length: k }, (_, a) => solution.get(a, 0) / scale[a]!),
    covariance: inverseGram(r, scale, factor),
    chi2,
    dof: n - k,
  };
};

/** factor × R⁻¹ R⁻ᵀ with the column scales undone. */
const inverseGram = (r: Matrix, scale: Float64Array, factor: number): Float64Array => {
  const k = scale.length;
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverse[j * k + j] = 1 / r.get(j, j);
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let l = i + 1; l <= j; l++) sum -= r.get(i, l) * inverse[l * k + j]!;
      inverse[i * k + j] = sum / r.get(i, i);
    }
  }
  const covariance = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      let sum = 0;
      for (let l = Math.max(a, b); l < k; l++) sum += inverse[a * k + l]! * inverse[b * k + l]!;
      covariance[a * k + b] = (sum * factor) / (scale[a]! * scale[b]!);
    }
  }
  return covariance;
};
