/** Inverse of a symmetric positive definite matrix, row-major size × size, in place by Cholesky; false where it isn't definite to working precision. */
export function invertSpd(a: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) {
    const row = j * size;
    const whole = a[row + j]!;
    let diagonal = whole;
    for (let k = 0; k < j; k++) diagonal -= a[row + k]! ** 2;
    if (!(diagonal > 1e-15 * whole)) return false;
    const root = Math.sqrt(diagonal);
    a[row + j] = root;
    for (let i = j + 1; i < size; i++) {
      let entry = a[i * size + j]!;
      for (let k = 0; k < j; k++) entry -= a[i * size + k]! * a[row + k]!;
      a[i * size + j] = entry / root;
    }
  }
  // L⁻¹ in the lower triangle, then L⁻ᵀ L⁻¹.
  for (let j = 0; j < size; j++) {
    a[j * size + j] = 1 / a[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= a[i * size + k]! * a[k * size + j]!;
      a[i * size + j] = sum / a[i * size + i]!;
    }
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += a[k * size + i]! * a[k * size + j]!;
      a[i * size + j] = sum;
      a[j * size + i] = sum;
    }
  return true;
}
