/**
 * Log-normal prior of the permeances: ln P_j = m + s_j, s_j with standard deviation `spread` each, m common with `shared` about `centre`.
 * Integrating m out leaves the precision matrix (I - r 11^T)/spread^2, r = shared^2/(spread^2 + count shared^2).
 */
export interface PermeancePrior {
  readonly centre: number;
  readonly spread: number;
  readonly shared: number;
}

/** Adds the prior to minus the log-likelihood's gradient and matrix of second derivatives (size × size, ln P at 1 to count) and returns its value. */
export function addPrior(
  prior: PermeancePrior,
  vector: Float64Array,
  count: number,
  gradient?: Float64Array,
  matrix?: Float64Array,
): number {
  const { diagonal, common } = precision(prior, count);
  const size = vector.length;
  let [sum, squares] = [0, 0];
  for (let g = 1; g <= count; g++) {
    const d = vector[g]! - prior.centre;
    sum += d;
    squares += d * d;
  }
  for (let g = 1; g <= count; g++) {
    if (gradient) gradient[g]! += diagonal * (vector[g]! - prior.centre) - common * sum;
    if (!matrix) continue;
    for (let h = 1; h <= count; h++) matrix[g * size + h]! -= common;
    matrix[g * size + g]! += diagonal;
  }
  return 0.5 * (diagonal * squares - common * sum * sum);
}

/** How many parameters' worth the data, not the prior, set among the permeances: count - tr(K V), V their posterior covariance. */
export function effectiveCount(prior: PermeancePrior, covariance: Float64Array, size: number, count: number): number {
  const { diagonal, common } = precision(prior, count);
  let trace = 0;
  for (let g = 1; g <= count; g++) {
    trace += diagonal * covariance[g * size + g]!;
    for (let h = 1; h <= count; h++) trace -= common * covariance[g * size + h]!;
  }
  return count - trace;
}

function precision({ spread, shared }: PermeancePrior, count: number): { diagonal: number; common: number } {
  const diagonal = 1 / (spread * spread);
  return { diagonal, common: (diagonal * shared * shared) / (spread * spread + count * shared * shared) };
}
