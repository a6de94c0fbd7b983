import { measureRich } from '../text/measure-text.ts';
import type { RichText } from '../text/rich-text.ts';
import type { TextItem } from './display-list.ts';
import type { Frame } from './frame.ts';
import { TEXTS, type Box } from './label-space.ts';

export type PlacedText = TextItem;
export type Anchor = readonly [x: number, baseline: number, anchor: TextItem['anchor']];

/** Box of a text with its baseline at the anchor, with a little air. */
export function textBox(runs: RichText, [x, y, anchor]: Anchor, size: number): Box {
  const w = measureRich(runs, size);
  const x0 = anchor === 'start' ? x : anchor === 'end' ? x - w : x - w / 2;
  return { x0: x0 - 2, x1: x0 + w + 2, y0: y - 0.86 * size, y1: y + 0.3 * size, group: TEXTS };
}

/** The text at the first of the anchors where it touches nothing; it is then taken into account for what follows. */
export function placeNear(runs: RichText, anchors: readonly Anchor[], frame: Frame, fill: string): PlacedText | undefined {
  for (const anchor of anchors) {
    const box = textBox(runs, anchor, frame.size);
    if (!frame.space.isFree(box)) continue;
    frame.space.add(box);
    return { kind: 'text', x: anchor[0], y: anchor[1], runs, size: frame.size, fill, anchor: anchor[2], halo: frame.theme.paper };
  }
  return undefined;
}
