import type { Figure, Layer } from '@ionwalk/core';
import type { BoundaryFit } from '../boundary/boundary-fit.ts';
import type { TracerRows } from '../profile/fraction-rows.ts';

/** The profile, the boundaries, and beside each the two polynomials that give its step. */
export function boundaryFigure(rows: TracerRows, fits: readonly BoundaryFit[]): Figure {
  const bars = rows.sigma
    ? { lo: rows.fraction.map((f, i) => f - (rows.sigma?.[i] as number)), hi: rows.fraction.map((f, i) => f + (rows.sigma?.[i] as number)) }
    : {};
  const layers: Layer[] = [{ kind: 'points', series: rows.title, role: 'data', x: rows.depth, y: rows.fraction, ...bars }];
  for (const { position, step } of fits) {
    const label = `${(position * 1e6).toPrecision(4)} um`;
    layers.push({ kind: 'rule', axis: 'x', at: position, label });
    layers.push({ kind: 'line', series: `fit at ${label}`, role: 'fit', ...withGap(step.rows.x, step.fit.fitted, position) });
  }
  return {
    v: 1,
    id: 'sims-boundary',
    title: 'Steps at grain boundaries',
    description: `Tracer fraction against position with ${fits.length} boundaries; the step at each and the gradient beside it give its permeance.`,
    axes: { x: { quantity: 'position', unit: 'm', scale: 'linear' }, y: { quantity: 'tracer-fraction', unit: '1', scale: 'linear' } },
    layers,
  };
}

/** A gap in the line where the boundary is. */
function withGap(x: Float64Array, y: Float64Array, at: number): { x: Float64Array; y: Float64Array } {
  let split = 0;
  while (split < x.length && (x[split] as number) < at) split++;
  const join = (values: Float64Array, middle: number): Float64Array =>
    Float64Array.from([...values.subarray(0, split), middle, ...values.subarray(split)]);
  return { x: join(x, at), y: join(y, NaN) };
}
