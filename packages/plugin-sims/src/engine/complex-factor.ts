import { backwardFour, backwardOne, forwardFour, forwardOne } from './complex-solve.ts';
import { factorStorage, type FactorStorage } from './factor-storage.ts';
import { factorBlocks } from './multifrontal.ts';
import { solveReached } from './solve-reached.ts';
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
  readonly storage: FactorStorage;
  /** Of `solveBatch`: the numbers of one position of `BATCH` vectors together. */
  readonly batch: Float64Array;
  /** @param x – length 2n, b on entry */
  solve(x: Float64Array): void;
  /**
   * b in `batch` on entry; only positions in `support` may be other than 0.
   * Blocks that `support` can't reach are passed over, and far from it those around which no vector exceeds `share` of its largest number: 0 stands there.
   */
  solveBatch(support: Iterable<number>, share?: number): void;
}

/**
 * L L^T (not conjugated) of a complex symmetric matrix without pivoting. With Im(shift) not 0 the field of
 * values of every leading block keeps away from 0, so no pivot vanishes.
 * `mass` is per pixel, row-major, 1 by default; `storage` is that of a factor no longer needed, of the same pattern.
 */
export function complexFactor(
  pattern: FactorPattern,
  network: PixelNetwork,
  time: number,
  shift: Shift,
  options: { readonly mass?: Float64Array; readonly storage?: FactorStorage | undefined } = {},
): ComplexFactor {
  const { blocks, first, panel, parent, block: blockOf } = pattern;
  const { mass, storage = factorStorage(pattern, 'complex') } = options;
  const { values, inverse, vector: batch, room, kernels } = storage;
  if (options.storage) values.fill(0);
  factorBlocks(pattern, { network, time, shift, mass }, storage, 2, (b, w, r, top) => {
    eliminate(values, panel[b]!, w, kernels ? 0 : r, inverse, first[b]!);
    if (kernels) {
      kernels.run('belowComplex', b);
      kernels.run('subtractComplex', b, top);
    } else subtractProducts(values, 2 * (panel[b]! + w * w), w, room, 2 * top, r);
  });
  const reached = new Uint8Array(blocks);
  return {
    storage,
    batch,
    solve(x) {
      forwardOne(pattern, values, inverse, x);
      backwardOne(pattern, values, inverse, x);
    },
    solveBatch(support, share = 0) {
      reached.fill(0);
      for (const from of support) for (let b = blockOf[from]!; b >= 0 && reached[b] === 0; b = parent[b]!) reached[b] = 1;
      const forward = kernels
        ? (b: number) => kernels.run('forwardFour', b)
        : (b: number) => forwardFour(pattern, values, inverse, batch, b);
      const backward = kernels
        ? (b: number) => kernels.run('backwardFour', b)
        : (b: number) => backwardFour(pattern, values, inverse, batch, b);
      solveReached(pattern, batch, reached, share, forward, backward);
    },
  };
}

/** The columns of a panel: L_ij = (A_ij - sum_k L_ik L_jk)/L_jj, and 1/L_jj with L_jj the root of what is left of the diagonal. */
function eliminate(values: Float64Array, p: number, w: number, r: number, inverse: Float64Array, c0: number): void {
  for (let i = 0; i < w + r; i++) {
    const row = 2 * (p + i * w);
    const end = Math.min(i, w - 1);
    for (let j = 0; j <= end; j++) {
      const at = 2 * (p + j * w);
      let re = values[row + 2 * j]!;
      let im = values[row + 2 * j + 1]!;
      for (let k = 0; k < 2 * j; k += 2) {
        const a = values[row + k]!;
        const b = values[row + k + 1]!;
        const c = values[at + k]!;
        const d = values[at + k + 1]!;
        re -= a * c - b * d;
        im -= a * d + b * c;
      }
      const to = 2 * (c0 + j);
      if (i === j) {
        const size = Math.hypot(re, im);
        // the root of a number off the negative axis, in the right half plane
        const x = Math.sqrt(0.5 * (size + Math.abs(re)));
        const y = Math.abs(im) / (2 * x);
        const [u, v] = re >= 0 ? [x, Math.sign(im) * y] : [y, (im < 0 ? -1 : 1) * x];
        inverse[to] = u / size;
        inverse[to + 1] = -v / size;
      } else {
        const [u, v] = [inverse[to]!, inverse[to + 1]!];
        values[row + 2 * j] = re * u - im * v;
        values[row + 2 * j + 1] = re * v + im * u;
      }
    }
  }
}

/** U -= B B^T, lower half, two rows by two at a time. @param at – of B, r × w in `values`, in numbers */
function subtractProducts(values: Float64Array, at: number, w: number, u: Float64Array, top: number, r: number): void {
  for (let i = 0; i < r; i += 2) {
    const a = at + 2 * i * w;
    const b = i + 1 < r ? a + 2 * w : a;
    for (let j = 0; j <= i; j += 2) {
      const c = at + 2 * j * w;
      const d = j + 1 < r ? c + 2 * w : c;
      let acr = 0;
      let aci = 0;
      let adr = 0;
      let adi = 0;
      let bcr = 0;
      let bci = 0;
      let bdr = 0;
      let bdi = 0;
      for (let k = 0; k < 2 * w; k += 2) {
        const ar = values[a + k]!;
        const ai = values[a + k + 1]!;
        const br = values[b + k]!;
        const bi = values[b + k + 1]!;
        const cr = values[c + k]!;
        const ci = values[c + k + 1]!;
        const dr = values[d + k]!;
        const di = values[d + k + 1]!;
        acr += ar * cr - ai * ci;
        aci += ar * ci + ai * cr;
        adr += ar * dr - ai * di;
        adi += ar * di + ai * dr;
        bcr += br * cr - bi * ci;
        bci += br * ci + bi * cr;
        bdr += br * dr - bi * di;
        bdi += br * di + bi * dr;
      }
      const upper = top + 2 * (i * r + j);
      u[upper]! -= acr;
      u[upper + 1]! -= aci;
      if (j + 1 <= i) {
        u[upper + 2]! -= adr;
        u[upper + 3]! -= adi;
      }
      if (i + 1 === r) continue;
      const lower = upper + 2 * r;
      u[lower]! -= bcr;
      u[lower + 1]! -= bci;
      u[lower + 2]! -= bdr;
      u[lower + 3]! -= bdi;
    }
  }
}
