import type { Dataset, Figure, Layer } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileFit } from '../profile/fit-profile.ts';
import type { LeClaire } from '../profile/le-claire.ts';
import { predictFit } from '../profile/predict-fit.ts';

const LINE_POINTS = 200;
/** Depths in um to the power 6/5: a tail along boundaries is then nearly straight. */
const stretched = (y: number): number => (y * 1e6) ** 1.2;

/** The fraction above its background on a logarithmic axis against depth^(6/5), the fit, and the window of Le Claire's slope where there is one. */
export function tailFigure(data: Dataset<typeof TracerProfile>, found: ProfileFit, tail: LeClaire): Figure {
  const { depth, fraction } = data.variables;
  const background = found.values['background'] as number;
  const above = (f: number): number => (f > background ? f - background : NaN);
  const deepest = depth.values.reduce((most, y) => Math.max(most, y), 0);
  const x = Float64Array.from({ length: LINE_POINTS }, (_, i) => (deepest * (i + 1)) / LINE_POINTS);
  const line = predictFit(data, found, x).map(above);
  const layers: Layer[] = [
    { kind: 'points', series: data.title, role: 'data', x: depth.values.map(stretched), y: fraction.values.map(above) },
    { kind: 'line', series: found.fit.model, role: 'fit', x: x.map(stretched), y: line },
  ];
  if ('value' in tail) layers.push({ kind: 'region', axis: 'x', from: stretched(tail.from), to: stretched(tail.to), label: 'slope' });
  return {
    v: 1,
    id: 'sims-tail',
    title: 'Tail along boundaries',
    description: `Fraction above the background against depth to the power 6/5, with the fit of ${found.fit.model}${'value' in tail ? ` and the window of Le Claire's slope, ${tail.rows} rows` : ''}.`,
    axes: {
      x: { quantity: '(depth / um)^(6/5)', unit: '1', scale: 'linear' },
      y: { quantity: 'tracer-fraction', unit: '1', scale: 'log' },
    },
    layers,
  };
}
