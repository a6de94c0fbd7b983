import type { Series } from '../series.ts';

/** Points of several series on one axis, the reference first: t = (1/T − 1/T_p)/span, so that columns are of size 1. */
export interface JointData {
  readonly series: readonly Series[];
  /** Series of each point, and its place in that series. */
  readonly owner: Int32Array;
  readonly place: Int32Array;
  readonly t: Float64Array;
  readonly y: Float64Array;
  /** 1/u² of the random part. */
  readonly w: Float64Array;
  /** Signed shared effects of each point, one row per tag. */
  readonly tags: readonly (readonly [tag: string, row: Float64Array])[];
  /** 1/T_p [1/K], and what one unit of t is in 1/T. */
  readonly pivot: number;
  readonly span: number;
}

/** Points of all series with a known random part. Undefined where nothing spans two temperatures. */
export function jointData(series: readonly Series[]): JointData | undefined {
  const n = series.reduce((sum, one) => sum + one.points.length, 0);
  const owner = new Int32Array(n);
  const place = new Int32Array(n);
  const [x, y, w] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const tags = new Map<string, Float64Array>();
  let at = 0;
  series.forEach((one, k) => {
    for (let i = 0; i < one.points.length; i++, at++) {
      owner[at] = k;
      place[at] = i;
      x[at] = one.x[i] as number;
      y[at] = one.y[i] as number;
      w[at] = 1 / (one.u[i] as number) ** 2;
      for (const [tag, effects] of one.tags) {
        const row = tags.get(tag) ?? new Float64Array(n);
        row[at] = effects[i] as number;
        tags.set(tag, row);
      }
    }
  });
  const total = w.reduce((sum, value) => sum + value, 0);
  const pivot = x.reduce((sum, value, i) => sum + (value * (w[i] as number)) / total, 0);
  const span = x.reduce((most, value) => Math.max(most, value), -Infinity) - x.reduce((least, value) => Math.min(least, value), Infinity);
  if (!(span > 0) || !Number.isFinite(total)) return undefined;
  return { series, owner, place, t: x.map((value) => (value - pivot) / span), y, w, tags: [...tags], pivot, span };
}
