import type { LawData } from './law-fit.ts';

/** What two lines through the points on either side of a hinge come to, from running sums: no pass over the points for each place. */
export interface SideSums {
  /** Where the free lines through the points up to place `i` and behind it cross; NaN where they don't. */
  crossing(i: number): number;
  /** Less than the rss of a hinge at `at`, from place `i` on but before the next, by no more than rounding allows. */
  bound(at: number, i: number): number;
}

const SUMS = 5;
/** Rounding of Σw v² − …, as a part of Σw v². */
const ROUNDING = 1e-10;

/** Sums of w, wt, wt², wv and wtv over the points up to each of the distinct `places`, with t and v about the middle of the data. */
export function sideSums({ x, y, w }: LawData, places: Float64Array): SideSums {
  const n = x.length;
  const [middle, span, y0] = [x[n >> 1] as number, (x[n - 1] as number) - (x[0] as number), y[n >> 1] as number];
  const left = new Float64Array(places.length * SUMS);
  const all = new Float64Array(SUMS);
  let wvv = 0;
  let place = 0;
  for (let i = 0; i < n; i++) {
    while (place < places.length && (x[i] as number) > (places[place] as number)) left.set(all, SUMS * place++);
    const [weight, t, v] = [w[i] as number, ((x[i] as number) - middle) / span, (y[i] as number) - y0];
    wvv += weight * v * v;
    all[0]! += weight;
    all[1]! += weight * t;
    all[2]! += weight * t * t;
    all[3]! += weight * v;
    all[4]! += weight * t * v;
  }
  const rest = (i: number, k: number): number => (all[k] as number) - (left[i * SUMS + k] as number);
  const here = (i: number, k: number): number => left[i * SUMS + k] as number;
  return {
    crossing(i) {
      const hot = slopeOf(here(i, 0), here(i, 1), here(i, 2), here(i, 3), here(i, 4));
      const cold = slopeOf(rest(i, 0), rest(i, 1), rest(i, 2), rest(i, 3), rest(i, 4));
      const start = (rest(i, 3) - cold * rest(i, 1)) / rest(i, 0) - (here(i, 3) - hot * here(i, 1)) / here(i, 0);
      return middle + (span * start) / (hot - cold);
    },
    bound(at, i) {
      const c = (at - middle) / span;
      const l1 = here(i, 1) - c * here(i, 0);
      const r1 = rest(i, 1) - c * rest(i, 0);
      const l2 = here(i, 2) - c * (here(i, 1) + l1);
      const r2 = rest(i, 2) - c * (rest(i, 1) + r1);
      const sl = here(i, 4) - c * here(i, 3);
      const sr = rest(i, 4) - c * rest(i, 3);
      const s0 = all[3] as number;
      const a = (s0 - (l1 * sl) / l2 - (r1 * sr) / r2) / ((all[0] as number) - (l1 * l1) / l2 - (r1 * r1) / r2);
      const rss = wvv - a * s0 - ((sl - a * l1) / l2) * sl - ((sr - a * r1) / r2) * sr;
      return Number.isFinite(rss) ? rss - ROUNDING * wvv : -Infinity;
    },
  };
}

const slopeOf = (w: number, wt: number, wtt: number, wv: number, wtv: number): number => (w * wtv - wt * wv) / (w * wtt - wt * wt);
