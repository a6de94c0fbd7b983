import { inputError, type Context } from '@ionwalk/core';

export interface RowLayout {
  /** Words per row, re and im alternating (TD). */
  readonly words: number;
  /** Rows announced. */
  readonly rows: number;
  readonly float: boolean;
  readonly littleEndian: boolean;
  readonly path: string;
}

export interface DecodedRows {
  readonly rows: number;
  readonly points: number;
  /** Row-major rows × points, the stored words as numbers. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly padded: boolean;
}

/**
 * Rows of a `ser` or `fid` file: int32 or float64 words of either byte order, each row padded to whole 1024-byte blocks (TopSpin) or not
 * (NEO consoles). Exact file sizes decide; else padding that is zero throughout. Fewer rows than announced, or a last row cut short: the
 * whole rows there are, diagnostic `nmr/rows-missing`. Nothing is allocated but what the file holds.
 * @throws nmr/rows-none – not one complete row; nmr/not-finite – a float word that isn't a finite number
 */
export function decodeRows(bytes: Uint8Array, layout: RowLayout, ctx: Pick<Context, 'warn'>): DecodedRows {
  const size = layout.float ? 8 : 4;
  const rowBytes = layout.words * size;
  const blockBytes = Math.ceil(rowBytes / 1024) * 1024;
  const padded = isPadded(bytes, rowBytes, blockBytes, layout, ctx);
  const stride = padded ? blockBytes : rowBytes;
  // The padding of the last row may be missing: the row is whole all the same.
  const held = Math.floor((bytes.byteLength + stride - rowBytes) / stride);
  if (held < 1) {
    throw inputError(
      'nmr/rows-none',
      `a row takes ${rowBytes} bytes (${layout.words} words of ${size}), the file holds ${bytes.byteLength}`,
      {
        where: layout.path,
        fix: 'the file is cut short or the acqus file belongs to other data: copy the EXPNO folder again',
      },
    );
  }
  const rows = Math.min(held, layout.rows);
  if (rows < layout.rows)
    ctx.warn('nmr/rows-missing', `${layout.rows} rows are announced, ${rows} are complete: those are read`, layout.path);
  else if (held > layout.rows)
    ctx.warn('nmr/rows-extra', `${layout.rows} rows are announced, the file holds ${held}: the announced ones are read`, layout.path);
  return { ...unpack(bytes, rows, stride, layout), rows, padded };
}

function unpack(
  bytes: Uint8Array,
  rows: number,
  stride: number,
  layout: RowLayout,
): { points: number; re: Float64Array; im: Float64Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const points = Math.floor(layout.words / 2);
  const re = new Float64Array(rows * points);
  const im = new Float64Array(rows * points);
  const little = layout.littleEndian;
  for (let row = 0, k = 0; row < rows; row++) {
    let at = row * stride;
    if (layout.float) {
      for (let i = 0; i < points; i++, k++, at += 16) {
        re[k] = view.getFloat64(at, little);
        im[k] = view.getFloat64(at + 8, little);
        if (!Number.isFinite(re[k]) || !Number.isFinite(im[k])) throw notFinite(layout.path, at);
      }
    } else {
      for (let i = 0; i < points; i++, k++, at += 8) {
        re[k] = view.getInt32(at, little);
        im[k] = view.getInt32(at + 4, little);
      }
    }
  }
  return { points, re, im };
}

function isPadded(bytes: Uint8Array, rowBytes: number, blockBytes: number, layout: RowLayout, ctx: Pick<Context, 'warn'>): boolean {
  if (rowBytes === blockBytes) return true;
  const length = bytes.byteLength;
  if (length === layout.rows * blockBytes) return true;
  if (length === layout.rows * rowBytes) return false;
  const whole = Math.floor(length / blockBytes);
  for (let row = 0; row < whole; row++) {
    for (let at = row * blockBytes + rowBytes; at < (row + 1) * blockBytes; at++) if (bytes[at] !== 0) return false;
  }
  // A row or none leaves nothing to tell by; from two rows on, zeros in every gap are no accident.
  if (whole < 2 && length > rowBytes)
    ctx.warn('nmr/padding', 'the file size fits neither padded nor unpadded rows; padded ones are taken', layout.path);
  return true;
}

const notFinite = (path: string, at: number): Error =>
  inputError('nmr/not-finite', 'a stored word is not a finite number', {
    where: `${path}: byte ${at}`,
    fix: 'the file is damaged or DTYPA or BYTORDA in acqus are wrong: copy the EXPNO folder again',
  });
