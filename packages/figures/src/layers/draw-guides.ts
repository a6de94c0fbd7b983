import type { Note, RegionLayer, Rule } from '@ionwalk/core';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import { RULES } from '../layout/label-space.ts';
import { placeNear, textBox, type Anchor, type PlacedText } from '../layout/place-label.ts';
import { parseLabel } from '../text/parse-label.ts';
import { measureRich } from '../text/measure-text.ts';
import { clampPixel, coordinate as c } from './pixel-path.ts';

/** A dotted line across the plot area at a value; nothing where the axis has no place for it. */
export function drawRule(rule: Rule, frame: Frame): readonly DisplayItem[] {
  const { plot, theme } = frame;
  const at = frame[rule.axis].toPixel(rule.at);
  if (!Number.isFinite(at)) return [];
  const p = clampPixel(at);
  const d = rule.axis === 'x' ? `M${c(p)} ${c(plot.y)}v${c(plot.h)}` : `M${c(plot.x)} ${c(p)}h${c(plot.w)}`;
  const x1 = plot.x + plot.w;
  const y1 = plot.y + plot.h;
  const line: readonly [number, number][] =
    rule.axis === 'x'
      ? [
          [p, plot.y],
          [p, y1],
        ]
      : [
          [plot.x, p],
          [x1, p],
        ];
  frame.space.addLine(line, RULES);
  return [{ kind: 'path', d, fill: 'none', stroke: theme.faint, width: 1, dash: '1.5 4', round: true }];
}

/** Name of a rule beside it, where there is room. */
export function ruleLabel(rule: Rule, frame: Frame): PlacedText | undefined {
  const at = frame[rule.axis].toPixel(rule.at);
  if (rule.label === undefined || rule.label === '' || !Number.isFinite(at)) return undefined;
  const { plot, size } = frame;
  const runs = parseLabel(rule.label);
  const anchors: Anchor[] = [];
  for (let k = 0; k < 12; k++) {
    if (rule.axis === 'x') {
      const y = plot.y + (1.3 + 1.3 * k) * size;
      anchors.push([at + 0.5 * size, y, 'start'], [at - 0.5 * size, y, 'end']);
    } else {
      const x = plot.x + plot.w - 0.6 * size - (k * plot.w) / 13;
      anchors.push([x, at - 0.4 * size, 'end'], [x, at + 1.1 * size, 'end']);
    }
  }
  return placeNear(runs, anchors, frame, frame.theme.quiet) ?? forced(runs, anchors, frame);
}

/** A quiet band over a range of one axis. */
export function drawRegion(region: RegionLayer, frame: Frame): readonly DisplayItem[] {
  const { plot, theme } = frame;
  const ends = [region.from, region.to].map((value) => frame[region.axis].toPixel(value));
  const lower = region.axis === 'x' ? plot.x : plot.y;
  const upper = lower + (region.axis === 'x' ? plot.w : plot.h);
  const [from = lower, to = upper] = ends
    .map((pixel, i) => (Number.isFinite(pixel) ? Math.min(Math.max(pixel, lower), upper) : i === 0 ? lower : upper))
    .sort((a, b) => a - b);
  if (to - from < 0.01) return [];
  const box = region.axis === 'x' ? { x: from, y: plot.y, w: to - from, h: plot.h } : { x: plot.x, y: from, w: plot.w, h: to - from };
  return [{ kind: 'rect', ...box, fill: theme.faint, fillOpacity: 0.12 }];
}

export function regionLabel(region: RegionLayer, frame: Frame): PlacedText | undefined {
  const [box] = drawRegion(region, frame);
  if (region.label === undefined || region.label === '' || box?.kind !== 'rect') return undefined;
  const { size } = frame;
  const runs = parseLabel(region.label);
  const anchors: Anchor[] = [];
  for (let k = 0; k < 10; k++) {
    if (region.axis === 'x') anchors.push([box.x + box.w / 2, box.y + (1.3 + 1.3 * k) * size, 'middle']);
    else anchors.push([box.x + box.w - 0.6 * size - (k * box.w) / 11, box.y + 1.2 * size, 'end']);
  }
  return placeNear(runs, anchors, frame, frame.theme.quiet) ?? forced(runs, anchors, frame);
}

/** A text at a place in the data; moved around it until it touches nothing. */
export function noteLabel(note: Note, frame: Frame): PlacedText | undefined {
  const [x, y] = [frame.x.toPixel(note.x), frame.y.toPixel(note.y)];
  const { plot, size } = frame;
  if (!(x >= plot.x && x <= plot.x + plot.w && y >= plot.y && y <= plot.y + plot.h) || note.text === '') return undefined;
  const runs = parseLabel(note.text);
  const anchors: Anchor[] = [];
  for (const reach of [0.6, 1.1, 1.8, 2.6]) {
    const d = reach * size;
    anchors.push(
      [x, y - d, 'middle'],
      [x + d, y + 0.36 * size, 'start'],
      [x - d, y + 0.36 * size, 'end'],
      [x, y + d + 0.75 * size, 'middle'],
    );
    anchors.push(
      [x + d, y - d, 'start'],
      [x - d, y - d, 'end'],
      [x + d, y + d + 0.75 * size, 'start'],
      [x - d, y + d + 0.75 * size, 'end'],
    );
  }
  return placeNear(runs, anchors, frame, frame.theme.quiet) ?? forced(runs, anchors, frame);
}

/** Where nothing is free a label still has to be there: inside the plot area, over marks if need be, but never over another text. */
function forced(runs: PlacedText['runs'], anchors: readonly Anchor[], frame: Frame): PlacedText | undefined {
  const { plot, size, theme, space } = frame;
  const width = measureRich(runs, size);
  if (width > plot.w - 8) return undefined;
  for (const anchor of anchors) {
    const start = anchor[0] - (anchor[2] === 'end' ? width : anchor[2] === 'middle' ? width / 2 : 0);
    const x = Math.min(Math.max(start, plot.x + 4), plot.x + plot.w - 4 - width);
    const y = Math.min(Math.max(anchor[1], plot.y + 1.1 * size), plot.y + plot.h - 0.4 * size);
    const box = textBox(runs, [x, y, 'start'], size);
    if (!space.isReadable(box)) continue;
    space.add(box);
    return { kind: 'text', x, y, runs, size, fill: theme.quiet, anchor: 'start', halo: theme.paper };
  }
  return undefined;
}
