import { line } from 'd3-shape';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import type { ResolvedLine } from '../resolve-layer.ts';
import type { SeriesStyle } from '../series-style.ts';
import { pixelPoint } from './pixel-path.ts';
import { thinLine } from './thin-line.ts';

export interface DrawnLine {
  readonly items: readonly DisplayItem[];
  readonly points: readonly (readonly [number, number])[];
}

/** A line through its points, broken at gaps. */
export function drawLine(resolved: ResolvedLine, style: SeriesStyle, frame: Frame): DrawnLine {
  const all = Array.from(resolved.x, (x, i) => pixelPoint(frame.x.toPixel(x), frame.y.toPixel(resolved.y[i] as number)));
  const points = thinLine(all);
  const path = line<[number, number] | undefined>()
    .defined((point) => point !== undefined)
    .x((point) => (point as [number, number])[0])
    .y((point) => (point as [number, number])[1])
    .digits(2);
  const d = path(points) ?? '';
  const guide = resolved.layer.role === 'guide';
  const drawn = points.filter((point) => point !== undefined);
  frame.space.addLine(drawn, style.group);
  if (d === '') return { items: [], points: drawn };
  const width = (frame.strip ? 8 : guide ? 1.2 : 1.8) * (frame.size / 12.5);
  const dash = frame.strip ? undefined : style.dash;
  return {
    items: [{ kind: 'path', d, fill: 'none', stroke: style.hue.mark, width, ...(dash && { dash }), round: true }],
    points: drawn,
  };
}
