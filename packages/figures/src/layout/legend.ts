import { coordinate as c } from '../layers/pixel-path.ts';
import { shapePath } from '../layers/shape-path.ts';
import { measureRich } from '../text/measure-text.ts';
import { parseLabel } from '../text/parse-label.ts';
import type { Theme } from '../theme.ts';
import type { DisplayItem } from './display-list.ts';
import type { LabelledGroup } from './series-labels.ts';

/** Rows of samples and names above the plot. */
export interface Legend {
  readonly rows: number;
  items(x: number, y: number): readonly DisplayItem[];
}

/**
 * A legend wrapped to a width.
 * @param width of the plot area [px]
 */
export function legend(groups: readonly LabelledGroup[], width: number, size: number, theme: Theme): Legend {
  const sample = 2.2 * size;
  const places: { group: LabelledGroup; x: number; row: number }[] = [];
  let [x, row] = [0, 0];
  for (const group of groups) {
    const w = sample + 0.5 * size + measureRich(parseLabel(group.style.name), size);
    if (x > 0 && x + w > width) [x, row] = [0, row + 1];
    places.push({ group, x, row });
    x += w + 1.6 * size;
  }
  return {
    rows: row + 1,
    items: (left, top) =>
      places.flatMap(({ group, x, row }) => entry(group, left + x, top + (row + 0.8) * LINE * size, { sample, size, theme })),
  };
}

/** Height of a row in letter heights. */
export const LINE = 1.5;

interface EntryStyle {
  readonly sample: number;
  readonly size: number;
  readonly theme: Theme;
}

function entry(
  { style, hasLine, hasPoints }: LabelledGroup,
  x: number,
  baseline: number,
  { sample, size, theme }: EntryStyle,
): DisplayItem[] {
  const y = baseline - 0.33 * size;
  const items: DisplayItem[] = [];
  if (hasLine) {
    const d = `M${c(x)} ${c(y)}h${c(sample)}`;
    items.push({
      kind: 'path',
      d,
      fill: 'none',
      stroke: style.hue.mark,
      width: 1.8 * (size / 12.5),
      ...(style.dash && { dash: style.dash }),
      round: true,
    });
  }
  if (hasPoints) {
    items.push({
      kind: 'path',
      d: shapePath(style.shape, x + sample / 2, y, 0.32 * size),
      fill: style.hue.mark,
      stroke: theme.paper,
      width: 0.75,
    });
  }
  const runs = parseLabel(style.name);
  items.push({ kind: 'text', x: x + sample + 0.5 * size, y: baseline, runs, size, fill: theme.ink, anchor: 'start' });
  return items;
}
