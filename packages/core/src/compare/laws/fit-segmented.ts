import { influence } from './influence.ts';
import { sideSums } from './side-sums.ts';
import { mix, type Hinge, type LawData, type LawFit } from './law-fit.ts';
import { hingePlaces, leastHinge } from './least-hinge.ts';

const PER_SPACING = 12;
const MAX_NODES = 400;

/**
 * Two straight lines that meet: y = a + s₁ min(x − x_c, 0) + s₂ max(x − x_c, 0), x_c profiled between the second and the last but one
 * temperature. The range of the hinge is where χ² is within 1 of its least (times s² when the scatter is unknown: `unknownScatter`).
 */
export function fitSegmented(data: LawData, unknownScatter: boolean): LawFit | undefined {
  const { x, w } = data;
  const places = hingePlaces(x);
  if (places === undefined) return undefined;
  const lines = new Float64Array(4);
  const profile = (at: number): number => hingeAt(data, at, lines);
  const best = leastHinge(places, profile, sideSums(data, places));
  if (best === undefined || profile(best.at) === Infinity) return undefined;
  const [a, highT, lowT, rss] = lines as unknown as [number, number, number, number];
  const c = best.at;
  const one = new Float64Array(x.length).fill(1);
  const left = x.map((value) => Math.min(value - c, 0));
  const right = x.map((value) => Math.max(value - c, 0));
  const shift = x.map((value) => (value < c ? -highT : -lowT));
  // Where the two slopes are equal the place of the hinge means nothing and its column is dropped.
  const rows = influence([one, left, right, shift], w) ?? influence([one, left, right], w);
  if (rows === undefined) return undefined;
  let hinge: Hinge | undefined;
  const moved = rows.length === 4;
  const valueRow = (at: number): number[] => [1, Math.min(at - c, 0), Math.max(at - c, 0), ...(moved ? [at < c ? -highT : -lowT] : [])];
  const slopeRow = (at: number): number[] => [0, at < c ? 1 : 0, at < c ? 0 : 1, ...(moved ? [0] : [])];
  return {
    model: 'segmented',
    size: 4,
    rss,
    value: (at) => a + highT * Math.min(at - c, 0) + lowT * Math.max(at - c, 0),
    slope: (at) => (at < c ? highT : lowT),
    valueWeights: (at) => mix(rows, valueRow(at)),
    slopeWeights: (at) => mix(rows, slopeRow(at)),
    // Its range takes as long as the fit, and is asked for only where this law is chosen.
    get hinge(): Hinge {
      const limit = rss + (unknownScatter ? rss / (x.length - 4) : 1);
      return (hinge ??= { x: c, ...profileRange(profile, nodesAmong(places), c, limit), slopeLowT: lowT, slopeHighT: highT });
    },
  };
}

/** The places and further ones between them. */
function nodesAmong(places: Float64Array): Float64Array {
  const per = Math.max(1, Math.min(PER_SPACING, Math.floor(MAX_NODES / places.length)));
  const nodes: number[] = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i] as number, places[i + 1] as number];
    for (let s = 0; s < per; s++) nodes.push(from + ((to - from) * s) / per);
  }
  return Float64Array.from([...nodes, places.at(-1) as number]);
}

/**
 * Best lines for a given hinge, by the normal equations of (1, left, right) scaled to the span of x: the rss, Infinity where a side is empty.
 * `out` takes the value at the hinge, the slopes of high and low temperature, and the rss; nothing else is allocated.
 */
function hingeAt({ x, y, w }: LawData, c: number, out: Float64Array): number {
  const n = x.length;
  const span = (x[n - 1] as number) - (x[0] as number);
  const y0 = y[0] as number;
  let w0 = 0;
  let s0 = 0;
  let l1 = 0;
  let l2 = 0;
  let sl = 0;
  let r1 = 0;
  let r2 = 0;
  let sr = 0;
  for (let i = 0; i < n; i++) {
    const weight = w[i] as number;
    const t = ((x[i] as number) - c) / span;
    const v = (y[i] as number) - y0;
    w0 += weight;
    s0 += weight * v;
    if (t < 0) {
      l1 += weight * t;
      l2 += weight * t * t;
      sl += weight * t * v;
    } else {
      r1 += weight * t;
      r2 += weight * t * t;
      sr += weight * t * v;
    }
  }
  if (!(l2 > 0) || !(r2 > 0)) return Infinity;
  // left and right are never both non-zero: eliminating them leaves one equation for the value at the hinge.
  const a = (s0 - (l1 * sl) / l2 - (r1 * sr) / r2) / (w0 - (l1 * l1) / l2 - (r1 * r1) / r2);
  const highT = (sl - a * l1) / l2;
  const lowT = (sr - a * r1) / r2;
  if (!Number.isFinite(a)) return Infinity;
  let rss = 0;
  for (let i = 0; i < n; i++) {
    const t = ((x[i] as number) - c) / span;
    rss += (w[i] as number) * ((y[i] as number) - y0 - a - (t < 0 ? highT : lowT) * t) ** 2;
  }
  out[0] = a + y0;
  out[1] = highT / span;
  out[2] = lowT / span;
  out[3] = rss;
  return rss;
}

/** Outermost places where the profile stays within `limit`; the ends of the grid where it never leaves. */
function profileRange(profile: (at: number) => number, grid: Float64Array, best: number, limit: number): { lo: number; hi: number } {
  const inside = [...grid].filter((at) => profile(at) <= limit);
  const nodes = [...grid, best].sort((p, q) => p - q);
  const first = Math.min(best, ...inside);
  const last = Math.max(best, ...inside);
  const before = nodes.findLast((at) => at < first);
  const after = nodes.find((at) => at > last);
  return {
    lo: before === undefined ? first : bisect(profile, first, before, limit),
    hi: after === undefined ? last : bisect(profile, last, after, limit),
  };
}

function bisect(profile: (at: number) => number, inside: number, outside: number, limit: number): number {
  let [good, bad] = [inside, outside];
  for (let step = 0; step < 40; step++) {
    const middle = (good + bad) / 2;
    if (profile(middle) <= limit) good = middle;
    else bad = middle;
  }
  return good;
}
