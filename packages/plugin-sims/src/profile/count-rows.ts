import type { Dataset } from '@ionwalk/core';
import { effectiveCounts, fractionOf } from '../counting/fraction.ts';
import type { TracerRows } from './fraction-rows.ts';

/** Counts of one isotope per row, and their variance. */
export interface RowCounts {
  readonly counts: Float64Array;
  readonly variance: Float64Array;
}

/** Counts of the matrix as they would be without mass fractionation, alpha = measured/true ratio of tracer to matrix. */
export const unfractionated = ({ counts, variance }: RowCounts, alpha = 1): RowCounts =>
  alpha === 1 ? { counts, variance } : { counts: counts.map((n) => alpha * n), variance: variance.map((v) => alpha * alpha * v) };

/** Rows of counts as fractions with their counting errors. */
export function countRows(sample: Dataset, depth: Float64Array, tracer: RowCounts, matrix: RowCounts, tracerLabel: string): TracerRows {
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
