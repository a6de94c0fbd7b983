import type { Series } from './series.ts';

const AXES: Record<string, readonly number[]> = { a: [0], b: [1], c: [2], ab: [0, 1], ac: [0, 2], bc: [1, 2], x: [0], y: [1], z: [2] };

/**
 * The series of the tensor's component along an axis (`ab`: the mean of two), from records of a mean that carry the tensor in the order
 * a, b, c. Errors are those of the mean. Undefined where a record has no tensor or a component isn't positive.
 */
export function componentSeries(series: Series, axis: string): Series | undefined {
  const places = AXES[axis.toLowerCase()];
  if (places === undefined || series.points.length === 0) return undefined;
  const values = series.points.map(({ record }) => {
    const tensor = record.direction?.type === 'mean' ? record.direction.tensor : undefined;
    return tensor ? places.reduce((sum, place) => sum + (tensor[place] as number), 0) / places.length : NaN;
  });
  if (!values.every((value) => value > 0)) return undefined;
  const y = Float64Array.from(values, Math.log);
  const points = series.points.map((point, i) => ({ ...point, y: y[i] as number }));
  return { ...series, direction: { type: 'axis', axis }, points, y };
}
