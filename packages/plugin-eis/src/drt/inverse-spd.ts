import { dotRows } from './dot-rows.ts';

/**
 * Inverse of a symmetric positive definite matrix, row-major size × size, in place by Cholesky; false where it isn't definite to working precision.
 * @param band – only entries with |i − j| up to this are worked out, the others are left as they come; default all
 */
export function invertSpd(a: Float64Array, size: number, band: number = size): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) a[row + j] = (a[row + j]! - dotRows(a, row, j * size, j)) * a[j * size + j]!;
    const whole = a[row + i]!;
    const diagonal = whole - dotRows(a, row, row, i);
    if (!(diagonal > 1e-15 * whole)) return false;
    // The reciprocal root is what is kept.
    a[row + i] = 1 / Math.sqrt(diagonal);
  }
  // L⁻ᵀ in the upper triangle, row j the column j of L⁻¹: rows of both are contiguous. Its diagonal is that of L⁻¹ already.
  for (let j = 0; j < size; j++) {
    const column = j * size;
    for (let i = j + 1; i < size; i++) {
      const row = i * size;
      let sum = 0;
      for (let k = j; k < i; k++) sum += a[row + k]! * (k === j ? a[column + j]! : a[column + k]!);
      a[column + i] = -sum * a[row + i]!;
    }
  }
  // L⁻ᵀ L⁻¹: products of the rows of L⁻ᵀ from the later diagonal on.
  for (let i = 0; i < size; i++)
    for (let j = Math.max(0, i - band); j <= i; j++) {
      const value = dotRows(a, i * size + i, j * size + i, size - i);
      a[i * size + j] = value;
    }
  for (let i = 0; i < size; i++) for (let j = Math.max(0, i - band); j < i; j++) a[j * size + i] = a[i * size + j]!;
  return true;
}
