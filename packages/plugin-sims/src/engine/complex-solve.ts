import type { FactorPattern } from './factor-pattern.ts';

/** L y = x in place. Complex numbers interleaved. */
export function forwardOne(pattern: FactorPattern, values: Float64Array, inverse: Float64Array, x: Float64Array): void {
  const { blocks, first, below, rows, panel } = pattern;
  for (let b = 0; b < blocks; b++) {
    const c0 = 2 * first[b]!;
    const w = first[b + 1]! - first[b]!;
    const r = below[b + 1]! - below[b]!;
    let row = 2 * panel[b]!;
    for (let i = 0; i < w + r; i++, row += 2 * w) {
      const end = 2 * Math.min(i, w);
      let re = 0;
      let im = 0;
      for (let k = 0; k < end; k += 2) {
        const a = values[row + k]!;
        const c = values[row + k + 1]!;
        const u = x[c0 + k]!;
        const v = x[c0 + k + 1]!;
        re += a * u - c * v;
        im += a * v + c * u;
      }
      if (i < w) {
        const at = c0 + 2 * i;
        const [u, v, p, q] = [x[at]! - re, x[at + 1]! - im, inverse[at]!, inverse[at + 1]!];
        x[at] = u * p - v * q;
        x[at + 1] = u * q + v * p;
      } else {
        const at = 2 * rows[below[b]! + i - w]!;
        x[at]! -= re;
        x[at + 1]! -= im;
      }
    }
  }
}

/** L^T y = x in place. */
export function backwardOne(pattern: FactorPattern, values: Float64Array, inverse: Float64Array, x: Float64Array): void {
  const { blocks, first, below, rows, panel } = pattern;
  for (let b = blocks - 1; b >= 0; b--) {
    const c0 = 2 * first[b]!;
    const w = first[b + 1]! - first[b]!;
    const r = below[b + 1]! - below[b]!;
    for (let i = w + r - 1; i >= 0; i--) {
      const row = 2 * (panel[b]! + i * w);
      const at = i < w ? c0 + 2 * i : 2 * rows[below[b]! + i - w]!;
      let u = x[at]!;
      let v = x[at + 1]!;
      if (i < w) {
        const [p, q] = [inverse[at]!, inverse[at + 1]!];
        [u, v] = [u * p - v * q, u * q + v * p];
        x[at] = u;
        x[at + 1] = v;
      }
      const end = 2 * Math.min(i, w);
      for (let k = 0; k < end; k += 2) {
        const a = values[row + k]!;
        const c = values[row + k + 1]!;
        x[c0 + k]! -= a * u - c * v;
        x[c0 + k + 1]! -= a * v + c * u;
      }
    }
  }
}

/** L y = x on a block for four vectors at once, the eight numbers of a position together. */
export function forwardFour(
  { first, below, rows, panel }: FactorPattern,
  values: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
  b: number,
): void {
  const c0 = first[b]!;
  const w = first[b + 1]! - c0;
  const r = below[b + 1]! - below[b]!;
  let at = 2 * panel[b]!;
  for (let i = 0; i < w + r; i++, at = 2 * (panel[b]! + i * w)) {
    const end = Math.min(i, w);
    const to = 8 * (i < w ? c0 + i : rows[below[b]! + i - w]!);
    let r0 = x[to]!;
    let i0 = x[to + 1]!;
    let r1 = x[to + 2]!;
    let i1 = x[to + 3]!;
    let r2 = x[to + 4]!;
    let i2 = x[to + 5]!;
    let r3 = x[to + 6]!;
    let i3 = x[to + 7]!;
    for (let k = 0, q = 8 * c0; k < end; k++, q += 8) {
      const a = values[at + 2 * k]!;
      const c = values[at + 2 * k + 1]!;
      r0 -= a * x[q]! - c * x[q + 1]!;
      i0 -= a * x[q + 1]! + c * x[q]!;
      r1 -= a * x[q + 2]! - c * x[q + 3]!;
      i1 -= a * x[q + 3]! + c * x[q + 2]!;
      r2 -= a * x[q + 4]! - c * x[q + 5]!;
      i2 -= a * x[q + 5]! + c * x[q + 4]!;
      r3 -= a * x[q + 6]! - c * x[q + 7]!;
      i3 -= a * x[q + 7]! + c * x[q + 6]!;
    }
    const u = i < w ? inverse[2 * (c0 + i)]! : 1;
    const v = i < w ? inverse[2 * (c0 + i) + 1]! : 0;
    x[to] = r0 * u - i0 * v;
    x[to + 1] = r0 * v + i0 * u;
    x[to + 2] = r1 * u - i1 * v;
    x[to + 3] = r1 * v + i1 * u;
    x[to + 4] = r2 * u - i2 * v;
    x[to + 5] = r2 * v + i2 * u;
    x[to + 6] = r3 * u - i3 * v;
    x[to + 7] = r3 * v + i3 * u;
  }
}

/** L^T y = x on a block for four vectors at once. */
export function backwardFour(
  { first, below, rows, panel }: FactorPattern,
  values: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
  b: number,
): void {
  const c0 = first[b]!;
  const w = first[b + 1]! - c0;
  const r = below[b + 1]! - below[b]!;
  const start = panel[b]!;
  for (let j = w - 1; j >= 0; j--) {
    const to = 8 * (c0 + j);
    let r0 = x[to]!;
    let i0 = x[to + 1]!;
    let r1 = x[to + 2]!;
    let i1 = x[to + 3]!;
    let r2 = x[to + 4]!;
    let i2 = x[to + 5]!;
    let r3 = x[to + 6]!;
    let i3 = x[to + 7]!;
    for (let i = j + 1; i < w + r; i++) {
      const q = 8 * (i < w ? c0 + i : rows[below[b]! + i - w]!);
      const at = 2 * (start + i * w + j);
      const a = values[at]!;
      const c = values[at + 1]!;
      r0 -= a * x[q]! - c * x[q + 1]!;
      i0 -= a * x[q + 1]! + c * x[q]!;
      r1 -= a * x[q + 2]! - c * x[q + 3]!;
      i1 -= a * x[q + 3]! + c * x[q + 2]!;
      r2 -= a * x[q + 4]! - c * x[q + 5]!;
      i2 -= a * x[q + 5]! + c * x[q + 4]!;
      r3 -= a * x[q + 6]! - c * x[q + 7]!;
      i3 -= a * x[q + 7]! + c * x[q + 6]!;
    }
    const u = inverse[2 * (c0 + j)]!;
    const v = inverse[2 * (c0 + j) + 1]!;
    x[to] = r0 * u - i0 * v;
    x[to + 1] = r0 * v + i0 * u;
    x[to + 2] = r1 * u - i1 * v;
    x[to + 3] = r1 * v + i1 * u;
    x[to + 4] = r2 * u - i2 * v;
    x[to + 5] = r2 * v + i2 * u;
    x[to + 6] = r3 * u - i3 * v;
    x[to + 7] = r3 * v + i3 * u;
  }
}
