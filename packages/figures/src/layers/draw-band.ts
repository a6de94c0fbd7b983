import { area } from 'd3-shape';
import type { DisplayItem } from '../layout/display-list.ts';
import type { Frame } from '../layout/frame.ts';
import type { ResolvedBand } from '../resolve-layer.ts';
import type { SeriesStyle } from '../series-style.ts';
import { clampPixel } from './pixel-path.ts';

/** The area between lo and hi; where lo has no place on a log axis the band reaches the edge. */
export function drawBand(band: ResolvedBand, style: SeriesStyle, frame: Frame): readonly DisplayItem[] {
  const edge = frame.y.range[0];
  const low = (value: number): number => {
    const pixel = frame.y.toPixel(value);
    return Number.isNaN(pixel) && !Number.isNaN(value) ? edge : pixel;
  };
  const corners = Array.from(band.x, (x, i): [number, number, number] => [
    frame.x.toPixel(x),
    low(band.lo[i] as number),
    frame.y.toPixel(band.hi[i] as number),
  ]);
  const path = area<[number, number, number]>()
    .defined((corner) => corner.every(Number.isFinite))
    .x((corner) => clampPixel(corner[0]))
    .y0((corner) => clampPixel(corner[1]))
    .y1((corner) => clampPixel(corner[2]))
    .digits(2);
  const d = path(corners) ?? '';
  return d === '' ? [] : [{ kind: 'path', d, fill: style.hue.mark, fillOpacity: frame.theme.name === 'dark' ? 0.2 : 0.14 }];
}
