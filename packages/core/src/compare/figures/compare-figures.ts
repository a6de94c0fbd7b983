import type { Figure, Layer } from '../../api/figure.ts';
import type { HavenResult } from '../haven-entry.ts';
import type { Series } from '../series.ts';
import { arrheniusFigure } from './arrhenius-figure.ts';
import { havenFigure } from './haven-figure.ts';
import { lengthScaleFigure } from './length-scale-figure.ts';

/** The figures of a comparison: bulk, everything, Haven ratios, length scales; those for which there is nothing to draw are left out. */
export function compareFigures(all: readonly Series[], haven: readonly HavenResult[], grainSize?: number): Figure[] {
  const diffusing = all.filter((series) => series.kind !== 'sigma');
  const bulk = diffusing.filter((series) => series.region === 'bulk' || series.region === 'local');
  return [
    arrheniusFigure('arrhenius-bulk', 'Diffusion coefficients of the bulk', bulk),
    arrheniusFigure('arrhenius-all', 'Diffusion coefficients of all regions', diffusing),
    havenFigure(haven),
    lengthScaleFigure(diffusing, grainSize),
  ]
    .filter((figure) => figure !== undefined)
    .map((figure) => ({ ...figure, layers: figure.layers.map(withGaps) }));
}

/** A number too large to draw is a gap: figures hold finite numbers and null. */
function withGaps(layer: Layer): Layer {
  let clean: Record<string, unknown> | undefined;
  for (const key in layer) {
    const value: unknown = layer[key as keyof Layer];
    if (!Array.isArray(value) || !value.some(isGap)) continue;
    clean ??= { ...layer };
    clean[key] = value.map((item) => (isGap(item) ? null : (item as unknown)));
  }
  return clean === undefined ? layer : (clean as unknown as Layer);
}

const isGap = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value);
