import type { FactorPattern } from './factor-pattern.ts';
import type { PixelNetwork } from './pixel-network.ts';

/** A complex shift. */
export interface Shift {
  readonly re: number;
  readonly im: number;
}

/** Right-hand sides solved at once: each entry of the factor is loaded once for all of them. */
export const BATCH = 4;

/** (time A + shift M) x = b, M the diagonal of masses. Vectors are in the factor's order of positions, complex numbers interleaved. */
export interface ComplexFactor {
  readonly storage: Float64Array;
  /** @param x – length 2n, b on entry */
  solve(x: Float64Array): void;
  /**
   * @param x – length 2n BATCH: the numbers of one position together; only positions in `support` may be other than 0
   * Rows that `support` can't reach are passed over.
   */
  solveBatch(x: Float64Array, support: readonly number[]): void;
}

/**
 * L D L^T of a complex symmetric matrix without pivoting. With Im(shift) not 0 the field of values of every leading block keeps away from 0, so no
 * pivot vanishes.
 * `mass` is per pixel, row-major, 1 by default; `storage` is that of a factor no longer needed, of the same pattern.
 */
export function complexFactor(
  pattern: FactorPattern,
  network: PixelNetwork,
  time: number,
  shift: Shift,
  options: { readonly mass?: Float64Array; readonly storage?: Float64Array | undefined } = {},
): ComplexFactor {
  const { n, width, order, position, parent, start, rows } = pattern;
  const { east, south, held } = network;
  const { mass, storage: values = new Float64Array(2 * rows.length) } = options;
  const inverse = new Float64Array(2 * n);
  const filled = start.slice(0, n);
  const y = new Float64Array(2 * n);
  const seen = new Int32Array(n).fill(-1);
  const path = new Int32Array(n);
  const branch = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    seen[k] = k;
    let top = n;
    const pixel = order[k]!;
    const m = mass ? mass[pixel]! : 1;
    let dr = time * held[pixel]! + m * shift.re;
    let di = m * shift.im;
    const join = (other: number, g: number): void => {
      dr += time * g;
      const from = position[other]!;
      if (from >= k) return;
      y[2 * from] = -time * g;
      let length = 0;
      for (let i = from; seen[i] !== k; i = parent[i]!) {
        branch[length++] = i;
        seen[i] = k;
      }
      while (length > 0) path[--top] = branch[--length]!;
    };
    const x = pixel % width;
    if (x > 0) join(pixel - 1, east[pixel - 1]!);
    if (x + 1 < width) join(pixel + 1, east[pixel]!);
    if (pixel >= width) join(pixel - width, south[pixel - width]!);
    if (pixel + width < n) join(pixel + width, south[pixel]!);
    for (; top < n; top++) {
      const i = path[top]!;
      const [yr, yi] = [y[2 * i]!, y[2 * i + 1]!];
      y[2 * i] = 0;
      y[2 * i + 1] = 0;
      const end = filled[i]!;
      for (let p = start[i]!; p < end; p++) {
        const r = 2 * rows[p]!;
        const [a, b] = [values[2 * p]!, values[2 * p + 1]!];
        y[r]! -= a * yr - b * yi;
        y[r + 1]! -= a * yi + b * yr;
      }
      const [ir, ii] = [inverse[2 * i]!, inverse[2 * i + 1]!];
      const [lr, li] = [yr * ir - yi * ii, yr * ii + yi * ir];
      dr -= lr * yr - li * yi;
      di -= lr * yi + li * yr;
      values[2 * end] = lr;
      values[2 * end + 1] = li;
      filled[i] = end + 1;
    }
    const size = dr * dr + di * di;
    inverse[2 * k] = dr / size;
    inverse[2 * k + 1] = -di / size;
  }
  const reached = new Uint8Array(n);
  return {
    storage: values,
    solve: (x) => solveOne(pattern, values, inverse, x),
    solveBatch(x, support) {
      reached.fill(0);
      for (const from of support) for (let i = from; i >= 0 && reached[i] === 0; i = parent[i]!) reached[i] = 1;
      solveFour(pattern, values, inverse, x, reached);
    },
  };
}

function solveOne({ n, start, rows }: FactorPattern, values: Float64Array, inverse: Float64Array, x: Float64Array): void {
  for (let j = 0; j < n; j++) {
    const [xr, xi] = [x[2 * j]!, x[2 * j + 1]!];
    const end = start[j + 1]!;
    for (let p = start[j]!; p < end; p++) {
      const r = 2 * rows[p]!;
      const [a, b] = [values[2 * p]!, values[2 * p + 1]!];
      x[r]! -= a * xr - b * xi;
      x[r + 1]! -= a * xi + b * xr;
    }
  }
  for (let j = n - 1; j >= 0; j--) {
    const [xr, xi, ir, ii] = [x[2 * j]!, x[2 * j + 1]!, inverse[2 * j]!, inverse[2 * j + 1]!];
    let [sr, si] = [xr * ir - xi * ii, xr * ii + xi * ir];
    const end = start[j + 1]!;
    for (let p = start[j]!; p < end; p++) {
      const r = 2 * rows[p]!;
      const [a, b, u, v] = [values[2 * p]!, values[2 * p + 1]!, x[r]!, x[r + 1]!];
      sr -= a * u - b * v;
      si -= a * v + b * u;
    }
    x[2 * j] = sr;
    x[2 * j + 1] = si;
  }
}

function solveFour(
  { n, start, rows }: FactorPattern,
  values: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
  reached: Uint8Array,
): void {
  for (let j = 0; j < n; j++) {
    if (reached[j] === 0) continue;
    const o = 8 * j;
    const r0 = x[o]!;
    const i0 = x[o + 1]!;
    const r1 = x[o + 2]!;
    const i1 = x[o + 3]!;
    const r2 = x[o + 4]!;
    const i2 = x[o + 5]!;
    const r3 = x[o + 6]!;
    const i3 = x[o + 7]!;
    const end = start[j + 1]!;
    for (let p = start[j]!; p < end; p++) {
      const q = 8 * rows[p]!;
      const a = values[2 * p]!;
      const b = values[2 * p + 1]!;
      x[q]! -= a * r0 - b * i0;
      x[q + 1]! -= a * i0 + b * r0;
      x[q + 2]! -= a * r1 - b * i1;
      x[q + 3]! -= a * i1 + b * r1;
      x[q + 4]! -= a * r2 - b * i2;
      x[q + 5]! -= a * i2 + b * r2;
      x[q + 6]! -= a * r3 - b * i3;
      x[q + 7]! -= a * i3 + b * r3;
    }
  }
  for (let j = n - 1; j >= 0; j--) {
    const o = 8 * j;
    const c = inverse[2 * j]!;
    const d = inverse[2 * j + 1]!;
    let r0 = x[o]! * c - x[o + 1]! * d;
    let i0 = x[o]! * d + x[o + 1]! * c;
    let r1 = x[o + 2]! * c - x[o + 3]! * d;
    let i1 = x[o + 2]! * d + x[o + 3]! * c;
    let r2 = x[o + 4]! * c - x[o + 5]! * d;
    let i2 = x[o + 4]! * d + x[o + 5]! * c;
    let r3 = x[o + 6]! * c - x[o + 7]! * d;
    let i3 = x[o + 6]! * d + x[o + 7]! * c;
    const end = start[j + 1]!;
    for (let p = start[j]!; p < end; p++) {
      const q = 8 * rows[p]!;
      const a = values[2 * p]!;
      const b = values[2 * p + 1]!;
      r0 -= a * x[q]! - b * x[q + 1]!;
      i0 -= a * x[q + 1]! + b * x[q]!;
      r1 -= a * x[q + 2]! - b * x[q + 3]!;
      i1 -= a * x[q + 3]! + b * x[q + 2]!;
      r2 -= a * x[q + 4]! - b * x[q + 5]!;
      i2 -= a * x[q + 5]! + b * x[q + 4]!;
      r3 -= a * x[q + 6]! - b * x[q + 7]!;
      i3 -= a * x[q + 7]! + b * x[q + 6]!;
    }
    x[o] = r0;
    x[o + 1] = i0;
    x[o + 2] = r1;
    x[o + 3] = i1;
    x[o + 4] = r2;
    x[o + 5] = i2;
    x[o + 6] = r3;
    x[o + 7] = i3;
  }
}
