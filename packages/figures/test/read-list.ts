import type { Figure, Layer } from '@ionwalk/core';
import type { DisplayItem, DisplayList, TextItem } from '../src/layout/display-list.ts';
import { measureRich } from '../src/text/measure-text.ts';
import { richToText } from '../src/text/rich-to-text.ts';
import { arrhenius } from './example-figures.ts';

/** All items, those inside of others too. */
export const flat = (items: readonly DisplayItem[]): DisplayItem[] =>
  items.flatMap((item) => ('items' in item ? [item, ...flat(item.items)] : [item]));
/** All items of one kind. */
export const of = <K extends DisplayItem['kind']>(list: DisplayList, kind: K): Extract<DisplayItem, { kind: K }>[] =>
  flat(list.items).filter((item): item is Extract<DisplayItem, { kind: K }> => item.kind === kind);
/** All texts, plain. */
export const texts = (list: DisplayList): string[] => of(list, 'text').map((item) => richToText(item.runs));

/** A figure of these layers on plain linear axes. */
export const figure = (layers: readonly Layer[], changes: Partial<Figure> = {}): Figure => ({
  ...arrhenius(),
  axes: plainAxes,
  layers,
  ...changes,
});

export const plainAxes: Figure['axes'] = {
  x: { quantity: 'a', unit: '1', scale: 'linear' },
  y: { quantity: 'b', unit: '1', scale: 'linear' },
};

/** Where a text begins and ends [px]. */
export function span(item: TextItem): [number, number] {
  const w = measureRich(item.runs, item.size);
  const x0 = item.anchor === 'start' ? item.x : item.anchor === 'end' ? item.x - w : item.x - w / 2;
  return [x0, x0 + w];
}

/** Pairs of texts whose letters touch. */
export function overlaps(items: readonly TextItem[]): string[] {
  const found: string[] = [];
  for (const [i, a] of items.entries()) {
    for (const b of items.slice(i + 1)) {
      const [[a0, a1], [b0, b1]] = [span(a), span(b)];
      if (a0 < b1 && b0 < a1 && Math.abs(a.y - b.y) < 0.8 * a.size) found.push(`${richToText(a.runs)} / ${richToText(b.runs)}`);
    }
  }
  return found;
}
