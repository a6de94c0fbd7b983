import type { Dataset } from '@ionwalk/core';
import { effectiveCounts, fractionOf } from '../counting/fraction.ts';
import type { ObservedRows, TracerRows } from './fraction-rows.ts';

/** Counts of one isotope per row, and their variance. */
export interface RowCounts {
  readonly counts: Float64Array;
  readonly variance: Float64Array;
}

/** Counts of the matrix as they would be without mass fractionation, alpha = measured/true ratio of tracer to matrix. */
export const unfractionated = ({ counts, variance }: RowCounts, alpha = 1): RowCounts =>
  alpha === 1 ? { counts, variance } : { counts: counts.map((n) => alpha * n), variance: variance.map((v) => alpha * alpha * v) };

/** Rows of counts as fractions with their counting errors. */
export function countRows(
  sample: Pick<Dataset, 'title' | 'conditions'>,
  depth: Float64Array,
  tracer: RowCounts,
  matrix: RowCounts,
  tracerLabel: string,
): TracerRows {
  const n = depth.length;
  const [fraction, sigma, total] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const out = new Float64Array(2);
  for (let i = 0; i < n; i++) {
    const [t, m, varT, varM] = [tracer.counts[i]!, matrix.counts[i]!, tracer.variance[i]!, matrix.variance[i]!];
    fractionOf(t, m, varT, varM, out);
    fraction[i] = out[0]!;
    sigma[i] = out[1]!;
    total[i] = effectiveCounts(t, m, varT, varM);
  }
  return { title: sample.title, conditions: sample.conditions, depth, fraction, sigma, total, tracerLabel };
}

/** Background counts among those of each row, and the variances of these estimates. */
export interface RowBackground {
  readonly tracer: RowCounts;
  readonly matrix: RowCounts;
}

/**
 * Rows that hold background counts b of the tracer and c of the matrix: f = (t - b)/(t + m - b - c), var f = [(1 - f)^2 (var t + var b) + f^2 (var m + var c)]/(t + m - b - c)^2
 * for maps and figures, where fewer counts than background have no fraction; and the counts as they are, for a likelihood.
 */
export function backgroundRows(rows: TracerRows, tracer: RowCounts, matrix: RowCounts, background: RowBackground): TracerRows {
  const n = rows.depth.length;
  const [fraction, sigma, total] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const observed: ObservedRows = {
    fraction: rows.fraction,
    total: rows.total as Float64Array,
    tracerBackground: new Float64Array(n),
    matrixBackground: new Float64Array(n),
    uTracer: relative(background.tracer),
    uMatrix: relative(background.matrix),
  };
  const out = new Float64Array(2);
  for (let i = 0; i < n; i++) {
    const [t, m, b, c] = [tracer.counts[i]!, matrix.counts[i]!, background.tracer.counts[i]!, background.matrix.counts[i]!];
    fractionOf(
      t - b,
      m - c,
      tracer.variance[i]! + background.tracer.variance[i]!,
      matrix.variance[i]! + background.matrix.variance[i]!,
      out,
    );
    const [f, s] = [out[0]!, out[1]!];
    fraction[i] = f;
    sigma[i] = s;
    total[i] = f > 0 && f < 1 && s > 0 ? (f * (1 - f)) / (s * s) : Math.max(0, t + m - b - c);
    // counts that a dead time made fewer weigh less, and so does their background
    const share = t + m > 0 ? observed.total[i]! / (t + m) : 1;
    observed.tracerBackground[i] = b * share;
    observed.matrixBackground[i] = c * share;
  }
  return { ...rows, fraction, sigma, total, observed };
}

const relative = ({ counts, variance }: RowCounts): number => {
  const at = counts.findIndex((n) => n > 0);
  return at < 0 ? 0 : Math.sqrt(variance[at]!) / counts[at]!;
};
