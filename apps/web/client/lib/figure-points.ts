import type { Figure } from '@ionwalk/core';
import {
  figureTable,
  formatQuantityRich,
  layoutFigure,
  parseLabel,
  quantityName,
  richToText,
  type DisplayItem,
  type FigureOptions,
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
  readonly text: string;
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
  const texts = readings({ ...figure, layers }, options.units);
  // Drawn with all layers: lines and maps take part in the range of the axes.
  let next = 0;
  const tagged = {
    ...figure,
    layers: figure.layers.map((layer) => (layer.kind === 'points' && 'length' in layer.x ? layers[next++] : layer)),
  };
  return refsIn(layoutFigure(tagged as Figure, options).items)
    .map(({ ref, x, y, series }) => ({ x, y, series, ref: owners.get(ref), text: texts.get(ref) ?? series }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
}

function* refItems(items: readonly DisplayItem[]): Generator<Extract<DisplayItem, { kind: 'ref' }>> {
  for (const item of items) {
    if (item.kind === 'ref') yield item;
    else if (item.kind === 'clip') yield* refItems(item.items);
  }
}
const refsIn = (items: readonly DisplayItem[]): Extract<DisplayItem, { kind: 'ref' }>[] => [...refItems(items)];

/** What each tagged point says, in the units of the page. */
function readings(figure: Figure, units: UnitChoice): ReadonlyMap<string, string> {
  const { columns, rows } = figureTable(figure, { units });
  const [series, , x, y] = columns;
  const named = (end: string): (typeof columns)[number] | undefined => columns.find(({ name }) => name === end);
  const [lo, hi, kind, ref] = [named(`${y?.name}_lo`), named(`${y?.name}_hi`), named('kind'), named('ref')];
  const texts = new Map<string, string>();
  for (let i = 0; i < rows; i++) {
    const number = (column: typeof x, unit = ''): string => {
      const value = column?.values[i];
      return typeof value === 'number' ? richToText(formatQuantityRich(value, null, unit)) : '–';
    };
    const place = x?.values[i];
    const at =
      figure.axes.x.quantity === 'reciprocal-temperature' && typeof place === 'number'
        ? temperatureText(1 / place, units)
        : `${richToText(quantityName(figure.axes.x.quantity))} ${number(x, x?.unit)}`;
    const limit = { 'upper limit': 'at most ', 'lower limit': 'at least ' }[String(kind?.values[i])] ?? '';
    const ends =
      limit === '' && typeof lo?.values[i] === 'number' && typeof hi?.values[i] === 'number' ? `, from ${number(lo)} to ${number(hi)}` : '';
    const value = `${richToText(quantityName(figure.axes.y.quantity))} ${limit}${number(y, y?.unit)}`;
    const name = richToText(parseLabel(String(series?.values[i] ?? '')));
    texts.set(String(ref?.values[i]), `${name === '' ? '' : `${name}: `}${at}, ${value}${ends}`);
  }
  return texts;
}
