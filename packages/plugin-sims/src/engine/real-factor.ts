import type { FactorPattern } from './factor-pattern.ts';
import type { PixelNetwork } from './pixel-network.ts';

/** Solves (I + tau A) x = b in place, row-major pixels. */
export type PixelSolver = (x: Float64Array) => void;

/**
 * I + tau A = L D L^T in the order of nested dissection, for as many solutions as time steps.
 * The matrix is symmetric and positive definite: no pivot is ever zero.
 */
export function realFactor(pattern: FactorPattern, network: PixelNetwork, tau: number): PixelSolver {
  const { n, width, order, position, parent, start, rows } = pattern;
  const { east, south, held } = network;
  const values = new Float64Array(rows.length);
  const inverse = new Float64Array(n);
  const filled = start.slice(0, n);
  const y = new Float64Array(n);
  const seen = new Int32Array(n).fill(-1);
  const path = new Int32Array(n);
  const branch = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    seen[k] = k;
    let top = n;
    let diagonal = 1 + tau * held[order[k]!]!;
    const join = (other: number, g: number): void => {
      diagonal += tau * g;
      const from = position[other]!;
      if (from >= k) return;
      y[from] = -tau * g;
      let length = 0;
      for (let i = from; seen[i] !== k; i = parent[i]!) {
        branch[length++] = i;
        seen[i] = k;
      }
      while (length > 0) path[--top] = branch[--length]!;
    };
    const pixel = order[k]!;
    const x = pixel % width;
    if (x > 0) join(pixel - 1, east[pixel - 1]!);
    if (x + 1 < width) join(pixel + 1, east[pixel]!);
    if (pixel >= width) join(pixel - width, south[pixel - width]!);
    if (pixel + width < n) join(pixel + width, south[pixel]!);
    for (; top < n; top++) {
      const i = path[top]!;
      const yi = y[i]!;
      y[i] = 0;
      const end = filled[i]!;
      for (let p = start[i]!; p < end; p++) y[rows[p]!]! -= values[p]! * yi;
      const l = yi * inverse[i]!;
      diagonal -= l * yi;
      values[end] = l;
      filled[i] = end + 1;
    }
    inverse[k] = 1 / diagonal;
  }
  const v = new Float64Array(n);
  return (x) => {
    for (let k = 0; k < n; k++) v[k] = x[order[k]!]!;
    for (let j = 0; j < n; j++) {
      const vj = v[j]!;
      const end = start[j + 1]!;
      for (let p = start[j]!; p < end; p++) v[rows[p]!]! -= values[p]! * vj;
    }
    for (let j = n - 1; j >= 0; j--) {
      let sum = v[j]! * inverse[j]!;
      const end = start[j + 1]!;
      for (let p = start[j]!; p < end; p++) sum -= values[p]! * v[rows[p]!]!;
      v[j] = sum;
      x[order[j]!] = sum;
    }
  };
}
