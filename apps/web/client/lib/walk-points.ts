import type { FigurePoint } from './figure-points.ts';

type Place = Pick<FigurePoint, 'x' | 'y' | 'series'>;

/**
 * The point a key leads to: left and right along the same series, up and down to the nearest point of another one that lies that way, Home and End to the
 * ends of the series. The same point where there is none; undefined for any other key.
 * @param points from left to right
 */
export function walkPoints(points: readonly Place[], at: number, key: string): number | undefined {
  const here = points[at];
  if (!here) return undefined;
  const own = points.flatMap(({ series }, i) => (series === here.series ? [i] : []));
  const place = own.indexOf(at);
  switch (key) {
    case 'ArrowRight':
      return own[place + 1] ?? at;
    case 'ArrowLeft':
      return own[place - 1] ?? at;
    case 'Home':
      return own[0];
    case 'End':
      return own.at(-1);
    case 'ArrowUp':
    case 'ArrowDown': {
      const down = key === 'ArrowDown' ? 1 : -1;
      const others = points.flatMap((point, i) => (point.series !== here.series && (point.y - here.y) * down > 0 ? [i] : []));
      return nearestOf(points, others, here) ?? at;
    }
    default:
      return undefined;
  }
}

/** The point nearest to a place of the drawing, within `reach` pixels; undefined where none is. */
export function nearestPoint(points: readonly Place[], x: number, y: number, reach: number): number | undefined {
  const near = points.flatMap((point, i) => (Math.hypot(point.x - x, point.y - y) <= reach ? [i] : []));
  return nearestOf(points, near, { x, y });
}

function nearestOf(points: readonly Place[], among: readonly number[], to: Pick<Place, 'x' | 'y'>): number | undefined {
  const far = (i: number): number => Math.hypot((points[i] as Place).x - to.x, (points[i] as Place).y - to.y);
  return among.reduce<number | undefined>((best, i) => (best === undefined || far(i) < far(best) ? i : best), undefined);
}
