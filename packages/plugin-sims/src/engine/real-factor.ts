import type { FactorPattern } from './factor-pattern.ts';
import type { PixelNetwork } from './pixel-network.ts';

/** Solves (I + tau A) x = b in place; pixels in the factor's order of positions. */
export type PixelSolver = (x: Float64Array) => void;

/**
 * I + tau A = L L^T in the order of nested dissection, for as many solutions as time steps: each block's panel is assembled from the matrix and
 * from what its children leave to it, then factored densely (multifrontal; J. W. H. Liu, SIAM Rev. 34 (1992) 82).
 * The matrix is symmetric and positive definite: no pivot is ever zero.
 */
export function realFactor(pattern: FactorPattern, network: PixelNetwork, tau: number): PixelSolver {
  const { n, width, order, position, blocks, first, below, rows, panel, parent } = pattern;
  const { east, south, held } = network;
  const values = new Float64Array(panel[blocks]!);
  const inverse = new Float64Array(n);
  const stack = new Float64Array(pattern.stack);
  const local = new Int32Array(n);
  const places = new Int32Array(n);
  // children of the block at hand lie on top of the stack
  const waiting: { readonly block: number; readonly at: number }[] = [];
  let top = 0;
  for (let b = 0; b < blocks; b++) {
    const [c0, r0, p] = [first[b]!, below[b]!, panel[b]!];
    const w = first[b + 1]! - c0;
    const r = below[b + 1]! - r0;
    for (let i = 0; i < w; i++) local[c0 + i] = i;
    for (let k = 0; k < r; k++) local[rows[r0 + k]!] = w + k;
    stack.fill(0, top, top + r * r);
    for (let j = 0; j < w; j++) {
      const pixel = order[c0 + j]!;
      const x = pixel % width;
      let diagonal = 1 + tau * held[pixel]!;
      const join = (other: number, g: number): void => {
        diagonal += tau * g;
        const row = position[other]!;
        if (row > c0 + j) values[p + local[row]! * w + j] = -tau * g;
      };
      if (x > 0) join(pixel - 1, east[pixel - 1]!);
      if (x + 1 < width) join(pixel + 1, east[pixel]!);
      if (pixel >= width) join(pixel - width, south[pixel - width]!);
      if (pixel + width < n) join(pixel + width, south[pixel]!);
      values[p + j * w + j] = diagonal;
    }
    let base = top;
    while (waiting.length > 0 && parent[waiting.at(-1)!.block] === b) {
      const { block, at } = waiting.pop()!;
      base = at;
      const q0 = below[block]!;
      const size = below[block + 1]! - q0;
      let inside = 0;
      for (let i = 0; i < size; i++) {
        const place = local[rows[q0 + i]!]!;
        places[i] = place;
        if (place < w) inside = i + 1;
      }
      for (let i = 0; i < size; i++) {
        const from = at + i * size;
        const place = places[i]!;
        const row = p + place * w;
        const end = Math.min(i + 1, inside);
        for (let j = 0; j < end; j++) values[row + places[j]!]! += stack[from + j]!;
        const rest = top + (place - w) * r - w;
        for (let j = inside; j <= i; j++) stack[rest + places[j]!]! += stack[from + j]!;
      }
    }
    for (let i = 0; i < w; i++) {
      const row = p + i * w;
      for (let j = 0; j < i; j++) values[row + j] = (values[row + j]! - dot(values, row, p + j * w, j)) * inverse[c0 + j]!;
      inverse[c0 + i] = 1 / Math.sqrt(values[row + i]! - dot(values, row, row, i));
    }
    eliminateBelow(values, p, w, r, inverse, c0);
    subtractSquares(values, p + w * w, w, stack, top, r);
    stack.copyWithin(base, top, top + r * r);
    if (r > 0) waiting.push({ block: b, at: base });
    top = base + r * r;
  }
  const y = new Float64Array(n);
  return (v) => {
    forward(pattern, values, inverse, v);
    backward(pattern, values, inverse, v, y);
  };
}

function dot(a: Float64Array, i: number, j: number, length: number): number {
  let [s, t, k] = [0, 0, 0];
  for (; k + 2 <= length; k += 2) {
    s += a[i + k]! * a[j + k]!;
    t += a[i + k + 1]! * a[j + k + 1]!;
  }
  return k < length ? s + t + a[i + k]! * a[j + k]! : s + t;
}

/** Rows below a block: B = A L^-T, four of them at a time. */
function eliminateBelow(values: Float64Array, p: number, w: number, r: number, inverse: Float64Array, c0: number): void {
  let row = p + w * w;
  let i = 0;
  for (; i + 4 <= r; i += 4, row += 4 * w) {
    const r1 = row + w;
    const r2 = r1 + w;
    const r3 = r2 + w;
    for (let j = 0; j < w; j++) {
      const at = p + j * w;
      let a = values[row + j]!;
      let b = values[r1 + j]!;
      let c = values[r2 + j]!;
      let d = values[r3 + j]!;
      for (let k = 0; k < j; k++) {
        const l = values[at + k]!;
        a -= l * values[row + k]!;
        b -= l * values[r1 + k]!;
        c -= l * values[r2 + k]!;
        d -= l * values[r3 + k]!;
      }
      const scale = inverse[c0 + j]!;
      values[row + j] = a * scale;
      values[r1 + j] = b * scale;
      values[r2 + j] = c * scale;
      values[r3 + j] = d * scale;
    }
  }
  for (; i < r; i++, row += w)
    for (let j = 0; j < w; j++) values[row + j] = (values[row + j]! - dot(values, row, p + j * w, j)) * inverse[c0 + j]!;
}

/** U -= B B^T, lower half, two rows by two at a time. @param at – of B, r × w in `values` */
function subtractSquares(values: Float64Array, at: number, w: number, u: Float64Array, top: number, r: number): void {
  let i = 0;
  for (; i + 2 <= r; i += 2) {
    const [a, b] = [at + i * w, at + (i + 1) * w];
    for (let j = 0; j <= i; j += 2) {
      const [c, d] = [at + j * w, at + (j + 1) * w];
      let ac = 0;
      let ad = 0;
      let bc = 0;
      let bd = 0;
      for (let k = 0; k < w; k++) {
        const x = values[a + k]!;
        const y = values[b + k]!;
        const p = values[c + k]!;
        const q = values[d + k]!;
        ac += x * p;
        ad += x * q;
        bc += y * p;
        bd += y * q;
      }
      u[top + i * r + j]! -= ac;
      u[top + i * r + j + 1]! -= ad;
      u[top + (i + 1) * r + j]! -= bc;
      u[top + (i + 1) * r + j + 1]! -= bd;
    }
  }
  if (i < r) for (let j = 0; j <= i; j++) u[top + i * r + j]! -= dot(values, at + i * w, at + j * w, w);
}

function forward({ blocks, first, below, rows, panel }: FactorPattern, values: Float64Array, inverse: Float64Array, v: Float64Array): void {
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

function backward(
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
