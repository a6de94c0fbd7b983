import { weightedLine, type WeightedLine } from './laws/weighted-line.ts';
import type { Series } from './series.ts';

const NEAREST = 4;

type Data = Pick<Series, 'x' | 'y' | 'w' | 'gaps'>;

/**
 * The weighted line through the four temperatures nearest in 1/T, straddling it where there are data on both sides; points beyond a gap
 * that may hide a break don't count. The points are `from` to `to` (exclusive). Undefined for fewer than two temperatures.
 */
export function localLine(data: Data, x0: number): { readonly line: WeightedLine; readonly from: number; readonly to: number } | undefined {
  const [first, end] = sameSide(data, x0);
  const { from, to, places } = nearest(data.x, first, end, x0);
  if (places < 2) return undefined;
  return { line: weightedLine(data.x.subarray(from, to), data.y.subarray(from, to), data.w.subarray(from, to)), from, to };
}

/** d ln D/d(1/T) [K] near `x0`; undefined for one temperature. */
export function localSlope(data: Data, x0: number): number | undefined {
  return localLine(data, x0)?.line.slope;
}

/** Range of the points on the same side of every broken gap as `x0`. */
function sameSide({ x, gaps }: Data, x0: number): [first: number, end: number] {
  let [first, end] = [0, x.length];
  for (const gap of gaps) {
    const middle = (1 / gap.hot + 1 / gap.cold) / 2;
    const split = firstAtLeast(x, middle);
    if (x0 > middle) first = Math.max(first, split);
    else end = Math.min(end, split);
  }
  return [first, end];
}

/** Grows a range from `x0` outwards, a whole temperature at a time, the nearer side first. */
function nearest(x: Float64Array, first: number, end: number, x0: number): { from: number; to: number; places: number } {
  const start = Math.min(end, Math.max(first, firstAtLeast(x, x0)));
  let from = start;
  let to = start;
  let places = 0;
  for (; places < NEAREST && (from > first || to < end); places++) {
    // The last place is kept for a side that would be left empty; a point at x0 itself stands on both sides.
    const last = places === NEAREST - 1 && x[start] !== x0;
    const down =
      to === end ||
      (last && from === start && from > first) ||
      (from > first && !(last && to === start) && x0 - at(x, from - 1) <= at(x, to) - x0);
    if (down) from = startOf(x, from - 1);
    else to = endOf(x, to);
  }
  return { from, to, places };
}

const at = (x: Float64Array, i: number): number => x[i] as number;

/** First and one past the last of the points at the same place as point `i`. */
const startOf = (x: Float64Array, i: number): number => firstAtLeast(x, at(x, i));
function endOf(x: Float64Array, i: number): number {
  let end = i + 1;
  while (end < x.length && x[end] === x[i]) end++;
  return end;
}

/** Index of the first x not below `limit`. */
function firstAtLeast(x: Float64Array, limit: number): number {
  let [lo, hi] = [0, x.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if ((x[middle] as number) < limit) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}
