import type { SeriesStyle } from '../series-style.ts';
import { parseLabel } from '../text/parse-label.ts';
import type { Frame } from './frame.ts';
import { RULES, type Box } from './label-space.ts';
import { textBox, type Anchor, type PlacedText } from './place-label.ts';

/** A group of layers that share a look, and where it runs. */
export interface LabelledGroup {
  readonly style: SeriesStyle;
  /** The line if there is one, else the marks, from left to right. */
  readonly track: readonly (readonly [number, number])[];
  readonly hasPoints: boolean;
  readonly hasLine: boolean;
}

/**
 * Names at the curves, from their right end leftwards, in its colour; undefined where one of them finds no room: then a legend says it.
 * Groups in more crowded company come later, when the clear ones have been named.
 */
export function labelsAtCurves(groups: readonly LabelledGroup[], frame: Frame): readonly PlacedText[] | undefined {
  const placed: PlacedText[] = [];
  const left: LabelledGroup[] = [];
  for (const strict of [true, false]) {
    for (const group of strict ? groups : left.splice(0)) {
      const text = placeAtCurve(group, frame, strict);
      if (text !== undefined) placed.push(text);
      else if (strict && group.hasPoints) left.push(group);
      else return undefined;
    }
  }
  return placed;
}

/** Strictly: nearer to its own curve than to any other. Where curves coincide that can't be had, and touching nothing has to do. */
function placeAtCurve({ style, track }: LabelledGroup, frame: Frame, strict: boolean): PlacedText | undefined {
  const { size, plot, space, theme } = frame;
  const inside = track.filter(([x, y]) => x >= plot.x && x <= plot.x + plot.w && y >= plot.y && y <= plot.y + plot.h);
  if (inside.length === 0) return undefined;
  const runs = parseLabel(style.name);
  for (const reach of [0.6, 1, 1.5]) {
    for (const fraction of FRACTIONS) {
      const d = reach * size;
      for (const anchor of anchorsAt(along(inside, fraction), fraction, d, size)) {
        const box = textBox(runs, anchor, size);
        if (!space.isFree(box) || (strict && !space.isFree(within(grown(box, d), plot), style.group, RULES))) continue;
        space.add(box);
        return { kind: 'text', x: anchor[0], y: anchor[1], runs, size, fill: style.hue.text, anchor: anchor[2], halo: theme.paper };
      }
    }
  }
  return undefined;
}

const FRACTIONS: readonly number[] = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0];

function anchorsAt([x, y]: readonly [number, number], fraction: number, d: number, size: number): readonly Anchor[] {
  const low = y + d + 0.75 * size;
  const over = y - d;
  if (fraction === 1) {
    return [
      [x + d + 0.2 * size, y + 0.33 * size, 'start'],
      [x, over, 'end'],
      [x, low, 'end'],
      [x, over, 'middle'],
      [x, low, 'middle'],
    ];
  }
  return [
    [x, over, 'start'],
    [x, low, 'end'],
    [x, over, 'end'],
    [x, low, 'start'],
    [x + d, over + 0.5 * d, 'start'],
    [x - d, low - 0.5 * d, 'end'],
    [x, over, 'middle'],
    [x, low, 'middle'],
  ];
}

const grown = (box: Box, d: number): Box => ({ x0: box.x0 - d, x1: box.x1 + d, y0: box.y0 - d, y1: box.y1 + d });

const within = (box: Box, plot: Frame['plot']): Box => ({
  x0: Math.max(box.x0, plot.x + 3),
  x1: Math.min(box.x1, plot.x + plot.w - 3),
  y0: Math.max(box.y0, plot.y + 3),
  y1: Math.min(box.y1, plot.y + plot.h - 3),
});

/** Point at a fraction of the track's length. */
function along(track: readonly (readonly [number, number])[], fraction: number): readonly [number, number] {
  let total = 0;
  const lengths = [0];
  for (let i = 1; i < track.length; i++) {
    const [a, b] = [track[i - 1] as readonly [number, number], track[i] as readonly [number, number]];
    total += Math.hypot(b[0] - a[0], b[1] - a[1]);
    lengths.push(total);
  }
  const wanted = fraction * total;
  const next = lengths.findIndex((length) => length >= wanted);
  if (next <= 0) return track[Math.max(next, 0)] as readonly [number, number];
  const [a, b] = [track[next - 1] as readonly [number, number], track[next] as readonly [number, number]];
  const [from, to] = [lengths[next - 1] as number, lengths[next] as number];
  const t = to > from ? (wanted - from) / (to - from) : 0;
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
