import type { FactorPattern } from './factor-pattern.ts';

/** L y = x in place, without WebAssembly. */
export function forwardPlain(
  { blocks, first, below, rows, panel }: FactorPattern,
  values: Float64Array,
  inverse: Float64Array,
  v: Float64Array,
): void {
  for (let b = 0; b < blocks; b++) {
    const c0 = first[b]!;
    const w = first[b + 1]! - c0;
    let row = panel[b]!;
    for (let i = 0; i < w; i++, row += w) {
      let s = 0;
      let t = 0;
      let k = 0;
      for (; k + 2 <= i; k += 2) {
        s += values[row + k]! * v[c0 + k]!;
        t += values[row + k + 1]! * v[c0 + k + 1]!;
      }
      if (k < i) s += values[row + k]! * v[c0 + k]!;
      v[c0 + i] = (v[c0 + i]! - (s + t)) * inverse[c0 + i]!;
    }
    const end = below[b + 1]!;
    let k = below[b]!;
    for (; k + 4 <= end; k += 4, row += 4 * w) {
      const r1 = row + w;
      const r2 = r1 + w;
      const r3 = r2 + w;
      let p = 0;
      let q = 0;
      let s = 0;
      let t = 0;
      for (let i = 0; i < w; i++) {
        const vi = v[c0 + i]!;
        p += values[row + i]! * vi;
        q += values[r1 + i]! * vi;
        s += values[r2 + i]! * vi;
        t += values[r3 + i]! * vi;
      }
      v[rows[k]!]! -= p;
      v[rows[k + 1]!]! -= q;
      v[rows[k + 2]!]! -= s;
      v[rows[k + 3]!]! -= t;
    }
    for (; k < end; k++, row += w) {
      let s = 0;
      for (let i = 0; i < w; i++) s += values[row + i]! * v[c0 + i]!;
      v[rows[k]!]! -= s;
    }
  }
}

/** L^T y = x in place. @param y – room for n numbers */
export function backwardPlain(
  { blocks, first, below, rows, panel }: FactorPattern,
  values: Float64Array,
  inverse: Float64Array,
  v: Float64Array,
  y: Float64Array,
): void {
  for (let b = blocks - 1; b >= 0; b--) {
    const c0 = first[b]!;
    const w = first[b + 1]! - c0;
    const from = below[b]!;
    const r = below[b + 1]! - from;
    for (let k = 0; k < r; k++) y[k] = v[rows[from + k]!]!;
    let row = panel[b]! + w * w;
    let k = 0;
    let i = 0;
    for (; k + 8 <= r; k += 8, row += 8 * w) {
      const y0 = y[k]!;
      const y1 = y[k + 1]!;
      const y2 = y[k + 2]!;
      const y3 = y[k + 3]!;
      const y4 = y[k + 4]!;
      const y5 = y[k + 5]!;
      const y6 = y[k + 6]!;
      const y7 = y[k + 7]!;
      const end = row + w;
      for (let at = row, to = c0; at < end; at++, to++) {
        let sum = values[at]! * y0;
        let q = at + w;
        sum += values[q]! * y1;
        q += w;
        sum += values[q]! * y2;
        q += w;
        sum += values[q]! * y3;
        q += w;
        sum += values[q]! * y4;
        q += w;
        sum += values[q]! * y5;
        q += w;
        sum += values[q]! * y6;
        v[to]! -= sum + values[q + w]! * y7;
      }
    }
    for (; k + 2 <= r; k += 2, row += 2 * w) {
      const y0 = y[k]!;
      const y1 = y[k + 1]!;
      for (i = 0; i < w; i++) v[c0 + i]! -= values[row + i]! * y0 + values[row + w + i]! * y1;
    }
    if (k < r) {
      const y0 = y[k]!;
      for (i = 0; i < w; i++) v[c0 + i]! -= values[row + i]! * y0;
    }
    for (i = w - 1; i > 0; i -= 2) {
      const at = panel[b]! + i * w;
      const before = at - w;
      const vi = v[c0 + i]! * inverse[c0 + i]!;
      const vj = (v[c0 + i - 1]! - values[at + i - 1]! * vi) * inverse[c0 + i - 1]!;
      v[c0 + i] = vi;
      v[c0 + i - 1] = vj;
      for (let j = 0; j < i - 1; j++) v[c0 + j]! -= values[at + j]! * vi + values[before + j]! * vj;
    }
    if (i === 0) v[c0]! *= inverse[c0]!;
  }
}
