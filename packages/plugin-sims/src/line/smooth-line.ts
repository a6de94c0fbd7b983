import type { PixelPoint } from './parse-line.ts';

/** Length of the straight pieces that stand for the curve [pixels]: they leave it by less than a thousandth of a pixel unless it bends within one. */
const PIECE = 0.5;

/**
 * A smooth curve through points, as straight pieces of half a pixel: a centripetal Catmull-Rom spline, which neither loops nor overshoots between points
 * that lie at different distances. Two points are a straight line.
 * @see Yuksel, Schaefer, Keyser, Computer-Aided Design 43 (2011) 747, doi:10.1016/j.cad.2010.08.008
 */
export function smoothLine(points: readonly PixelPoint[]): PixelPoint[] {
  if (points.length < 3) return [...points];
  const at = (i: number): PixelPoint => points[i] as PixelPoint;
  const last = points.length - 1;
  // the ends go on bending as they came
  const before = mirrored(at(2), at(0), at(1));
  const behind = mirrored(at(last - 2), at(last), at(last - 1));
  const all = [before, ...points, behind];
  const out: PixelPoint[] = [at(0)];
  for (let i = 0; i < last; i++) {
    const [p0, p1, p2, p3] = all.slice(i, i + 4) as [PixelPoint, PixelPoint, PixelPoint, PixelPoint];
    const pieces = Math.max(1, Math.ceil(Math.hypot(p2.x - p1.x, p2.y - p1.y) / PIECE));
    for (let k = 1; k <= pieces; k++) out.push(k === pieces ? p2 : between(p0, p1, p2, p3, k / pieces));
  }
  return out;
}

/** A point in the mirror that lies half-way between two others and upright on their connection: on the circle of all three. */
function mirrored(p: PixelPoint, a: PixelPoint, b: PixelPoint): PixelPoint {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const over = (2 * ((p.x - 0.5 * (a.x + b.x)) * dx + (p.y - 0.5 * (a.y + b.y)) * dy)) / (dx * dx + dy * dy);
  return { x: p.x - over * dx, y: p.y - over * dy };
}

/** Between p1 (part 0) and p2 (part 1); knots go with the square root of the distances. */
function between(p0: PixelPoint, p1: PixelPoint, p2: PixelPoint, p3: PixelPoint, part: number): PixelPoint {
  const step = (a: PixelPoint, b: PixelPoint): number => Math.sqrt(Math.hypot(b.x - a.x, b.y - a.y));
  const t1 = step(p0, p1);
  const t2 = t1 + step(p1, p2);
  const t3 = t2 + step(p2, p3);
  const t = t1 + part * (t2 - t1);
  const mix = (a: PixelPoint, b: PixelPoint, from: number, to: number): PixelPoint => {
    const w = (t - from) / (to - from);
    return { x: (1 - w) * a.x + w * b.x, y: (1 - w) * a.y + w * b.y };
  };
  const [a, b, c] = [mix(p0, p1, 0, t1), mix(p1, p2, t1, t2), mix(p2, p3, t2, t3)];
  return mix(mix(a, b, 0, t2), mix(b, c, t1, t3), t1, t2);
}
