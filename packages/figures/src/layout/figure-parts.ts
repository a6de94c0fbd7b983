import type { Figure, Layer, Note, RegionLayer, Rule } from '@ionwalk/core';
import {
  resolveBand,
  resolveImage,
  resolveLine,
  resolvePoints,
  type FigureObjects,
  type ResolvedBand,
  type ResolvedImage,
  type ResolvedLine,
  type ResolvedPoints,
} from '../resolve-layer.ts';
import type { Extent } from './data-domain.ts';

/** A figure's layers by kind, with their numbers at hand. */
export interface FigureParts {
  readonly points: readonly ResolvedPoints[];
  readonly lines: readonly ResolvedLine[];
  readonly bands: readonly ResolvedBand[];
  readonly images: readonly ResolvedImage[];
  readonly rules: readonly Rule[];
  readonly regions: readonly RegionLayer[];
  readonly notes: readonly Note[];
  /** One of how many points is drawn. */
  readonly every: number;
}

/** More marks than this can't be told apart and make a heavy file. */
export const MARK_LIMIT = 3000;

export function figureParts(figure: Figure, objects: FigureObjects): FigureParts {
  const of = <K extends Layer['kind']>(kind: K): Extract<Layer, { kind: K }>[] =>
    figure.layers.filter((layer): layer is Extract<Layer, { kind: K }> => layer.kind === kind);
  const points = of('points').map((layer) => resolvePoints(layer, objects));
  const marks = points.reduce((sum, layer) => sum + layer.x.length, 0);
  return {
    points,
    lines: of('line').map((layer) => resolveLine(layer, objects)),
    bands: of('band').map((layer) => resolveBand(layer, objects)),
    images: of('image').map((layer) => resolveImage(layer, objects)),
    rules: of('rule'),
    regions: of('region'),
    notes: of('note'),
    every: Math.max(1, Math.ceil(marks / MARK_LIMIT)),
  };
}

/** What the x and the y axis have to show; a map without stated domains is measured in pixels. */
export function extents(parts: FigureParts): { readonly x: Extent; readonly y: Extent } {
  const sized = [...parts.points, ...parts.lines];
  const sides = (size: 'w' | 'h'): Float64Array[] => parts.images.map(({ layer }) => Float64Array.of(0, layer[size]));
  // Only where there is nothing else do guides set the axes.
  const bare = sized.length + parts.bands.length + parts.images.length === 0;
  const guides = (axis: 'x' | 'y'): Float64Array[] => [
    Float64Array.from(parts.rules.filter((rule) => rule.axis === axis).map((rule) => rule.at)),
    Float64Array.from(parts.regions.filter((region) => region.axis === axis).flatMap((region) => [region.from, region.to])),
    Float64Array.from(parts.notes.map((note) => note[axis])),
  ];
  return {
    x: { values: [...sized.map(({ x }) => x), ...parts.bands.map(({ x }) => x), ...sides('w'), ...(bare ? guides('x') : [])], bars: [] },
    y: {
      values: [...sized.map(({ y }) => y), ...sides('h'), ...(bare ? guides('y') : [])],
      bars: [
        ...parts.bands.flatMap(({ lo, hi }) => [lo, hi]),
        ...parts.points.map(limitReach),
        ...parts.points.flatMap(({ lo, hi }) => [lo, hi].filter((bar) => bar !== undefined)),
      ],
    },
  };
}

/** Room for the arrows of limits. */
function limitReach({ y, flags }: ResolvedPoints): Float64Array {
  if (flags === undefined) return new Float64Array(0);
  return y.map((value, i) => (flags[i] === 2 ? value / 2 : flags[i] === 3 ? value * 2 : Number.NaN));
}
