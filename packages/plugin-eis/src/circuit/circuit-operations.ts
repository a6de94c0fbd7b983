import { deriveArc, forwardArc } from './arc-operation.ts';
import { deriveDistributed, forwardDistributed } from './distributed-elements.ts';

/** Codes of the array operations a circuit compiles to. */
export const OP: { readonly [name in 'R' | 'C' | 'L' | 'CPE' | 'W' | 'SERIES' | 'PARALLEL' | 'ARC' | 'FOREIGN']: number } = {
  R: 0,
  C: 1,
  L: 2,
  CPE: 3,
  W: 4,
  SERIES: 5,
  PARALLEL: 6,
  ARC: 13,
  FOREIGN: 14,
};
/** Numbers per operation: code, register, first operand or parameter, second operand, parameters of the operands [from, middle, to). */
export const STRIDE: number = 7;
/** Keeps 1/C finite where somebody fixes it at 0: an impedance of 1e30/ω is an open circuit. */
const TINY = 1e-30;

/**
 * One operation: the impedance of a node from those of its operands, split into real and imaginary arrays, register by register.
 * @param share – of a parallel group Zb/(Za + Zb), in pairs, for its derivatives
 */
export function forward(
  ops: Int32Array,
  o: number,
  p: ArrayLike<number>,
  n: number,
  re: Float64Array,
  im: Float64Array,
  share: Float64Array,
  omega: Float64Array,
  lnOmega: Float64Array,
): void {
  const z = ops[o + 1]! * n;
  const at = ops[o + 2]!;
  switch (ops[o]) {
    case OP.R: {
      const R = p[at]!;
      for (let i = 0; i < n; i++) {
        re[z + i] = R;
        im[z + i] = 0;
      }
      break;
    }
    case OP.C: {
      const inverse = 1 / Math.max(p[at]!, TINY);
      for (let i = 0; i < n; i++) {
        re[z + i] = 0;
        im[z + i] = -inverse / omega[i]!;
      }
      break;
    }
    case OP.L: {
      const L = p[at]!;
      for (let i = 0; i < n; i++) {
        re[z + i] = 0;
        im[z + i] = L * omega[i]!;
      }
      break;
    }
    case OP.CPE: {
      // Z = 1/(Q (jω)^n) = e^(−n ln ω)/Q (cos nπ/2 − j sin nπ/2)
      const exponent = p[at + 1]!;
      const inverse = 1 / Math.max(p[at]!, TINY);
      const cos = inverse * Math.cos((exponent * Math.PI) / 2);
      const sin = -inverse * Math.sin((exponent * Math.PI) / 2);
      for (let i = 0; i < n; i++) {
        const size = Math.exp(-exponent * lnOmega[i]!);
        re[z + i] = size * cos;
        im[z + i] = size * sin;
      }
      break;
    }
    case OP.W: {
      const A = p[at]! * Math.SQRT1_2;
      for (let i = 0; i < n; i++) {
        const size = A / Math.sqrt(omega[i]!);
        re[z + i] = size;
        im[z + i] = -size;
      }
      break;
    }
    case OP.SERIES: {
      const a = at * n;
      const b = ops[o + 3]! * n;
      for (let i = 0; i < n; i++) {
        re[z + i] = re[a + i]! + re[b + i]!;
        im[z + i] = im[a + i]! + im[b + i]!;
      }
      break;
    }
    case OP.PARALLEL: {
      const a = at * n;
      const b = ops[o + 3]! * n;
      for (let i = 0; i < n; i++) {
        // Za · Zb/(Za + Zb): finite where one branch is a short circuit.
        const ar = re[a + i]!;
        const ai = im[a + i]!;
        const br = re[b + i]!;
        const bi = im[b + i]!;
        const sr = ar + br;
        const si = ai + bi;
        const scale = 1 / (sr * sr + si * si);
        const wr = (br * sr + bi * si) * scale;
        const wi = (bi * sr - br * si) * scale;
        re[z + i] = ar * wr - ai * wi;
        im[z + i] = ar * wi + ai * wr;
        share[2 * (z + i)] = wr;
        share[2 * (z + i) + 1] = wi;
      }
      break;
    }
    case OP.ARC:
      forwardArc(p, at, ops[o + 3]!, n, z, re, im, share, lnOmega);
      break;
    default:
      forwardDistributed(ops[o]!, p, at, n, z, re, im, lnOmega);
  }
}

/**
 * One operation: derivatives of its own parameters, or those of the branches below carried through a parallel group, into a 2N × m Jacobian.
 * @param row, column – steps in `out` from row to row and from parameter to parameter: (m, 1) row after row, (1, 2N) column after column
 */
export function derive(
  ops: Int32Array,
  o: number,
  p: ArrayLike<number>,
  n: number,
  row: number,
  column: number,
  re: Float64Array,
  im: Float64Array,
  share: Float64Array,
  omega: Float64Array,
  lnOmega: Float64Array,
  out: Float64Array,
): void {
  const z = ops[o + 1]! * n;
  const at = ops[o + 2]!;
  const imaginary = n * row;
  const first = at * column;
  switch (ops[o]) {
    case OP.R:
      for (let i = 0, j = first; i < n; i++, j += row) {
        out[j] = 1;
        out[imaginary + j] = 0;
      }
      break;
    case OP.L:
      for (let i = 0, j = first; i < n; i++, j += row) {
        out[j] = 0;
        out[imaginary + j] = omega[i]!;
      }
      break;
    case OP.W:
      for (let i = 0, j = first; i < n; i++, j += row) {
        const size = Math.SQRT1_2 / Math.sqrt(omega[i]!);
        out[j] = size;
        out[imaginary + j] = -size;
      }
      break;
    case OP.C:
    case OP.CPE: {
      const inverse = -1 / Math.max(p[at]!, TINY);
      for (let i = 0, j = first; i < n; i++, j += row) {
        out[j] = re[z + i]! * inverse;
        out[imaginary + j] = im[z + i]! * inverse;
      }
      if (ops[o] === OP.C) break;
      // ∂Z/∂n = −Z (ln ω + jπ/2)
      for (let i = 0, j = first + column; i < n; i++, j += row) {
        const l = lnOmega[i]!;
        out[j] = -re[z + i]! * l + im[z + i]! * (Math.PI / 2);
        out[imaginary + j] = -im[z + i]! * l - re[z + i]! * (Math.PI / 2);
      }
      break;
    }
    case OP.PARALLEL: {
      // ∂Z/∂θ = (Z/Z_k)² ∂Z_k/∂θ, and Z/Za = Zb/(Za + Zb)
      const from = ops[o + 4]! * column;
      const middle = ops[o + 5]! * column;
      const to = ops[o + 6]! * column;
      for (let i = 0; i < n; i++) {
        const wr = share[2 * (z + i)]!;
        const wi = share[2 * (z + i) + 1]!;
        const base = i * row;
        multiply(out, base + from, base + middle, column, imaginary, wr * wr - wi * wi, 2 * wr * wi);
        const vr = 1 - wr;
        multiply(out, base + middle, base + to, column, imaginary, vr * vr - wi * wi, -2 * vr * wi);
      }
      break;
    }
    case OP.SERIES:
      break;
    case OP.ARC:
      deriveArc(p, at, ops[o + 3]!, n, row, column, z, re, im, share, lnOmega, out);
      break;
    default:
      deriveDistributed(ops[o]!, p, at, n, row, column, z, re, im, lnOmega, out);
  }
}

function multiply(out: Float64Array, from: number, to: number, column: number, imaginary: number, wr: number, wi: number): void {
  for (let j = from; j < to; j += column) {
    const dr = out[j]!;
    const di = out[imaginary + j]!;
    out[j] = dr * wr - di * wi;
    out[imaginary + j] = dr * wi + di * wr;
  }
}
