import type { DisplayItem, PathItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import type { ResolvedPoints } from '../resolve-layer.ts';
import type { SeriesStyle } from '../series-style.ts';
import { clampPixel, coordinate as c } from './pixel-path.ts';
import { shapePath } from './shape-path.ts';

export interface DrawnPoints {
  /** So many marks that they cover one another: they are small and light, and lines go over them. */
  readonly dense: boolean;
  /** Error bars; they are clipped to the plot area. */
  readonly bars: readonly DisplayItem[];
  /** Marks whose centre is in the plot area; drawn whole. */
  readonly marks: readonly DisplayItem[];
  readonly centres: readonly (readonly [number, number])[];
}

/**
 * Points with error bars and caps; hollow for flag 1, an arrow from a bar for a limit (2 downwards: not more than this; 3 upwards).
 * @param every of how many points one is drawn
 * @param lined there are lines, which dense marks have to let through
 */
export function drawPoints(
  points: ResolvedPoints,
  style: SeriesStyle,
  frame: Frame,
  { every, lined }: { readonly every: number; readonly lined: boolean },
): DrawnPoints {
  const { plot, size, theme } = frame;
  const count = points.x.length / every;
  const full = radius(count, size) * (plot.w < 360 ? 0.82 : 1) * (frame.residuals ? 0.75 : 1);
  const dense = 2 * full * count > 1.5 * plot.w;
  const r = dense && lined ? 0.2 * size : full;
  const barPath: string[] = [];
  const marks: DisplayItem[] = [];
  const solid: string[] = [];
  const open: string[] = [];
  const arrows: string[] = [];
  const centres: [number, number][] = [];
  for (let i = 0; i < points.x.length; i += every) {
    const px = frame.x.toPixel(points.x[i] as number);
    const py = frame.y.toPixel(points.y[i] as number);
    if (!(px >= plot.x - 0.5 && px <= plot.x + plot.w + 0.5 && py >= plot.y - 0.5 && py <= plot.y + plot.h + 0.5)) continue;
    const flag = points.flags?.[i] ?? 0;
    const limit = flag === 2 || flag === 3;
    if (!limit) barPath.push(errorBar(points, i, [px, py], { r, group: style.group, frame }));
    const hollow = flag === 1;
    const d = limit ? arrow(px, py, flag === 2 ? 1 : -1, r) : shapePath(style.shape, px, py, hollow ? r * 0.95 : r);
    const ref = points.ref?.[i];
    centres.push([px, py]);
    frame.space.add({
      x0: px - r,
      x1: px + r,
      y0: py - r - (flag === 3 ? 4 * r : 0),
      y1: py + r + (flag === 2 ? 4 * r : 0),
      group: style.group,
    });
    if (ref !== undefined) marks.push({ kind: 'ref', ref, series: points.layer.series, x: px, y: py, items: [mark(d, hollow, limit)] });
    else (limit ? arrows : hollow ? open : solid).push(d);
  }
  const d = barPath.join('');
  if (solid.length > 0) marks.push(mark(solid.join(''), false, false));
  if (open.length > 0) marks.push(mark(open.join(''), true, false));
  if (arrows.length > 0) marks.push(mark(arrows.join(''), false, true));
  const bar: PathItem = {
    kind: 'path',
    d,
    stroke: style.hue.mark,
    width: (dense ? 1 : 1.4) * (size / 12.5),
    ...(dense && { strokeOpacity: 0.25 }),
  };
  return { dense, bars: d === '' ? [] : [bar], marks, centres };

  function mark(path: string, hollow: boolean, limit: boolean): PathItem {
    const width = 1.6 * (size / 12.5);
    if (limit) return { kind: 'path', d: path, fill: 'none', stroke: style.hue.mark, width };
    if (dense && !hollow) return { kind: 'path', d: path, fill: style.hue.mark, fillOpacity: lined ? 0.3 : 0.6 };
    return hollow
      ? { kind: 'path', d: path, fill: theme.paper, stroke: style.hue.mark, width }
      : { kind: 'path', d: path, fill: style.hue.mark, stroke: theme.paper, width: 0.75 };
  }
}

/** Marks shrink where many share the plot. */
function radius(count: number, size: number): number {
  const base = count <= 40 ? 0.34 : count <= 150 ? 0.27 : count <= 600 ? 0.2 : 0.13;
  return base * size;
}

interface BarStyle {
  readonly r: number;
  readonly group: string;
  readonly frame: Frame;
}

function errorBar(points: ResolvedPoints, i: number, [px, py]: readonly [number, number], { r, group, frame }: BarStyle): string {
  const lo = points.lo?.[i];
  const hi = points.hi?.[i];
  const parts: string[] = [];
  const cap = 0.8 * r;
  for (const [end, edge] of [
    [lo, frame.y.range[0]],
    [hi, frame.y.range[1]],
  ] as const) {
    if (end === undefined || Number.isNaN(end)) continue;
    const at = frame.y.toPixel(end);
    // On a log axis a bar that reaches zero runs out of the plot, without a cap.
    const to = Number.isFinite(at) ? clampPixel(at) : edge;
    if (Math.abs(to - py) < 0.01) continue;
    parts.push(`M${c(px)} ${c(py)}V${c(to)}`);
    if (Number.isFinite(at)) parts.push(`M${c(px - cap)} ${c(to)}h${c(2 * cap)}`);
    const [y0, y1] = [Math.min(py, to), Math.max(py, to)];
    frame.space.add({ x0: px - cap, x1: px + cap, y0, y1, group });
  }
  return parts.join('');
}

function arrow(x: number, y: number, direction: 1 | -1, r: number): string {
  const tip = y + direction * 4.2 * r;
  const back = tip - direction * 1.3 * r;
  return `M${c(x - 1.3 * r)} ${c(y)}h${c(2.6 * r)}M${c(x)} ${c(y)}V${c(tip)}M${c(x - r)} ${c(back)}L${c(x)} ${c(tip)}L${c(x + r)} ${c(back)}`;
}
