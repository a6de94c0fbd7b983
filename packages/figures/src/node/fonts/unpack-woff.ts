import { unzlibSync } from 'fflate';
import { ByteCursor, inputError } from '@ionwalk/core';

/**
 * A WOFF 1.0 font as the plain sfnt (TrueType, OpenType) that renderers read: each table is stored compressed by zlib or as it is.
 * Layout: 'wOFF', flavour, length, number of tables, …; per table tag, offset, compressed and original length, checksum. W3C WOFF 1.0.
 */
export function unpackWoff(woff: Uint8Array, path: string): Uint8Array {
  const cursor = new ByteCursor(woff, path, false);
  if (cursor.text(4) !== 'wOFF')
    throw inputError('font/format', 'it is no WOFF font', { where: path, fix: 'install the packages of Ionwalk again' });
  const flavour = cursor.uint32();
  const count = cursor.skip(4).uint16();
  cursor.seek(44).require(count, 20);
  const tables = Array.from({ length: count }, () => ({
    tag: cursor.uint32(),
    offset: cursor.uint32(),
    stored: cursor.uint32(),
    length: cursor.uint32(),
    checksum: cursor.uint32(),
  }));
  const padded = (length: number): number => (length + 3) & ~3;
  const out = new Uint8Array(12 + 16 * count + tables.reduce((sum, table) => sum + padded(table.length), 0));
  const view = new DataView(out.buffer);
  const power = Math.floor(Math.log2(count));
  view.setUint32(0, flavour);
  [count, 16 * 2 ** power, power, 16 * (count - 2 ** power)].forEach((value, i) => view.setUint16(4 + 2 * i, value));
  let at = 12 + 16 * count;
  tables.forEach(({ tag, offset, stored, length, checksum }, i) => {
    const bytes = cursor.seek(offset).slice(stored);
    [tag, checksum, at, length].forEach((value, k) => view.setUint32(12 + 16 * i + 4 * k, value));
    out.set(stored < length ? unzlibSync(bytes, { out: new Uint8Array(length) }) : bytes, at);
    at += padded(length);
  });
  return out;
}
