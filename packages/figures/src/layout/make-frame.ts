import type { Axis, DerivedAxis, Figure } from '@ionwalk/core';
import { colourBarWidth } from '../layers/draw-image.ts';
import { measureRich } from '../text/measure-text.ts';
import { italic, plain } from '../text/rich-text.ts';
import type { Theme } from '../theme.ts';
import { axisUnit } from '../units/axis-unit.ts';
import type { UnitChoice } from '../units/unit-choice.ts';
import { axisScale, type AxisScale } from './axis-scale.ts';
import { dataDomain } from './data-domain.ts';
import type { SideAxis } from './draw-axes.ts';
import { extents, type FigureParts } from './figure-parts.ts';
import type { Frame, Rectangle } from './frame.ts';
import { lengthTicks } from './length-ticks.ts';
import { quantityName } from '../units/quantity-name.ts';
import { labelSpace } from './label-space.ts';
import { LINE } from './legend.ts';
import { temperatureTicks } from './temperature-ticks.ts';
import { ticksOf, type Tick } from './ticks.ts';
import { parseLabel } from '../text/parse-label.ts';

export interface FrameRequest {
  readonly width: number;
  readonly height: number | undefined;
  readonly size: number;
  readonly theme: Theme;
  readonly units: UnitChoice;
  readonly legendRows: number;
}

export interface FramedFigure {
  readonly frame: Frame;
  readonly height: number;
  readonly top?: SideAxis;
  readonly right?: SideAxis;
}

type Domain = [number, number];

/** Finds margins, scales and ticks. Equal aspect: both axes get the very same pixels per unit; the plot area fits the data (`equalBox`). */
export function makeFrame(figure: Figure, parts: FigureParts, request: FrameRequest): FramedFigure {
  const { size, theme, units } = request;
  const extent = extents(parts);
  // An image's extent is its data: nothing beside it is shown.
  const sides = (['w', 'h'] as const).map((side) => Math.max(0, ...parts.images.map(({ layer }) => layer[side])));
  const domainOf = (axis: 'x' | 'y', side = 0): Domain =>
    dataDomain(side > 0 ? { domain: [0, side], ...figure.axes[axis] } : figure.axes[axis], extent[axis]);
  const domains: [Domain, Domain] = [domainOf('x', sides[0]), domainOf('y', sides[1])];
  const equal = figure.aspect === 'equal' && figure.axes.x.scale === 'linear' && figure.axes.y.scale === 'linear';
  const largest = domains.map((domain) => Math.max(...domain.map(Math.abs)));
  const shared = equal && figure.axes.x.unit === figure.axes.y.unit ? Math.max(...largest) : undefined;
  const xUnit = axisUnit(figure.axes.x, shared ?? (largest[0] as number), units);
  const named = axisUnit(figure.axes.y, shared ?? (largest[1] as number), units);
  const yUnit = figure.axes.y.quantity === 'series' ? { ...named, label: [] } : named;

  const { top, right } = figure.axes;
  const legendHeight = request.legendRows === 0 ? 0 : (request.legendRows * LINE + 0.4) * size;
  const topMargin = legendHeight + (top ? 4.2 : 1.1) * size;
  const bottomMargin = 4.1 * size;

  let left = 5 * size;
  let barHeight = 300;
  let beyond = 0;
  let framed: { plot: Rectangle; nameX: number; x: AxisScale; y: AxisScale; height: number } | undefined;
  const strip = figure.axes.y.quantity === 'series';
  const lengths = strip && figure.axes.x.scale === 'log' && figure.axes.x.unit === 'm';
  const xTicksOf = (scale: AxisScale): Tick[] => (lengths ? lengthTicks(scale, 5 * size) : ticksOf(scale, xUnit, xGap(scale, xUnit, size)));
  const yTicksOf = (scale: AxisScale): Tick[] => (strip ? seriesTicks(parts, scale) : ticksOf(scale, yUnit, 3.8 * size));
  let yTicks = yTicksOf(axisScale(figure.axes.y.scale, domains[1], [300, 0]));
  for (let pass = 0; pass < 3; pass++) {
    const widest = Math.max(0, ...yTicks.map((tick) => (tick.label ? measureRich(tick.label, size) : 0)));
    left = Math.ceil(widest + (strip ? 1.6 : 3) * size);
    const bar = parts.images.slice(0, 1).map((image) => colourBarWidth(image, barHeight, size, units));
    const rightMargin = Math.max(1.4 * size, beyond > 0 ? beyond + 0.4 * size : 0, (bar[0] ?? 0) + (right ? 5.4 * size : 0));
    const w = Math.max(Math.floor(request.width - left - rightMargin), 40);
    const rows = strip ? Math.max(yTicks.length, 2) * 1.9 * size : undefined;
    const h = Math.max(
      Math.round(
        request.height === undefined ? (rows ?? w * shapeOf(figure, domains, equal, w)) : request.height - topMargin - bottomMargin,
      ),
      40,
    );
    const box = equal ? equalBox(domains, { w, h }, parts.images.length > 0) : { w, h };
    // In the middle of the space that was asked for.
    const above = request.height === undefined ? 0 : (h - box.h) / 2;
    const plot: Rectangle = { x: left + Math.round((w - box.w) / 2) + 0.5, y: Math.round(topMargin + above) + 0.5, ...box };
    const scales = scalesOf(figure, domains, plot, equal);
    yTicks = yTicksOf(scales.y);
    // The last number is centred at the end of the axis, and half of it stands beyond.
    const ends = xTicksOf(scales.x).map(({ pixel, label }) => pixel + (label ? measureRich(label, size) / 2 : 0));
    // A wider margin is kept even if that number then falls away: else it might come and go.
    beyond = Math.max(beyond, ...ends.map((end) => end - plot.x - plot.w));
    barHeight = plot.h;
    const height = request.height ?? Math.ceil(plot.y + plot.h + bottomMargin);
    framed = { plot, nameX: plot.x - 0.5 - left + 1.25 * size, ...scales, height };
  }
  const { plot, nameX, x, y, height } = framed as NonNullable<typeof framed>;
  const xTicks = xTicksOf(x);
  // There the numbers carry the unit.
  const xNamed = lengths ? { ...xUnit, label: quantityName(figure.axes.x.quantity) } : xUnit;
  const residuals = parts.points.some(({ layer }) => layer.role === 'residual');
  const frame: Frame = {
    strip,
    residuals,
    plot,
    data: { x: domains[0], y: domains[1] },
    nameX,
    x,
    y,
    xUnit: xNamed,
    yUnit,
    xTicks,
    yTicks,
    theme,
    size,
    space: labelSpace(plot),
  };
  const topAxis = top && sideAxis(top, figure.axes, frame, units);
  const rightAxis = right && sideAxis(right, figure.axes, frame, units);
  return { frame, height, ...(topAxis && { top: topAxis }), ...(rightAxis && { right: rightAxis }) };
}

/** Height of the plot area over its width. */
function shapeOf(figure: Figure, [x, y]: readonly [Domain, Domain], equal: boolean, width: number): number {
  // Narrow columns need the height for their letters.
  if (!equal) return width < 360 ? 0.7 : 0.56;
  const ratio = Math.abs(y[1] - y[0]) / Math.abs(x[1] - x[0]);
  return figure.layers.some((layer) => layer.kind === 'image') ? Math.min(Math.max(ratio, 0.1), 2) : Math.min(Math.max(ratio, 0.42), 1);
}

/**
 * The plot area of an equal aspect in the space there is. Around an image it shrinks to the image's proportions (at least `LEAST` on a side);
 * elsewhere it takes all of the height, and no more of the width than the data can use.
 */
function equalBox([x, y]: readonly [Domain, Domain], { w, h }: Size, image: boolean): Size {
  const [across, up] = [Math.abs(x[1] - x[0]), Math.abs(y[1] - y[0])];
  const pixelsPerUnit = Math.min(w / across, h / up);
  if (!image) return { w: Math.min(w, Math.max(Math.ceil(ROOM * across * pixelsPerUnit), h)), h };
  return { w: Math.min(w, Math.max(across * pixelsPerUnit, LEAST)), h: Math.min(h, Math.max(up * pixelsPerUnit, LEAST)) };
}

type Size = Pick<Rectangle, 'w' | 'h'>;
/** Least side of a plot area [px]. */
const LEAST = 24;
/** Room right of the data of an equal aspect, as a factor of what they take. */
const ROOM = 1.3;

function scalesOf(figure: Figure, [x, y]: readonly [Domain, Domain], plot: Rectangle, equal: boolean): { x: AxisScale; y: AxisScale } {
  const xRange: Domain = [plot.x, plot.x + plot.w];
  const yRange: Domain = [plot.y + plot.h, plot.y];
  if (!equal) return { x: axisScale(figure.axes.x.scale, x, xRange), y: axisScale(figure.axes.y.scale, y, yRange) };
  const pixelsPerUnit = Math.min(plot.w / Math.abs(x[1] - x[0]), plot.h / Math.abs(y[1] - y[0]));
  const grown = ([from, to]: Domain, pixels: number, anchored: boolean): Domain => {
    const direction = Math.sign(to - from);
    const missing = pixels / pixelsPerUnit - Math.abs(to - from);
    if (missing < 1e-9 * Math.abs(to - from)) return [from, to];
    const before = anchored ? 0 : missing / 2;
    return [from - direction * before, from - direction * before + (direction * pixels) / pixelsPerUnit];
  };
  // An impedance arc stands on the real axis: room is added above it and to its right.
  const anchored = !figure.layers.some((layer) => layer.kind === 'image');
  return {
    x: axisScale('linear', grown(x, plot.w, anchored), xRange, Math.sign(x[1] - x[0]) * pixelsPerUnit),
    y: axisScale('linear', grown(y, plot.h, anchored), yRange, -Math.sign(y[1] - y[0]) * pixelsPerUnit),
  };
}

/** Room for the longest number on the x axis, found with the ticks themselves. */
function xGap(scale: AxisScale, unit: Frame['xUnit'], size: number): number {
  let gap = Math.min(Math.max(Math.abs(scale.range[1] - scale.range[0]) / 9, 3.4 * size), 7 * size);
  for (let pass = 0; pass < 2; pass++) {
    const widest = Math.max(0, ...ticksOf(scale, unit, gap).map((tick) => (tick.label ? measureRich(tick.label, size) : 0)));
    gap = Math.max(gap, widest + 1.5 * size);
  }
  return gap;
}

function sideAxis(
  derived: DerivedAxis,
  axes: { readonly x: Axis; readonly y: Axis },
  frame: Frame,
  units: UnitChoice,
): SideAxis | undefined {
  const { unit } = axes[derived.of];
  if (unit !== '1/K' && unit !== 'K') return undefined;
  const shown = units.temperature ?? derived.unit;
  const ticks = temperatureTicks(frame[derived.of], shown, unit === '1/K', frame.size);
  return { ticks, label: [italic('T'), plain(shown === 'degC' ? ' (°C)' : ' (K)')] };
}

/** Where the y axis lists series, each has its name at its height. */
function seriesTicks(parts: FigureParts, scale: AxisScale): Tick[] {
  const names = new Map<number, string>();
  for (const { layer, y } of [...parts.lines, ...parts.points]) {
    const [height] = y;
    if (height !== undefined && Number.isFinite(scale.toPixel(height)) && !names.has(height)) names.set(height, layer.series);
  }
  return [...names].map(([height, name]) => ({ pixel: scale.toPixel(height), label: parseLabel(name) }));
}
