import type { Table } from '@ionwalk/core';
import { fractionOf } from '../counting/fraction.ts';
import type { IsotopeSums } from './isotope-sums.ts';

/** More regions than a table is read for. */
const MOST_REGIONS = 1000;

/**
 * Counts less their background and fraction of each region of a mask, summed before they are divided; undefined without a mask.
 * @param sums – with the background still among the counts: its error is common to the pixels of a region, so it adds up before it is squared
 */
export function regionTable({ mask, tracer, matrix, background }: IsotopeSums): Table | undefined {
  if (!mask) return undefined;
  const regions = new Map<number, Float64Array>();
  mask.labels.forEach((label, i) => {
    if (mask.chosen[i] !== 1) return;
    let sum = regions.get(label);
    if (!sum) regions.set(label, (sum = new Float64Array(5)));
    [1, tracer.counts[i]!, matrix.counts[i]!, tracer.variance[i]!, matrix.variance[i]!].forEach((v, k) => (sum[k] = sum[k]! + v));
  });
  const { tracer: b, matrix: c, uTracer, uMatrix } = background ?? { tracer: 0, matrix: 0, uTracer: 0, uMatrix: 0 };
  for (const sum of regions.values()) {
    const n = sum[0]!;
    [0, -n * b, -n * c, (n * uTracer) ** 2, (n * uMatrix) ** 2].forEach((v, k) => (sum[k] = sum[k]! + v));
  }
  const rows = [...regions].sort(([a], [b]) => a - b).slice(0, MOST_REGIONS);
  const out = new Float64Array(2);
  const fractions = rows.map(([, [, t = 0, m = 0, varT = 0, varM = 0]]) => {
    fractionOf(t, m, varT, varM, out);
    return Array.from(out, (v) => (Number.isFinite(v) ? v : null));
  });
  const column = (k: number): number[] => rows.map(([, sum]) => sum[k] as number);
  return {
    id: 'sims-regions',
    title: 'Regions of the mask',
    columns: [
      { name: 'label', values: rows.map(([label]) => String(label)) },
      { name: 'pixels', unit: '1', values: column(0) },
      { name: 'tracer', unit: '1', values: column(1) },
      { name: 'matrix', unit: '1', values: column(2) },
      { name: 'fraction', unit: '1', values: fractions.map(([f = null]) => f) },
      { name: 'sigma', unit: '1', values: fractions.map(([, s = null]) => s) },
    ],
  };
}
