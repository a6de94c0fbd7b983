/** Where the columns of one record of an .mpr stand. */
export interface MprLayout {
  readonly recordSize: number;
  /** Byte offset and width of a column by its id. */
  readonly at: ReadonlyMap<number, { readonly offset: number; readonly width: number }>;
  /** Ids whose width was assumed to be four bytes. */
  readonly assumed: readonly number[];
}

/** Ids that share one byte, where the first of them stands. */
const FLAGS: ReadonlySet<number> = new Set([1, 2, 3, 21, 31, 65]);
const WIDTHS: ReadonlyMap<number, number> = new Map([
  ...[4, 7, 11, 13, 23, 24, 74, 110, 112, 115, 116, 123, 124, 125, 126, 182, 211].map((id) => [id, 8] as const),
  ...[39, 131].map((id) => [id, 2] as const),
  ...[212, 213].map((id) => [id, 4] as const),
  [253, 1] as const,
]);
/** Four-byte floats that have been seen: potentials, currents, impedances and what belongs to them. */
const FLOATS: ReadonlySet<number> = new Set([
  5, 6, 8, 9, 16, 17, 19, 20, 32, 33, 34, 35, 36, 37, 38, 70, 75, 76, 77, 78, 79, 96, 97, 98, 99, 100, 101, 169, 172,
]);

/** The record of these columns; a width that isn't known is assumed to be four bytes and listed in `assumed`. */
export function mprLayout(ids: readonly number[]): MprLayout {
  const at = new Map<number, { offset: number; width: number }>();
  const assumed: number[] = [];
  let offset = 0;
  let flags = false;
  for (const id of ids) {
    if (FLAGS.has(id)) {
      if (!flags) offset += 1;
      flags = true;
      continue;
    }
    const width = WIDTHS.get(id) ?? 4;
    if (!WIDTHS.has(id) && !FLOATS.has(id)) assumed.push(id);
    if (!at.has(id)) at.set(id, { offset, width });
    offset += width;
  }
  return { recordSize: offset, at, assumed };
}
