import { movedPlane } from './moved-plane.ts';

/** A translation in pixels, to the right and down, and the standard uncertainty of each part. */
export interface Shift {
  readonly dx: number;
  readonly dy: number;
  readonly u: number;
}

const STEPS = 12;
/** A step that changes nothing any more [pixels]. */
const SETTLED = 1e-3;
/** Pixels at the edge that interpolation and the shift itself spoil. */
const RIM = 2;

/**
 * The shift below a pixel: least squares of moved(x) = a + b still(x - d) over d, a and b by Gauss-Newton steps (Lucas and Kanade), from a start that
 * is right to about a pixel. Undefined where the planes hold no structure to tell.
 * @param still, moved – smoothed planes; @param noisePixels – independent pixels are this many times fewer, from the smoothing
 * @see Lucas and Kanade, Proc. 7th IJCAI (1981) 674
 */
export function refineShift(
  still: Float64Array,
  moved: Float64Array,
  width: number,
  height: number,
  start: readonly [number, number],
  noisePixels: number,
): Shift | undefined {
  let [dx, dy] = start;
  let u = Infinity;
  for (let step = 0; step < STEPS; step++) {
    const there = movedPlane(still, width, height, dx, dy);
    const margin = RIM + Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)));
    const [x0, x1, y0, y1] = [margin, width - margin, margin, height - margin];
    if (x1 - x0 < 8 || y1 - y0 < 8) return undefined;
    const s = sums(there, moved, width, [x0, x1, y0, y1]);
    const solved = s && solve(s);
    if (!solved) return undefined;
    dx += solved.dx;
    dy += solved.dy;
    u = Math.sqrt(solved.variance * noisePixels);
    if (!Number.isFinite(dx + dy + u) || Math.hypot(dx - start[0], dy - start[1]) > 0.25 * Math.min(width, height)) return undefined;
    if (Math.hypot(solved.dx, solved.dy) < SETTLED) break;
  }
  return { dx, dy, u };
}

/** Mean-free products of the plane T, its gradients X and Y, and the data G. */
interface Sums {
  readonly n: number;
  readonly tt: number;
  readonly tg: number;
  readonly gg: number;
  readonly tx: number;
  readonly ty: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
  readonly xg: number;
  readonly yg: number;
}

function sums(
  t: Float64Array,
  g: Float64Array,
  width: number,
  [x0, x1, y0, y1]: readonly [number, number, number, number],
): Sums | undefined {
  const n = (x1 - x0) * (y1 - y0);
  const mean = [0, 0, 0, 0];
  const total = new Float64Array(10);
  for (let pass = 0; pass < 2; pass++) {
    const [mt, mx, my, mg] = mean.map((v) => v / n) as [number, number, number, number];
    for (let y = y0; y < y1; y++) {
      for (let i = y * width + x0; i < y * width + x1; i++) {
        const [a, x, z, b] = [
          t[i] as number,
          ((t[i + 1] as number) - (t[i - 1] as number)) / 2,
          ((t[i + width] as number) - (t[i - width] as number)) / 2,
          g[i] as number,
        ];
        if (pass === 0) {
          mean[0]! += a;
          mean[1]! += x;
          mean[2]! += z;
          mean[3]! += b;
          continue;
        }
        const [p, q, r, s] = [a - mt, x - mx, z - my, b - mg];
        total[0]! += p * p;
        total[1]! += p * s;
        total[2]! += s * s;
        total[3]! += p * q;
        total[4]! += p * r;
        total[5]! += q * q;
        total[6]! += q * r;
        total[7]! += r * r;
        total[8]! += q * s;
        total[9]! += r * s;
      }
    }
  }
  const [tt, tg, gg, tx, ty, xx, xy, yy, xg, yg] = Array.from(total) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return tt > 0 && xx > 0 && yy > 0 ? { n, tt, tg, gg, tx, ty, xx, xy, yy, xg, yg } : undefined;
}

/** One step: G = b T - b d·(X, Y), b eliminated. */
function solve(s: Sums): { dx: number; dy: number; variance: number } | undefined {
  const b = s.tg / s.tt;
  if (!(b > 0)) return undefined;
  const [xx, xy, yy] = [s.xx - (s.tx * s.tx) / s.tt, s.xy - (s.tx * s.ty) / s.tt, s.yy - (s.ty * s.ty) / s.tt];
  const [px, py] = [s.xg - (s.tx * s.tg) / s.tt, s.yg - (s.ty * s.tg) / s.tt];
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 1e-12 * xx * yy)) return undefined;
  const [cx, cy] = [(px * yy - py * xy) / determinant, (py * xx - px * xy) / determinant];
  const residual = Math.max(0, s.gg - (s.tg * s.tg) / s.tt - cx * px - cy * py) / Math.max(1, s.n - 4);
  return { dx: -cx / b, dy: -cy / b, variance: ((residual / (b * b)) * Math.max(xx, yy)) / determinant };
}
