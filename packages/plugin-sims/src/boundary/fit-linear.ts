import { chiSquareSurvival } from '@ionwalk/core/fit';
import { invertSymmetric } from '../numeric/invert-symmetric.ts';
import type { OrderedRows } from './rows-near.ts';

/** A fit of fractions that is linear in its parameters. */
export interface LinearFit {
  readonly values: Float64Array;
  /** Row-major covariance. */
  readonly covariance: Float64Array;
  readonly fitted: Float64Array;
  /** Variance of each row under the fit. */
  readonly variance: Float64Array;
  readonly design: Float64Array;
  readonly chi2: number;
  readonly dof: number;
  readonly aicc: number;
  /** Probability of chi2; NaN where errors aren't known. */
  readonly probability: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Fractions are kept this far from 0 and 1 in the weights, so that a row of few counts can't rule the fit. */
const EDGE = 1e-6;
const ITERATIONS = 50;

/**
 * f = X b by maximum likelihood: binomial on counts (Fisher scoring with weights from the fit, never from the data), weighted by sigma, or
 * plain with the residual variance.
 * @param design – row-major rows × m
 * Undefined when the rows don't determine the parameters.
 */
export function fitLinear(rows: OrderedRows, design: Float64Array, m: number): LinearFit | undefined {
  const n = rows.x.length;
  if (n <= m) return undefined;
  const variance = new Float64Array(n);
  for (let i = 0; i < n; i++) variance[i] = rowVariance(rows, i, smoothed(rows, i));
  const fitted = new Float64Array(n);
  let values: Float64Array = new Float64Array(m);
  let covariance: Float64Array | undefined;
  let [iterations, converged] = [0, false];
  while (iterations < ITERATIONS && !converged) {
    iterations++;
    const solved = weighted(rows.fraction, design, variance, m);
    if (!solved) return undefined;
    let [moved, size] = [0, 0];
    for (let i = 0; i < n; i++) {
      let f = 0;
      for (let j = 0; j < m; j++) f += (design[i * m + j] as number) * (solved.values[j] as number);
      moved = Math.max(moved, Math.abs(f - (fitted[i] as number)));
      size = Math.max(size, Math.abs(f));
      fitted[i] = f;
    }
    ({ values, covariance } = solved);
    converged = iterations > 1 && moved <= 1e-10 * size;
    if (rows.total) for (let i = 0; i < n; i++) variance[i] = rowVariance(rows, i, fitted[i] as number);
  }
  return finish(rows, design, m, { values, covariance: covariance as Float64Array, fitted, variance, iterations, converged });
}

type Solved = Pick<LinearFit, 'values' | 'covariance' | 'fitted' | 'variance' | 'iterations' | 'converged'>;

function finish(rows: OrderedRows, design: Float64Array, m: number, solved: Solved): LinearFit {
  const n = rows.x.length;
  const dof = n - m;
  let chi2 = 0;
  for (let i = 0; i < n; i++) chi2 += ((rows.fraction[i] as number) - (solved.fitted[i] as number)) ** 2 / (solved.variance[i] as number);
  const known = rows.total !== undefined || rows.sigma !== undefined;
  const p = known ? m : m + 1;
  const loss = known ? chi2 : n * Math.log(Math.max(chi2, Number.MIN_VALUE) / n);
  const aicc = loss + 2 * p + (2 * p * (p + 1)) / Math.max(0.1, n - p - 1);
  const factor = known ? 1 : chi2 / dof;
  return {
    ...solved,
    design,
    covariance: known ? solved.covariance : solved.covariance.map((v) => v * factor),
    variance: known ? solved.variance : solved.variance.map((v) => v * factor),
    chi2,
    dof,
    aicc,
    probability: known ? chiSquareSurvival(chi2, dof) : NaN,
  };
}

const smoothed = (rows: OrderedRows, i: number): number => {
  const n = rows.total?.[i] ?? 1;
  return ((rows.fraction[i] as number) * n + 0.5) / (n + 1);
};

function rowVariance(rows: OrderedRows, i: number, f: number): number {
  if (rows.total) {
    const g = Math.min(1 - EDGE, Math.max(EDGE, f));
    return (g * (1 - g)) / (rows.total[i] as number);
  }
  const sigma = rows.sigma?.[i] ?? 1;
  return sigma * sigma;
}

function weighted(
  y: Float64Array,
  design: Float64Array,
  variance: Float64Array,
  m: number,
): { values: Float64Array; covariance: Float64Array } | undefined {
  const normal = new Float64Array(m * m);
  const right = new Float64Array(m);
  for (let i = 0; i < y.length; i++) {
    const w = 1 / (variance[i] as number);
    for (let a = 0; a < m; a++) {
      const d = w * (design[i * m + a] as number);
      right[a] = (right[a] as number) + d * (y[i] as number);
      for (let b = 0; b < m; b++) normal[a * m + b] = (normal[a * m + b] as number) + d * (design[i * m + b] as number);
    }
  }
  const covariance = invertSymmetric(normal, m);
  if (!covariance) return undefined;
  const values = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    let sum = 0;
    for (let b = 0; b < m; b++) sum += (covariance[a * m + b] as number) * (right[b] as number);
    values[a] = sum;
  }
  return { values, covariance };
}

/** How much each row moves parameter `at` of a fit: the row of C X^T W. */
export function influence(fit: LinearFit, at: number): Float64Array {
  const m = fit.values.length;
  const out = new Float64Array(fit.fitted.length);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let b = 0; b < m; b++) sum += (fit.covariance[at * m + b] as number) * (fit.design[i * m + b] as number);
    out[i] = sum / (fit.variance[i] as number);
  }
  return out;
}
