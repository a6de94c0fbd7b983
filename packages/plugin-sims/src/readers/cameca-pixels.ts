import type { ReadContext } from '@ionwalk/core';
import { checkWindow } from './check-window.ts';
import type { CountStack } from '../counting/image-sums.ts';
import { sumFrames } from './cameca-sums.ts';
import { decodePixels, sliceBytes, type PixelLayout } from './pixel-file.ts';
import { HOST_LITTLE, sumPairs } from './pixel-sums.ts';

/** Bytes read from the file at a time; a window larger than this is read in pieces. */
const CHUNK_BYTES = 1 << 22;

/**
 * The counts as a windowed variable over [frame, mass, y, x]: each read takes only the rows it needs from the file.
 * Throws `sims/window` for a window outside of the stack.
 */
export function windowedPixels(layout: PixelLayout): CountStack {
  return {
    type: layout.bytesPerPixel === 2 ? 'uint16' : 'uint32',
    read: (start, count, into) => readWindow(layout, start, count, into),
    sumFrames: (mass, ratio, signal) => sumFrames(layout, mass, ratio, signal),
  };
}

/** Stored counts per mass summed over all frames (exact: integers below 2^53), and the frames in which nothing at all was counted. */
export async function pixelTotals(
  layout: PixelLayout,
  ctx: Pick<ReadContext, 'signal' | 'progress'>,
): Promise<{ totals: number[]; emptyFrames: number[] }> {
  const { masses, frames, bytesPerPixel, littleEndian } = layout;
  const planeBytes = layout.width * layout.height * bytesPerPixel;
  const totals = Array.from({ length: masses }, () => 0);
  const seen = new Uint8Array(frames);
  const end = frames * masses * planeBytes;
  const chunkBytes = planeBytes < CHUNK_BYTES ? planeBytes * Math.floor(CHUNK_BYTES / planeBytes) : CHUNK_BYTES;
  let next = sliceBytes(layout, layout.offset, Math.min(chunkBytes, end));
  for (let from = 0; from < end; from += chunkBytes) {
    ctx.signal.throwIfAborted();
    ctx.progress(from / end, 'totals');
    const bytes = await next;
    // the next piece is read while this one is summed
    const after = from + chunkBytes;
    next = after < end ? sliceBytes(layout, layout.offset + after, Math.min(chunkBytes, end - after)) : next;
    next.catch(() => undefined);
    for (let at = 0; at < bytes.length;) {
      const plane = Math.floor((from + at) / planeBytes);
      const n = Math.min(bytes.length - at, (plane + 1) * planeBytes - from - at);
      const sum = sumPixels(bytes, at, n, bytesPerPixel, littleEndian);
      const mass = plane % masses;
      totals[mass] = (totals[mass] as number) + sum;
      if (sum > 0) seen[(plane - mass) / masses] = 1;
      at += n;
    }
  }
  return { totals, emptyFrames: Array.from(seen.keys()).filter((frame) => seen[frame] === 0) };
}

async function readWindow(
  layout: PixelLayout,
  start: readonly number[],
  count: readonly number[],
  into?: Float64Array,
): Promise<Float64Array> {
  const size = [layout.frames, layout.masses, layout.height, layout.width];
  const out = checkWindow(size, start, count, into, layout.path);
  const [f0, m0, y0, x0] = start as [number, number, number, number];
  const [nf, nm, ny, nx] = count as [number, number, number, number];
  const { width, height, bytesPerPixel, littleEndian } = layout;
  const rowsAtOnce = Math.max(1, Math.floor(CHUNK_BYTES / (width * bytesPerPixel)));
  let at = 0;
  for (let f = f0; f < f0 + nf; f++) {
    for (let m = m0; m < m0 + nm; m++) {
      for (let y = y0; y < y0 + ny; y += rowsAtOnce) {
        const rows = Math.min(rowsAtOnce, y0 + ny - y);
        const byte = layout.offset + ((f * layout.masses + m) * height + y) * width * bytesPerPixel;
        const bytes = await sliceBytes(layout, byte, rows * width * bytesPerPixel);
        for (let r = 0; r < rows; r++) {
          decodePixels(bytes, (r * width + x0) * bytesPerPixel, nx, bytesPerPixel, littleEndian, out, at);
          at += nx;
        }
      }
    }
  }
  return out;
}

function sumPixels(bytes: Uint8Array, at: number, length: number, size: 2 | 4, littleEndian: boolean): number {
  if (size === 2 && HOST_LITTLE && (bytes.byteOffset + at) % 4 === 0 && length % 4 === 0) {
    return sumPairs(new Uint32Array(bytes.buffer, bytes.byteOffset + at, length / 4), 0, length / 4, littleEndian);
  }
  // the high and low bytes are summed apart and joined at the end
  let sum = 0;
  for (let k = 0; k < size; k++) {
    let part = 0;
    for (let i = at + (littleEndian ? size - 1 - k : k); i < at + length; i += size) part += bytes[i] as number;
    sum = sum * 256 + part;
  }
  return sum;
}
