import type { ReadContext } from '@ionwalk/core';
import type { StackOrder } from './stack-order.ts';
import type { RasterPage } from './tiff-page.ts';
import type { TiffPixels } from './tiff-pixels.ts';

/** What a stack holds altogether. */
export interface StackTotals {
  /** Per mass, without what isn't finite; null where a sum of floats is beyond a double. */
  readonly totals: (number | null)[];
  readonly emptyFrames: number[];
  readonly notFinite: number;
  readonly negative: number;
}

/** Windows of this many numbers are summed at a time. */
const CHUNK_NUMBERS = 1 << 19;

/** Totals per mass, exact for integers; sums of floats carry what rounding loses. */
export async function stackTotals(pixels: TiffPixels, page: RasterPage, order: StackOrder, ctx: ReadContext): Promise<StackTotals> {
  const rows = Math.max(1, Math.min(page.height, Math.floor(CHUNK_NUMBERS / page.width)));
  const columns = Math.min(page.width, CHUNK_NUMBERS);
  const buffer = new Float64Array(rows * columns);
  const totals = new Float64Array(order.labels.length);
  const lost = new Float64Array(order.labels.length);
  const emptyFrames: number[] = [];
  let [notFinite, negative] = [0, 0];
  const integers = page.type !== 'f32' && page.type !== 'f64';
  for (let f = 0; f < order.frames; f++) {
    let seen = false;
    ctx.progress(f / order.frames, 'totals');
    for (let m = 0; m < order.labels.length; m++) {
      for (let y = 0; y < page.height; y += rows) {
        for (let x = 0; x < page.width; x += columns) {
          ctx.signal.throwIfAborted();
          const [ny, nx] = [Math.min(rows, page.height - y), Math.min(columns, page.width - x)];
          await pixels.read(f * order.perFrame + m * order.perMass, y, x, ny, nx, buffer, 0);
          const { part, error, bad, below, any } = integers ? sumIntegers(buffer, ny * nx) : sumFloats(buffer, ny * nx);
          notFinite += bad;
          negative += below;
          seen ||= any;
          const total = totals[m] as number;
          const next = total + part;
          lost[m] = (lost[m] as number) + error + (Math.abs(total) >= Math.abs(part) ? total - next + part : part - next + total);
          totals[m] = next;
        }
      }
    }
    if (!seen) emptyFrames.push(f);
  }
  if (emptyFrames.length > 0 && emptyFrames.length < order.frames) {
    ctx.warn('sims/empty-frames', `${emptyFrames.length} of ${order.frames} frames hold no count in any mass: sums are unaffected`);
  }
  const sums = Array.from(totals, (total, m) => finite(total + (lost[m] as number)));
  return { totals: sums, emptyFrames, notFinite, negative };
}

/** Finite floats can sum beyond what a double holds. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

interface Part {
  readonly part: number;
  /** What rounding lost. */
  readonly error: number;
  readonly bad: number;
  readonly below: number;
  readonly any: boolean;
}

function sumIntegers(values: Float64Array, n: number): Part {
  let [part, below] = [0, 0];
  for (let i = 0; i < n; i++) {
    const v = values[i] as number;
    part += v;
    if (v < 0) below++;
  }
  return { part, error: 0, bad: 0, below, any: below > 0 || part > 0 };
}

/** Neumaier's sum of what is finite. */
function sumFloats(values: Float64Array, n: number): Part {
  let [part, error, bad, below] = [0, 0, 0, 0];
  let any = false;
  for (let i = 0; i < n; i++) {
    const v = values[i] as number;
    if (!(v - v === 0)) {
      bad++;
      continue;
    }
    if (v < 0) below++;
    if (v !== 0) any = true;
    const next = part + v;
    error += Math.abs(part) >= Math.abs(v) ? part - next + v : v - next + part;
    part = next;
  }
  return { part, error, bad, below, any };
}
