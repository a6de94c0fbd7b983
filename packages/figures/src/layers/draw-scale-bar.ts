import { sameDimension, type Axis } from '@ionwalk/core';
import { formatFixed, decimalsOf } from '../format-number.ts';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import { measureRich } from '../text/measure-text.ts';
import { plain, type RichText } from '../text/rich-text.ts';
import { unitLabel } from '../units/unit-label.ts';

/** A bar of round length at the lower left of a map whose x axis is a length. */
export function drawScaleBar(axis: Axis, frame: Frame): readonly DisplayItem[] {
  const { plot, size, theme, xUnit } = frame;
  if (axis.scale !== 'linear' || !sameDimension(axis.unit, 'm')) return [];
  const perUnit = Math.abs(frame.x.pixelsPerUnit / xUnit.factor);
  const length = roundBelow((0.28 * plot.w) / perUnit);
  const w = length * perUnit;
  if (!(w > 8)) return [];
  const unit = xUnit.power === 0 ? unitLabel(xUnit.unit) : [];
  const runs: RichText = [plain(`${formatFixed(length, decimalsOf(length))}\u00a0`), ...unit];
  const box = { w: Math.max(w, measureRich(runs, size)) + 1.2 * size, h: 2.3 * size };
  const [x, y] = [plot.x + 0.7 * size, plot.y + plot.h - box.h - 0.7 * size];
  const left = x + (box.w - w) / 2;
  return [
    { kind: 'rect', x, y, w: box.w, h: box.h, fill: theme.paper, fillOpacity: 0.86 },
    { kind: 'rect', x: left, y: y + box.h - 0.75 * size, w, h: Math.max(2.5, size / 4.5), fill: theme.ink },
    { kind: 'text', x: x + box.w / 2, y: y + 1.12 * size, runs, size, fill: theme.ink, anchor: 'middle' },
  ];
}

function roundBelow(value: number): number {
  const power = Math.floor(Math.log10(value));
  const digit = value / 10 ** power;
  return Number(`${digit >= 5 ? 5 : digit >= 2 ? 2 : 1}e${power}`);
}
