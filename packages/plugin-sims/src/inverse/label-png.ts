import { ByteCursor, inputError } from '@ionwalk/core';
import { inflateExactly } from './inflate-exactly.ts';
import type { LabelGrid } from './label-grid.ts';

const MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_PIXELS = 1 << 26;

export const isPng = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/** Whether the first bytes are those of a PNG that may hold labels: grey, 8 or 16 bits, not interlaced. */
export function mayHoldLabels(head: Uint8Array): boolean {
  const begins = isPng(head) && [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52].every((byte, i) => head[8 + i] === byte);
  return begins && (head[24] === 8 || head[24] === 16) && head[25] === 0 && head[28] === 0;
}

/**
 * Grey PNG of 8 or 16 bits, not interlaced (ISO/IEC 15948): the numbers of the pixels, big-endian, rows filtered and deflated.
 * @throws sims/label-png – colours, another depth, interlaced, damaged data; file/truncated
 */
export async function readGreyPng(bytes: Uint8Array, path: string): Promise<LabelGrid> {
  const cursor = new ByteCursor(bytes, path, false).seek(8);
  let header: { width: number; height: number; sample: number } | undefined;
  const parts: Uint8Array[] = [];
  while (cursor.remaining >= 12) {
    const length = cursor.uint32();
    const type = String.fromCharCode(...cursor.slice(4));
    if (type === 'IHDR') header = readHeader(new ByteCursor(cursor.slice(length), path, false), path);
    else if (type === 'IDAT') parts.push(cursor.slice(length));
    else cursor.require(length, 1).skip(length);
    if (type === 'IEND') break;
    cursor.skip(4);
  }
  if (!header) throw refuse('has no header', path);
  const { width, height, sample } = header;
  const stride = width * sample;
  const raw = await inflateExactly(parts, height * (stride + 1));
  if (!raw) throw refuse(`doesn't hold ${height} rows of ${width} pixels`, path);
  const values = new Float64Array(width * height);
  let before: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    if (!unfilter(raw[y * (stride + 1)] as number, row, before, sample)) throw refuse(`has an unknown filter in row ${y}`, path);
    for (let x = 0; x < width; x++) values[y * width + x] = sample === 1 ? row[x]! : 256 * row[2 * x]! + row[2 * x + 1]!;
    before = row;
  }
  return { width, height, values };
}

function readHeader(cursor: ByteCursor, path: string): { width: number; height: number; sample: number } {
  const [width, height, depth, colour] = [cursor.uint32(), cursor.uint32(), cursor.uint8(), cursor.uint8()];
  const interlaced = cursor.skip(2).uint8() !== 0;
  if (colour !== 0 || (depth !== 8 && depth !== 16) || interlaced)
    throw refuse(`has ${depth} bits, colour type ${colour}${interlaced ? ', interlaced' : ''}`, path);
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) throw refuse(`claims ${width} by ${height} pixels`, path);
  return { width, height, sample: depth / 8 };
}

/** Takes the filter out of a row in place. */
function unfilter(type: number, row: Uint8Array, before: Uint8Array, sample: number): boolean {
  if (type > 4) return false;
  for (let i = 0; i < row.length; i++) {
    const [left, up, corner] = [i < sample ? 0 : row[i - sample]!, before[i]!, i < sample ? 0 : before[i - sample]!];
    const guess = type === 1 ? left : type === 2 ? up : type === 3 ? (left + up) >> 1 : type === 4 ? paeth(left, up, corner) : 0;
    row[i] = (row[i]! + guess) & 0xff;
  }
  return true;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const refuse = (what: string, path: string) =>
  inputError('sims/label-png', `the PNG ${what}; labels need a grey image of 8 or 16 bits`, {
    where: path,
    fix: 'save the labels as a grey PNG of 8 or 16 bits, as CSV or as .npy',
  });
