import type { Roi } from '@ionwalk/core';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import { parseLabel } from '../text/parse-label.ts';
import { clampPixel, coordinate as c } from './pixel-path.ts';

/** A region of interest on a map: a line (two points, or more with a width) with the strip it averages over, or a polygon; white on dark, so that it shows on every colour. */
export function drawRoi(roi: Roi, frame: Frame): readonly DisplayItem[] {
  const points = roi.points.map(([x, y]): [number, number] => [clampPixel(frame.x.toPixel(x)), clampPixel(frame.y.toPixel(y))]);
  if (points.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return [];
  const closed = points.length > 2 && !(roi.width !== undefined && roi.width > 0);
  const path = `${points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${c(x)} ${c(y)}`).join('')}${closed ? 'Z' : ''}`;
  const items: DisplayItem[] = [];
  if (!closed && roi.width !== undefined && roi.width > 0) items.push(...outlined(strip(points, roi.width, frame), 1));
  items.push(...outlined(path, 1.6));
  const { size, plot } = frame;
  const half = closed ? 0 : ((roi.width ?? 0) * Math.abs(frame.x.pixelsPerUnit)) / 2;
  const first = points.reduce((best, point) => (point[0] < best[0] ? point : best));
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  // Above a line where it begins, below it at the upper edge; in the middle of a polygon.
  const above = first[1] - half - 0.9 * size;
  const [x, y] = closed ? [mean(0), mean(1) + 0.36 * size] : [first[0], above > plot.y + size ? above : first[1] + half + 1.6 * size];
  const label: DisplayItem = {
    kind: 'text',
    x: Math.min(Math.max(x, plot.x + 0.5 * size), plot.x + plot.w - 2 * size),
    y: Math.min(Math.max(y, plot.y + 1.2 * size), plot.y + plot.h - 0.5 * size),
    runs: parseLabel(roi.label),
    size,
    fill: '#ffffff',
    anchor: closed ? 'middle' : 'start',
    halo: '#1b1d1f',
  };
  return roi.label === '' ? items : [...items, label];
}

function outlined(d: string, width: number): DisplayItem[] {
  return [
    { kind: 'path', d, fill: 'none', stroke: '#1b1d1f', width: width + 2 },
    { kind: 'path', d, fill: 'none', stroke: '#ffffff', width },
  ];
}

/** Both rims of the strip: each point moved across the line, by the mean direction of the pieces that meet there. */
function strip(points: readonly [number, number][], width: number, frame: Frame): string {
  const half = (width * Math.abs(frame.x.pixelsPerUnit)) / 2;
  const rim = (side: 1 | -1): [number, number][] =>
    points.map(([x, y], i) => {
      const [ax, ay] = points[Math.max(0, i - 1)] as [number, number];
      const [bx, by] = points[Math.min(points.length - 1, i + 1)] as [number, number];
      const length = Math.hypot(bx - ax, by - ay) || 1;
      return [x - (side * half * (by - ay)) / length, y + (side * half * (bx - ax)) / length];
    });
  const way = [...rim(1), ...rim(-1).reverse()];
  return `${way.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${c(x)} ${c(y)}`).join('')}Z`;
}
