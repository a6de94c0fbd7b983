import type { FactorPattern } from './factor-pattern.ts';
import { factorStorage, type FactorStorage } from './factor-storage.ts';
import { factorBlocks } from './multifrontal.ts';
import type { PixelNetwork } from './pixel-network.ts';
import { backwardPlain, forwardPlain } from './real-solve.ts';

/** Solves (I + tau A) x = b in place: b is written to `vector`, in the factor's order of positions, and x read from there. */
export interface PixelSolver {
  readonly vector: Float64Array;
  solve(): void;
}

/** I + tau A = L L^T for as many solutions as time steps. The matrix is symmetric and positive definite: no pivot is ever zero. */
export function realFactor(
  pattern: FactorPattern,
  network: PixelNetwork,
  tau: number,
  storage: FactorStorage = factorStorage(pattern, 'real'),
): PixelSolver {
  const { n, blocks, first, panel } = pattern;
  const { values, inverse, vector, room, kernels } = storage;
  factorBlocks(pattern, { network, time: tau, shift: { re: 1, im: 0 } }, storage, 1, (b, w, r, top) => {
    const [c0, p] = [first[b]!, panel[b]!];
    for (let i = 0; i < w; i++) {
      const row = p + i * w;
      for (let j = 0; j < i; j++) values[row + j] = (values[row + j]! - dot(values, row, p + j * w, j)) * inverse[c0 + j]!;
      inverse[c0 + i] = 1 / Math.sqrt(values[row + i]! - dot(values, row, row, i));
    }
    if (kernels) {
      kernels.run('belowReal', b);
      kernels.run('subtractReal', b, top);
    } else {
      eliminateBelow(values, p, w, r, inverse, c0);
      subtractSquares(values, p + w * w, w, room, top, r);
    }
  });
  const y = new Float64Array(n);
  return {
    vector,
    solve() {
      if (kernels) {
        for (let b = 0; b < blocks; b++) kernels.run('forwardReal', b);
        for (let b = blocks - 1; b >= 0; b--) kernels.run('backwardReal', b);
      } else {
        forwardPlain(pattern, values, inverse, vector);
        backwardPlain(pattern, values, inverse, vector, y);
      }
    },
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
