import { addCorrected } from '../counting/dead-time.ts';
import { correctionTable, type CorrectionTable } from '../counting/correction-table.ts';
import type { MassSums } from '../counting/image-sums.ts';
import { decodePixels, sliceBytes, type PixelLayout } from './pixel-file.ts';
import { addPlanes, byteLanes, emptyLanes, HOST_LITTLE, MOST_PLANES } from './pixel-sums.ts';

/** Frames that are added in one pass over a band of rows, and the bytes they may take together. */
const FRAMES = 8;
const GROUP_BYTES = 1 << 21;

/**
 * One mass summed over its frames, a band of rows of a few frames at a time, the next being read meanwhile: memory stays flat whatever the size
 * of the file. 16-bit counts without a dead time are added as lanes of bytes, and with one through a table.
 * @param ratio – dead time over dwell, 0 for none. Throws `sims/dead-time`, and what reading throws.
 */
export async function sumFrames(layout: PixelLayout, mass: number, ratio: number, signal: AbortSignal): Promise<MassSums> {
  const { width, height, frames, masses, bytesPerPixel, littleEndian } = layout;
  const rowBytes = width * bytesPerPixel;
  // an even number of rows keeps pairs of pixels together
  const rows = Math.min(height + (height % 2), Math.max(2, 2 * Math.floor(GROUP_BYTES / FRAMES / rowBytes / 2)));
  const counts = new Float64Array(width * height);
  const variance = ratio === 0 ? counts : new Float64Array(width * height);
  const table = ratio > 0 && bytesPerPixel === 2 ? correctionTable(ratio) : undefined;
  const read = (y: number, frame: number): Promise<Uint8Array<ArrayBuffer>[]> => {
    const [n, planes] = [Math.min(rows, height - y), Math.min(FRAMES, frames - frame)];
    const at = (f: number): number => layout.offset + (((frame + f) * masses + mass) * height + y) * rowBytes;
    const pending = Promise.all(Array.from({ length: planes }, (_, f) => sliceBytes(layout, at(f), n * rowBytes)));
    pending.catch(() => undefined);
    return pending;
  };
  let stored = 0;
  let next = read(0, 0);
  for (let y = 0; y < height; y += rows) {
    const n = Math.min(rows, height - y) * width;
    const band = counts.subarray(y * width, y * width + n);
    const bandVariance = ratio === 0 ? band : variance.subarray(y * width, y * width + n);
    const adder = table
      ? throughTable(band, bandVariance, table, littleEndian)
      : bytesPerPixel === 2 && HOST_LITTLE
        ? asLanes(band, littleEndian)
        : asNumbers(band, bandVariance, ratio, littleEndian, bytesPerPixel);
    for (let frame = 0; frame < frames; frame += FRAMES) {
      signal.throwIfAborted();
      const planes = await next;
      if (frame + FRAMES < frames) next = read(y, frame + FRAMES);
      else if (y + rows < height) next = read(y + rows, 0);
      adder.add(planes);
    }
    stored += adder.finish();
  }
  return { stored, counts, variance };
}

/** Adds planes of a band to its counts; `finish` gives the stored counts of all of them. */
interface Adder {
  add(planes: readonly Uint8Array<ArrayBuffer>[]): void;
  finish(): number;
}

function asLanes(counts: Float64Array, littleEndian: boolean): Adder {
  const pairs = counts.length >> 1;
  const lanes = byteLanes(counts.length);
  return {
    add(planes) {
      if (lanes.planes + planes.length > MOST_PLANES) emptyLanes(lanes, littleEndian, counts);
      addPlanes(
        lanes,
        planes.map((plane) => new Uint32Array(plane.buffer, plane.byteOffset, pairs)),
        0,
        pairs,
      );
      lanes.planes += planes.length;
      // a band of an odd number of pixels has one without a partner
      if (counts.length % 2 === 1)
        for (const plane of planes) counts[counts.length - 1] = (counts[counts.length - 1] as number) + last(plane, littleEndian);
    },
    finish() {
      emptyLanes(lanes, littleEndian, counts);
      let sum = 0;
      for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
      return sum;
    },
  };
}

const last = (plane: Uint8Array, littleEndian: boolean): number => {
  const [a, b] = [plane[plane.length - 2] as number, plane[plane.length - 1] as number];
  return littleEndian ? a + 256 * b : 256 * a + b;
};

function throughTable(counts: Float64Array, variance: Float64Array, table: CorrectionTable, littleEndian: boolean): Adder {
  let stored = 0;
  return {
    add(planes) {
      stored += table.add(
        planes.map((plane) => new Uint16Array(plane.buffer, plane.byteOffset, counts.length)),
        littleEndian !== HOST_LITTLE,
        counts,
        variance,
      );
    },
    finish: () => stored,
  };
}

function asNumbers(counts: Float64Array, variance: Float64Array, ratio: number, littleEndian: boolean, bytesPerPixel: 2 | 4): Adder {
  const numbers = new Float64Array(counts.length);
  let stored = 0;
  return {
    add(planes) {
      for (const plane of planes) {
        decodePixels(plane, 0, counts.length, bytesPerPixel, littleEndian, numbers, 0);
        stored += addCorrected(numbers, ratio, counts, variance);
      }
    },
    finish: () => stored,
  };
}
