import { usageError } from '@ionwalk/core';
import { smoothLine } from './smooth-line.ts';

export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** A line of straight pieces in pixel coordinates: x to the right, y down, (0, 0) the outer corner of the first pixel. Two points or more. */
export interface PixelLine {
  readonly points: readonly PixelPoint[];
}

const MOST_POINTS = 1000;

/**
 * Reads `x0,y0:x1,y1`, with further points for a bent line, or a smooth curve through them with `curve` spline; undefined for an empty text.
 * Throws `sims/line` for anything else and for two points in one place.
 */
export function parseLine(text: string, curve: string = 'straight'): PixelLine | undefined {
  if (text.trim() === '') return undefined;
  const points = text.split(':').map((part): PixelPoint => {
    const [x, y, ...rest] = part.split(',').map((number) => (number.trim() === '' ? NaN : Number(number)));
    return rest.length === 0 ? { x: x ?? NaN, y: y ?? NaN } : { x: NaN, y: NaN };
  });
  const bad = points.some(({ x, y }, i) => !Number.isFinite(x * y) || (i > 0 && x === points[i - 1]?.x && y === points[i - 1]?.y));
  if (bad || points.length < 2 || points.length > MOST_POINTS) {
    throw usageError(
      'sims/line',
      `'${text.slice(0, 200)}' isn't a line of two different points, or of more with each apart from the one before`,
      {
        where: 'option --line',
        fix: 'write x0,y0:x1,y1 in pixels, for example --line 0,128:256,128, or further points for a bent one, 0,128:90,150:200,140',
      },
    );
  }
  return { points: curve === 'spline' ? smoothLine(points) : points };
}
