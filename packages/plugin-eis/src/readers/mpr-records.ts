import { type ByteCursor, inputError, type ReadContext } from '@ionwalk/core';
import { mprLayout, type MprLayout } from './mpr-layout.ts';
import type { MprModule } from './mpr-modules.ts';

export interface MprRecords {
  readonly count: number;
  /** A column by its id; undefined where the records have none. */
  readonly column: (id: number) => number[] | undefined;
}

/** Byte of the body at which the records begin, and the byte order of the column ids. */
const VERSIONS: ReadonlyMap<number, { readonly offset: number; readonly littleEndian: boolean }> = new Map([
  [2, { offset: 0x195, littleEndian: true }],
  [3, { offset: 0x196, littleEndian: true }],
  [10, { offset: 0x3ef, littleEndian: false }],
  [11, { offset: 0x3ef, littleEndian: false }],
]);

/**
 * The records of a `VMP data` module, none if no column is `wanted`. The number of points is a claim: what is there is read, the difference is `eis/row-count`. A column of unknown width is four bytes if that adds up;
 * where it doesn't, the size of a record comes from the bytes as long as no such column stands before those `wanted`. Error `eis/mpr`.
 */
export function mprRecords(cursor: ByteCursor, module: MprModule, wanted: readonly number[], ctx: ReadContext): MprRecords {
  const where = `${cursor.path}: byte ${module.body}`;
  const fix = 'export the measurement as text (.mpt) in EC-Lab and read that';
  const version = VERSIONS.get(module.version);
  if (!version)
    throw inputError('eis/mpr', `data version ${module.version} isn't known (${[...VERSIONS.keys()].join(', ')} are)`, { where, fix });
  if (module.available < version.offset + 1)
    throw inputError('eis/mpr', `the data module ends before its records, after ${module.available} bytes`, {
      where,
      fix: 'the file is cut short: copy it again from the instrument',
    });
  cursor.seek(module.body);
  const points = cursor.uint32();
  const columns = cursor.uint8();
  if (5 + 2 * columns > version.offset) throw inputError('eis/mpr', `${columns} columns don't fit before the records`, { where, fix });
  cursor.littleEndian = version.littleEndian;
  const ids = Array.from({ length: columns }, () => cursor.uint16());
  cursor.littleEndian = true;
  // Another technique: nothing here is worth a look at its widths.
  if (!wanted.some((id) => ids.includes(id))) return { count: 0, column: () => undefined };
  const layout = mprLayout(ids);
  const recordSize = sizeOfRecord(layout, ids, wanted, (module.length - version.offset) / points);
  if (recordSize === undefined)
    throw inputError(
      'eis/mpr',
      `columns ${ids.join(', ')} make records of ${layout.recordSize} bytes, but ${points} points in ${module.length - version.offset} bytes don't`,
      { where, fix },
    );
  const count = Math.min(points, Math.floor((module.available - version.offset) / recordSize));
  if (count < points)
    ctx.warn(
      'eis/row-count',
      `the header announces ${points} points, ${count} are there: the file is cut short`,
      `${cursor.path}: byte ${cursor.length}`,
    );
  const start = module.body + version.offset;
  cursor.seek(start).require(count, recordSize);
  return {
    count,
    column(id) {
      const at = layout.at.get(id);
      if (!at) return undefined;
      return Array.from({ length: count }, (_, i) => {
        const byte = start + i * recordSize + at.offset;
        return at.width === 8 ? cursor.view.getFloat64(byte, true) : cursor.view.getFloat32(byte, true);
      });
    },
  };
}

function sizeOfRecord(layout: MprLayout, ids: readonly number[], wanted: readonly number[], stride: number): number | undefined {
  if (layout.recordSize === 0 || !(stride > 0)) return undefined;
  if (stride === layout.recordSize) return stride;
  // All widths are known: then the number of points is what is wrong, as long as |Z| can bear it out.
  if (layout.assumed.length === 0) return layout.at.has(36) ? layout.recordSize : undefined;
  const present = ids.flatMap((id, i) => (wanted.includes(id) ? [i] : []));
  const last = present.at(-1);
  if (last === undefined || !Number.isInteger(stride)) return undefined;
  const end = Math.max(...wanted.map((id) => (layout.at.get(id)?.offset ?? -4) + 4));
  const before = ids.slice(0, last).some((id) => layout.assumed.includes(id));
  return before || stride < end ? undefined : stride;
}
