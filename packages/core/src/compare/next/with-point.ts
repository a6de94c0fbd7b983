import type { Point, Series } from '../series.ts';
import { valueAt } from '../value-at.ts';

/**
 * The series as it would be with one more value at T [K], of its usual quality and under its usual shared effects, where it lies already.
 * Undefined where the series says nothing there.
 */
export function withPoint(series: Series, T: number): Series | undefined {
  const here = valueAt(series, T);
  const weights = here.ok ? here.form.get(series) : undefined;
  const nearest = series.points.toSorted((a, b) => Math.abs(a.T - T) - Math.abs(b.T - T))[0];
  if (!here.ok || weights === undefined || nearest === undefined) return undefined;
  const point: Point = { record: nearest.record, T, x: 1 / T, y: here.y };
  const at = series.x.findIndex((x) => x > point.x);
  const place = at < 0 ? series.x.length : at;
  const insert = (values: Float64Array, value: number): Float64Array =>
    Float64Array.of(...values.subarray(0, place), value, ...values.subarray(place));
  const effect = (row: Float64Array): number => row.reduce((sum, s, i) => sum + s * (weights[i] as number), 0);
  return {
    ...series,
    points: series.points.toSpliced(place, 0, point),
    x: insert(series.x, point.x),
    y: insert(series.y, point.y),
    w: insert(series.w, median(series.w)),
    u: insert(series.u, median(series.u)),
    nu: insert(series.nu, median(series.nu)),
    scatterNu: series.scatterNu + 1,
    tags: new Map([...series.tags].map(([tag, row]) => [tag, insert(row, effect(row))])),
  };
}

const median = (values: Float64Array): number => values.toSorted()[values.length >> 1] as number;
