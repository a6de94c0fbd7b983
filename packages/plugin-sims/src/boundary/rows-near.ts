import type { TracerRows } from '../profile/fraction-rows.ts';

/** Rows of a profile that hold information, in order of position. */
export interface OrderedRows {
  readonly x: Float64Array;
  readonly fraction: Float64Array;
  /** Counts per row, or undefined where fractions carry a sigma or nothing. */
  readonly total: Float64Array | undefined;
  readonly sigma: Float64Array | undefined;
}

/** Drops rows without counts and sorts the rest. */
export function orderedRows(rows: TracerRows): OrderedRows {
  const used: number[] = [];
  for (let i = 0; i < rows.depth.length; i++) if (Number.isFinite(rows.fraction[i])) used.push(i);
  used.sort((a, b) => (rows.depth[a] as number) - (rows.depth[b] as number));
  const pick = (source: Float64Array): Float64Array => Float64Array.from(used, (i) => source[i] as number);
  return {
    x: pick(rows.depth),
    fraction: pick(rows.fraction),
    total: rows.total ? pick(rows.total) : undefined,
    sigma: rows.sigma && !rows.total ? pick(rows.sigma) : undefined,
  };
}

/** The rows with `from` <= x <= `to`, as views. */
export function rowsNear(rows: OrderedRows, from: number, to: number): OrderedRows {
  let start = 0;
  while (start < rows.x.length && (rows.x[start] as number) < from) start++;
  let end = start;
  while (end < rows.x.length && (rows.x[end] as number) <= to) end++;
  return {
    x: rows.x.subarray(start, end),
    fraction: rows.fraction.subarray(start, end),
    total: rows.total?.subarray(start, end),
    sigma: rows.sigma?.subarray(start, end),
  };
}

/** The rows at least `gap` away from a place. */
export function rowsBeyond(rows: OrderedRows, at: number, gap: number): OrderedRows {
  const far = (_: number, i: number): boolean => Math.abs((rows.x[i] as number) - at) >= gap;
  return { x: rows.x.filter(far), fraction: rows.fraction.filter(far), total: rows.total?.filter(far), sigma: rows.sigma?.filter(far) };
}
