import { coordinate as c } from '../layers/pixel-path.ts';
import type { RichText } from '../text/rich-text.ts';
import type { DisplayItem } from './display-list.ts';
import type { Frame } from './frame.ts';
import type { Tick } from './ticks.ts';

/** Grid lines at labelled ticks of the y axis, under the data. */
export function drawGrid(frame: Frame): readonly DisplayItem[] {
  const { plot, theme } = frame;
  if (theme.grid === null) return [];
  const lines = frame.yTicks.filter((tick) => tick.label !== undefined && tick.pixel > plot.y + 2 && tick.pixel < plot.y + plot.h - 2);
  const d = lines.map((tick) => `M${c(plot.x)} ${c(tick.pixel)}h${c(plot.w)}`).join('');
  return d === '' ? [] : [{ kind: 'path', d, stroke: theme.grid, width: 1 }];
}

export interface SideAxis {
  readonly ticks: readonly Tick[];
  readonly label: RichText;
}

/** Frame, ticks, numbers and names of the axes, over the data. */
export function drawAxes(frame: Frame, top?: SideAxis, right?: SideAxis): readonly DisplayItem[] {
  const { plot, theme, size } = frame;
  const [left, bottom] = [plot.x, plot.y + plot.h];
  const end = plot.x + plot.w;
  const marks: string[] = [];
  const items: DisplayItem[] = [];
  const text = (x: number, y: number, runs: RichText, anchor: 'start' | 'middle' | 'end', fill: string, rotate?: number): void => {
    items.push({ kind: 'text', x, y, runs, size, fill, anchor, ...(rotate !== undefined && { rotate }) });
  };
  const length = (tick: Tick): number => (tick.minor ? 3 : 5);
  for (const tick of frame.xTicks) {
    marks.push(`M${c(tick.pixel)} ${c(bottom)}v${-length(tick)}`);
    if (tick.label) text(tick.pixel, bottom + 1.45 * size, tick.label, 'middle', theme.quiet);
  }
  for (const tick of frame.yTicks) {
    marks.push(`M${c(left)} ${c(tick.pixel)}h${length(tick)}`);
    if (tick.label) text(left - 0.6 * size, tick.pixel + 0.36 * size, tick.label, 'end', theme.quiet);
  }
  for (const tick of top?.ticks ?? []) {
    marks.push(`M${c(tick.pixel)} ${c(plot.y)}v${length(tick)}`);
    if (tick.label) text(tick.pixel, plot.y - 0.65 * size, tick.label, 'middle', theme.quiet);
  }
  for (const tick of right?.ticks ?? []) {
    marks.push(`M${c(end)} ${c(tick.pixel)}h${-length(tick)}`);
    if (tick.label) text(end + 0.6 * size, tick.pixel + 0.36 * size, tick.label, 'start', theme.quiet);
  }
  items.unshift(
    { kind: 'rect', ...plot, stroke: theme.frame, width: 1 },
    ...(marks.length > 0
      ? [{ kind: 'path', d: marks.join(''), stroke: theme.name === 'print' ? theme.frame : theme.faint, width: 1 } as const]
      : []),
  );
  text(left + plot.w / 2, bottom + 3.15 * size, frame.xUnit.label, 'middle', theme.ink);
  if (frame.yUnit.label.length > 0) text(frame.nameX, plot.y + plot.h / 2, frame.yUnit.label, 'middle', theme.ink, -90);
  if (top) text(left + plot.w / 2, plot.y - 2.2 * size, top.label, 'middle', theme.ink);
  if (right) text(end + 4.4 * size, plot.y + plot.h / 2, right.label, 'middle', theme.ink, -90);
  return items;
}
