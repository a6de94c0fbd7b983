import type { Figure } from '@ionwalk/core';
import {
  figureTable,
  formatQuantityRich,
  layoutFigure,
  parseLabel,
  quantityName,
  type DisplayItem,
  type FigureOptions,
  type RichText,
} from '@ionwalk/figures';
import { temperatureText, type UnitChoice } from './display-units.ts';

/** One point of a drawn figure: where it stands, and what is read out for it. */
export interface FigurePoint {
  /** Centre in pixels of the drawing. */
  readonly x: number;
  readonly y: number;
  readonly series: string;
  /** Observation it stands for, where there is one. */
  readonly ref: string | undefined;
  /** `D_NMR bulk: 60 °C, D 9.20 × 10⁻⁸ cm² s⁻¹, from 8.40 × 10⁻⁸ to 1.00 × 10⁻⁷`. */
  readonly reading: RichText;
}

/**
 * The points of a figure, from left to right, as the drawing of the same options places them; those outside of the plot are left out. Empty for a figure
 * of lines or a map.
 */
export function figurePoints(figure: Figure, options: FigureOptions & { readonly units: UnitChoice }): FigurePoint[] {
  const layers = figure.layers.flatMap((layer, l) =>
    layer.kind === 'points' && 'length' in layer.x ? [{ ...layer, ref: Array.from(layer.x, (_, i) => `${l}:${i}`), own: layer.ref }] : [],
  );
  if (layers.length === 0) return [];
  const owners = new Map(layers.flatMap(({ ref, own }) => ref.map((name, i) => [name, own?.[i]] as const)));
  const reading = readings({ ...figure, layers }, options.units);
  // Drawn with all layers: lines and maps take part in the range of the axes.
  let next = 0;
  const tagged = {
    ...figure,
    layers: figure.layers.map((layer) => (layer.kind === 'points' && 'length' in layer.x ? layers[next++] : layer)),
  };
  return refsIn(layoutFigure(tagged as Figure, options).items)
    .map(({ ref, x, y, series }) => ({
      x,
      y,
      series,
      ref: owners.get(ref),
      get reading() {
        return reading(ref);
      },
    }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
}

function* refItems(items: readonly DisplayItem[]): Generator<Extract<DisplayItem, { kind: 'ref' }>> {
  for (const item of items) {
    if (item.kind === 'ref') yield item;
    else if (item.kind === 'clip') yield* refItems(item.items);
  }
}
const refsIn = (items: readonly DisplayItem[]): Extract<DisplayItem, { kind: 'ref' }>[] => [...refItems(items)];

/** What a tagged point says, in the units of the page; made only when it is asked for. */
function readings(figure: Figure, units: UnitChoice): (ref: string) => RichText {
  const { columns } = figureTable(figure, { units });
  const [series, , x, y] = columns;
  const named = (end: string): typeof x => columns.find(({ name }) => name === end);
  const [lo, hi, kind] = [named(`${y?.name}_lo`), named(`${y?.name}_hi`), named('kind')];
  const rowOf = new Map(named('ref')?.values.map((ref, i) => [ref, i]));
  return (ref) => {
    const i = rowOf.get(ref) ?? 0;
    const value = (column: typeof x): number | undefined => {
      const found = column?.values[i];
      return typeof found === 'number' ? found : undefined;
    };
    const number = (column: typeof x, unit = ''): RichText => formatQuantityRich(value(column) ?? Number.NaN, null, unit);
    const place = value(x);
    const at: RichText =
      figure.axes.x.quantity === 'reciprocal-temperature' && place !== undefined
        ? [{ text: temperatureText(1 / place, units) }]
        : [...quantityName(figure.axes.x.quantity), { text: ' ' }, ...number(x, x?.unit)];
    const limit = { 'upper limit': ' at most ', 'lower limit': ' at least ' }[String(kind?.values[i])];
    const ends = limit === undefined && value(lo) !== undefined && value(hi) !== undefined;
    const name = parseLabel(String(series?.values[i] ?? ''));
    return [
      ...(name.length === 0 ? [] : [...name, { text: ': ' }]),
      ...at,
      { text: ', ' },
      ...quantityName(figure.axes.y.quantity),
      { text: limit ?? ' ' },
      ...number(y, y?.unit),
      ...(ends ? [{ text: ', from ' }, ...number(lo), { text: ' to ' }, ...number(hi)] : []),
    ];
  };
}
