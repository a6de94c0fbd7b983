import { colourAt, rgbAt } from '../paint/colour-map.ts';
import { encodePng } from '../paint/encode-png.ts';
import { coordinate as c } from './pixel-path.ts';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame, Rectangle } from '../layout/frame.ts';
import { ticksOf, type Tick } from '../layout/ticks.ts';
import { axisScale } from '../layout/axis-scale.ts';
import type { ResolvedImage } from '../resolve-layer.ts';
import { measureRich } from '../text/measure-text.ts';
import { plain } from '../text/rich-text.ts';
import { displayUnit, type DisplayUnit } from '../units/display-unit.ts';
import { unitInBrackets } from '../units/axis-unit.ts';
import { quantityName } from '../units/quantity-name.ts';
import type { UnitChoice } from '../units/unit-choice.ts';

/** The map as an indexed PNG over its own extent, first row on top; what isn't a number is transparent. */
export function drawImage({ layer, data }: ResolvedImage, frame: Frame): DisplayItem {
  const { w, h, map } = layer;
  const range = shownRange(layer.range);
  const indices = new Uint8Array(w * h);
  const scale = (COLOURS - 1) / (range[1] - range[0]);
  for (let i = 0; i < w * h; i++) {
    const value = data[i] ?? Number.NaN;
    indices[i] = Number.isNaN(value) ? COLOURS : Math.min(Math.max(Math.round((value - range[0]) * scale), 0), COLOURS - 1);
  }
  const palette = Array.from({ length: COLOURS }, (_, i): [number, number, number, number] => [...rgbAt(map, i / (COLOURS - 1)), 255]);
  return { kind: 'image', ...imageBox(frame), href: encodePng(indices, w, h, [...palette, [0, 0, 0, 0]]) };
}

function imageBox({ data, plot, x, y }: Frame): Rectangle {
  const [left, right] = data.x.map(x.toPixel).sort((a, b) => a - b) as [number, number];
  const [top, bottom] = data.y.map(y.toPixel).sort((a, b) => a - b) as [number, number];
  const [w, h] = [right - left, bottom - top];
  return Math.abs(w - plot.w) < 0.01 && Math.abs(h - plot.h) < 0.01 ? plot : { x: left, y: top, w, h };
}

/** 255 colours and one for what isn't a number. */
const COLOURS = 255;
const STRIPES = 64;

/** Width the colour bar takes to the right of a plot area of a height, with its numbers and its label [px]. */
export function colourBarWidth(image: ResolvedImage, height: number, size: number, choice: UnitChoice): number {
  const widest = Math.max(
    0,
    ...barTicks(image, [height, 0], size, choice).ticks.map(({ label }) => (label ? measureRich(label, size) : 0)),
  );
  return Math.ceil((1 + 0.9 + 1.5 + 0.6) * size + 7 + widest);
}

/** Round numbers beside the bar. */
function barTicks({ layer }: ResolvedImage, pixels: readonly [number, number], size: number, choice: UnitChoice): BarTicks {
  const range = shownRange(layer.range);
  const shown = displayUnit(layer.unit ?? '1', Math.max(Math.abs(range[0]), Math.abs(range[1])), true, choice);
  return { shown, ticks: ticksOf(axisScale('linear', range, pixels), shown, size * 3.4) };
}

interface BarTicks {
  readonly shown: DisplayUnit;
  readonly ticks: readonly Tick[];
}

/** Bar, ticks and label of what the colours mean, right of the plot area. */
export function drawColourBar(image: ResolvedImage, frame: Frame, choice: UnitChoice): readonly DisplayItem[] {
  const { layer } = image;
  const { plot, size, theme } = frame;
  const bar = { x: plot.x + plot.w + size, y: plot.y, w: Math.round(size * 0.9), h: plot.h };
  const items: DisplayItem[] = [];
  for (let i = 0; i < STRIPES; i++) {
    const top = bar.y + (bar.h * (STRIPES - 1 - i)) / STRIPES;
    // Half a pixel of overlap hides the seams between stripes.
    const h = Math.min(bar.h / STRIPES + 0.5, bar.y + bar.h - top);
    items.push({ kind: 'rect', x: bar.x, y: top, w: bar.w, h, fill: colourAt(layer.map, i / (STRIPES - 1)) });
  }
  items.push({ kind: 'rect', ...bar, stroke: theme.frame, width: 1 });
  const { shown, ticks } = barTicks(image, [bar.y + bar.h, bar.y], size, choice);
  let widest = 0;
  for (const tick of ticks) {
    if (tick.label === undefined) continue;
    widest = Math.max(widest, measureRich(tick.label, size));
    items.push({ kind: 'path', d: `M${c(bar.x + bar.w)} ${c(tick.pixel)}h4`, stroke: theme.faint, width: 1 });
    items.push({
      kind: 'text',
      x: bar.x + bar.w + 7,
      y: tick.pixel + 0.36 * size,
      runs: tick.label,
      size,
      fill: theme.quiet,
      anchor: 'start',
    });
  }
  const name = layer.quantity === undefined ? [] : quantityName(layer.quantity);
  const unit = unitInBrackets(shown);
  const runs = name.length > 0 || unit.length === 0 ? [...name, ...unit] : [plain('Value'), ...unit];
  if (runs.length > 0) {
    const x = bar.x + bar.w + 7 + widest + 1.5 * size;
    items.push({ kind: 'text', x, y: plot.y + plot.h / 2, runs, size, fill: theme.ink, anchor: 'middle', rotate: -90 });
  }
  return items;
}

/** A range without extent gets some, so that its one value lies in the middle. */
function shownRange([low, high]: readonly [number, number]): readonly [number, number] {
  const least = Math.max(1e-9 * Math.max(Math.abs(low), Math.abs(high)), 1e-90);
  if (high - low > least) return [low, high];
  const half = low === 0 || Math.abs(low) < 1e-90 ? 1 : 0.1 * Math.abs(low);
  return [low - half, low + half];
}
