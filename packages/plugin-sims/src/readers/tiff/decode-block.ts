import { inputError } from '@ionwalk/core';
import { HOST_LITTLE } from '../pixel-sums.ts';
import { inflate } from './inflate.ts';
import { unpackBits } from './unpack-bits.ts';
import { unpackLzw } from './unpack-lzw.ts';
import { blockBytes, type RasterPage } from './tiff-page.ts';

/**
 * The samples of a block as bytes in the order of this machine: unpacked, swapped, differences summed.
 * Throws `sims/tiff-data` where a block unpacks to fewer bytes than its pixels take; what is beyond them is ignored.
 */
export async function decodeBlock(
  page: RasterPage,
  block: number,
  packed: Uint8Array<ArrayBuffer>,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = blockBytes(page, block);
  const bytes = await unpack(page, packed, length);
  if (bytes === undefined) {
    throw inputError('sims/tiff-data', `block ${block} doesn't unpack (${page.compression}) to the ${length} bytes of its pixels`, {
      where: `${path}: byte ${page.offsets[block] ?? 0}`,
      fix: 'the file is damaged: export the image again',
    });
  }
  const rowBytes = page.blockWidth * page.bytesPerSample;
  if (page.predictor === 3) return undoFloatPredictor(bytes, rowBytes, page.bytesPerSample);
  if (page.littleEndian !== HOST_LITTLE) swapBytes(bytes, page.bytesPerSample);
  if (page.predictor === 2) undoDifferences(bytes, page.blockWidth, page.bytesPerSample);
  return bytes;
}

async function unpack(page: RasterPage, packed: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  switch (page.compression) {
    case 'none':
      return packed.length >= length ? packed.subarray(0, length) : undefined;
    case 'deflate':
      return inflate(packed, length);
    case 'lzw':
      return unpackLzw(packed, length);
    default:
      return unpackBits(packed, length);
  }
}

/** Swaps the bytes of each sample of 1, 2, 4 or 8 bytes in place; `bytes` begin at a multiple of 4 of their buffer. */
export function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  if (size === 2) {
    const words = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    for (let i = 0; i < words.length; i++) {
      const w = words[i] as number;
      words[i] = (w << 8) | (w >>> 8);
    }
  } else if (size > 2) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    for (let i = 0; i < words.length; i++) {
      const w = words[i] as number;
      words[i] = (w << 24) | ((w & 0xff00) << 8) | ((w >>> 8) & 0xff00) | (w >>> 24);
    }
    const pairs = size === 8 ? words.length - 1 : 0;
    for (let i = 0; i < pairs; i += 2) {
      const w = words[i] as number;
      words[i] = words[i + 1] as number;
      words[i + 1] = w;
    }
  }
}

function undoDifferences(bytes: Uint8Array<ArrayBuffer>, width: number, size: number): void {
  const [start, n] = [bytes.byteOffset, bytes.length / size];
  const samples = size === 1 ? bytes : size === 2 ? new Uint16Array(bytes.buffer, start, n) : new Uint32Array(bytes.buffer, start, n);
  // the typed array wraps around as the encoder did
  for (let row = 0; row < n; row += width)
    for (let i = row + 1; i < row + width; i++) samples[i] = (samples[i] as number) + (samples[i - 1] as number);
}

/** Floats were taken apart into planes of bytes, the most significant first whatever the file's order, and differences taken byte by byte. */
function undoFloatPredictor(bytes: Uint8Array<ArrayBuffer>, rowBytes: number, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  const width = rowBytes / size;
  for (let row = 0; row < bytes.length; row += rowBytes) {
    for (let i = row + 1; i < row + rowBytes; i++) bytes[i] = (bytes[i] as number) + (bytes[i - 1] as number);
    for (let k = 0; k < size; k++) {
      const to = row + (HOST_LITTLE ? size - 1 - k : k);
      for (let i = 0; i < width; i++) out[to + i * size] = bytes[row + k * width + i] as number;
    }
  }
  return out;
}
