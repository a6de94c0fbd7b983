import { movedPlane } from './moved-plane.ts';
import { phaseCorrelation } from './phase-correlation.ts';
import { refineShift, type Shift } from './refine-shift.ts';
import { smoothPlane } from './smooth-plane.ts';

/** Where the field of a frame lies, in pixels to the right of and below that of the first; null where its counts don't tell. */
export type FrameShift = Shift | null;

const SMOOTH = 0.8;
/** Larger images are compared in blocks of pixels. */
const MOST_EDGE = 512;

/**
 * Shifts of frames from their counts, all masses together. Each frame is laid on the sum of those before it (phase correlation to a pixel,
 * least squares below), then once more on the sum of all others.
 * @param frame – counts of frame i of n, all masses summed, row-major
 * @param onFrame – called after each comparison with the part that is done
 */
export async function frameShifts(
  frame: (i: number) => Promise<Float64Array>,
  n: number,
  width: number,
  height: number,
  onFrame: (done: number) => void,
): Promise<FrameShift[]> {
  const block = Math.ceil(Math.max(width, height) / MOST_EDGE);
  const [w, h] = [Math.floor(width / block), Math.floor(height / block)];
  const planeOf = async (i: number): Promise<Float64Array> => smoothPlane(blocks(await frame(i), width, block, w, h), w, h, SMOOTH);
  const noisePixels = 4 * Math.PI * SMOOTH * SMOOTH;
  const shifts: FrameShift[] = [{ dx: 0, dy: 0, u: 0 }];
  const sum = await planeOf(0);
  const add = (plane: Float64Array, shift: FrameShift, sign: number): Float64Array => {
    const there = shift === null ? undefined : movedPlane(plane, w, h, -shift.dx, -shift.dy);
    if (there) for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + sign * (there[k] as number);
    return plane;
  };
  let known: readonly [number, number] = [0, 0];
  for (let i = 1; i < n; i++) {
    const plane = await planeOf(i);
    const shift = near(sum, plane, w, h, known, noisePixels);
    if (shift) known = [shift.dx, shift.dy];
    shifts.push(shift);
    add(plane, shift, 1);
    onFrame(i / (2 * n));
  }
  const again = n > 2 ? n : 0;
  for (let i = 0; i < again; i++) {
    const before = shifts[i] as FrameShift;
    if (before) {
      const plane = add(await planeOf(i), before, -1);
      shifts[i] = refineShift(sum, plane, w, h, [before.dx, before.dy], noisePixels) ?? null;
      add(plane, before, 1);
    }
    onFrame((n + i) / (2 * n));
  }
  const first = shifts[0] ?? { dx: 0, dy: 0, u: 0 };
  return shifts.map((shift) =>
    shift && shift.u < 0.5 ? { dx: (shift.dx - first.dx) * block, dy: (shift.dy - first.dy) * block, u: shift.u * block } : null,
  );
}

/** From the shift before where the peak of the phase correlation agrees, else from either; whichever leaves less. */
function near(
  sum: Float64Array,
  plane: Float64Array,
  w: number,
  h: number,
  known: readonly [number, number],
  noisePixels: number,
): FrameShift {
  const coarse = Math.ceil(Math.max(w, h) / PEAK_EDGE);
  const [cw, ch] = [Math.floor(w / coarse), Math.floor(h / coarse)];
  const found = phaseCorrelation(blocks(sum, w, coarse, cw, ch), blocks(plane, w, coarse, cw, ch), cw, ch);
  const peak: readonly [number, number] = [found[0] * coarse, found[1] * coarse];
  const agree = Math.hypot(peak[0] - known[0], peak[1] - known[1]) < AGREE * coarse;
  const starts = agree ? [known] : [peak, known];
  return starts
    .map((start) => refineShift(sum, plane, w, h, start, noisePixels))
    .reduce<FrameShift>((best, one) => (one && (best === null || one.u < best.u) ? one : best), null);
}

/** The peak is only a start: larger planes are joined for it. */
const PEAK_EDGE = 256;
/** The peak is whole pixels, the shift before a frame old: closer than this they say the same. */
const AGREE = 1.5;

function blocks(plane: Float64Array, width: number, block: number, w: number, h: number): Float64Array {
  if (block === 1) return plane;
  const out = new Float64Array(w * h);
  for (let y = 0; y < h * block; y++)
    for (let x = 0; x < w * block; x++) {
      const at = Math.floor(y / block) * w + Math.floor(x / block);
      out[at] = (out[at] as number) + (plane[y * width + x] as number);
    }
  return out;
}
