/**
 * Factor the lower triangle of a symmetric positive definite matrix in place, A = L Lᵀ.
 * @param a - row-major, leading dimension `stride`; only the lower triangle is read and written
 * @returns false where a pivot isn't positive (relative to its diagonal, 1e-15) or not finite
 */
export const choleskyFactor = (a: Float64Array, size: number, stride: number): boolean => {
  for (let j = 0; j < size; j++) {
    const rowJ = j * stride;
    const diagonal = a[rowJ + j]!;
    let pivot = diagonal;
    for (let l = 0; l < j; l++) pivot -= a[rowJ + l]! * a[rowJ + l]!;
    if (!(pivot > 1e-15 * diagonal) || pivot === Infinity) return false;
    const root = Math.sqrt(pivot);
    a[rowJ + j] = root;
    for (let i = j + 1; i < size; i++) {
      const rowI = i * stride;
      let sum = a[rowI + j]!;
      for (let l = 0; l < j; l++) sum -= a[rowI + l]! * a[rowJ + l]!;
      a[rowI + j] = sum / root;
    }
  }
  return true;
};

/** Solve L Lᵀ x = b in place for a factor of `choleskyFactor`. */
export const choleskySolve = (l: Float64Array, size: number, stride: number, x: Float64Array): void => {
  choleskyForward(l, size, stride, x);
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < size; j++) sum -= l[j * stride + i]! * x[j]!;
    x[i] = sum / l[i * stride + i]!;
  }
};

/** Solve L x = b in place. */
export const choleskyForward = (l: Float64Array, size: number, stride: number, x: Float64Array): void => {
  for (let i = 0; i < size; i++) {
    const row = i * stride;
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= l[row + j]! * x[j]!;
    x[i] = sum / l[row + i]!;
  }
};
