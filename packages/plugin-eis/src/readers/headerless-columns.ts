import type { ImpedanceColumns } from './impedance-columns.ts';

/**
 * Columns of a table without header: the frequency is the positive column that runs in one direction in equal logarithmic steps over
 * at least half a decade; a column that counts 0, 1, 2, … is an index; the two others are Z' and Z''.
 * Undefined when no column runs like a frequency or there aren't exactly two others.
 */
export function headerlessColumns(rows: readonly (readonly number[])[]): ImpedanceColumns | undefined {
  const width = rows[0]?.length ?? 0;
  if (rows.length < 5 || width < 3 || width > 4 || rows.some((row) => row.length !== width)) return undefined;
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] as number));
  const index = columns.findIndex(isCounter);
  let frequency = -1;
  let evenness = 0.6;
  columns.forEach((values, c) => {
    const spread = c === index || linearUnevenness(values) < 0.05 ? Infinity : logUnevenness(values);
    if (spread < evenness) {
      frequency = c;
      evenness = spread;
    }
  });
  const others = columns.map((_, c) => c).filter((c) => c !== frequency && c !== index);
  const [re, im] = others;
  if (frequency < 0 || others.length !== 2 || re === undefined || im === undefined) return undefined;
  const column = (i: number): { index: number; factor: number; offset: number } => ({ index: i, factor: 1, offset: 0 });
  return { by: { frequency: column(frequency), re: column(re), im: column(im) }, badUnits: [] };
}

const isCounter = (values: readonly number[]): boolean => values.every((v, i) => i === 0 || v - (values[i - 1] as number) === 1);

/** Equal steps are a depth, a time or a temperature; a sweep of frequencies hardly ever has them. */
function linearUnevenness(values: readonly number[]): number {
  const steps = values.slice(1).map((v, i) => v - (values[i] as number));
  const mean = steps.reduce((sum, s) => sum + s, 0) / steps.length;
  return mean === 0 ? Infinity : Math.sqrt(steps.reduce((sum, s) => sum + (s - mean) ** 2, 0) / steps.length) / Math.abs(mean);
}

/** Spread of the logarithmic steps relative to their mean; Infinity for a column that isn't positive or has no direction. */
function logUnevenness(values: readonly number[]): number {
  if (values.some((v) => !(v > 0 && Number.isFinite(v)))) return Infinity;
  const steps = values.slice(1).map((v, i) => Math.log(v / (values[i] as number)));
  const forward = steps.filter((s) => s > 0).length;
  if (Math.max(forward, steps.filter((s) => s < 0).length) < 0.9 * steps.length) return Infinity;
  // A second sweep begins with one long step back: the median direction counts.
  const typical = steps.filter((s) => (forward > steps.length / 2 ? s > 0 : s < 0)).map(Math.abs);
  const mean = typical.reduce((sum, s) => sum + s, 0) / typical.length;
  if (mean * typical.length < Math.LN10 / 2) return Infinity;
  return Math.sqrt(typical.reduce((sum, s) => sum + (s - mean) ** 2, 0) / typical.length) / mean;
}
