/** Full exchanges that may fail to lower the number of wrong signs before single exchanges take over. */
const PATIENCE = 3;
const MOST_ROUNDS = 60;

/**
 * Non-negative least squares from normal equations by block principal pivoting: min xᵀGx/2 − bᵀx, x ≥ 0. All unknowns of the wrong sign change sides at once, one by one
 * where that doesn't lead on, so that a similar problem's solution as a start leaves two or three factorisations. G positive definite.
 * @param gram – row-major k × k
 * @param start – unknowns above 0 in it begin as positive
 * @returns undefined where rounding keeps it from an end: G nearly singular
 * @see Kim, Park, doi:10.1137/110821172
 */
export function pivotingNnls(gram: Float64Array, right: Float64Array, start?: ArrayLike<number>): Float64Array | undefined {
  const k = right.length;
  const x = new Float64Array(k);
  const free = new Uint8Array(k);
  const active = new Int32Array(k);
  const factor = new Float64Array(k * k);
  const trial = new Float64Array(k);
  if (start) for (let c = 0; c < k; c++) free[c] = start[c]! > 0 ? 1 : 0;
  const size = right.reduce((sum, b, c) => Math.max(sum, Math.abs(b) / Math.sqrt(gram[c * k + c]! || 1)), 0);
  let fewest = k + 1;
  let patience = PATIENCE;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let count = 0;
    for (let c = 0; c < k; c++) if (free[c] === 1) active[count++] = c;
    for (let i = 0; i < count; i++) {
      const row = active[i]! * k;
      for (let j = 0; j <= i; j++) factor[i * k + j] = gram[row + active[j]!]!;
      trial[i] = right[active[i]!]!;
    }
    solve(factor, count, k, trial);
    x.fill(0);
    for (let i = 0; i < count; i++) x[active[i]!] = trial[i]!;
    let wrong = 0;
    let last = -1;
    for (let c = 0; c < k; c++) {
      let bad: boolean;
      if (free[c] === 1) bad = x[c]! < 0;
      else {
        let gradient = right[c]!;
        for (let i = 0; i < count; i++) gradient -= gram[c * k + active[i]!]! * trial[i]!;
        bad = gradient > 1e-11 * size * Math.sqrt(gram[c * k + c]!);
      }
      if (!bad) continue;
      wrong++;
      last = c;
      // Marked here, exchanged below.
      free[c]! |= 2;
    }
    if (wrong === 0) return x;
    if (wrong < fewest) {
      fewest = wrong;
      patience = PATIENCE;
    } else patience--;
    for (let c = 0; c < k; c++) {
      if (free[c]! < 2) continue;
      free[c]! &= 1;
      if (patience >= 0 || c === last) free[c] = 1 - free[c]!;
    }
  }
  return undefined;
}

/** Cholesky, lower triangle of a with rows of `stride`, and the solution in place; a direction that has lost its precision is left at 0. */
function solve(a: Float64Array, size: number, stride: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const row = i * stride;
    const whole = a[row + i]!;
    let right = b[i]!;
    let diagonal = whole;
    for (let j = 0; j < i; j++) {
      const other = j * stride;
      let entry = a[row + j]!;
      for (let c = 0; c < j; c++) entry -= a[row + c]! * a[other + c]!;
      entry *= a[other + j]!;
      a[row + j] = entry;
      diagonal -= entry * entry;
      right -= entry * b[j]!;
    }
    // The reciprocal root is what is kept.
    const inverse = diagonal > 1e-15 * whole ? 1 / Math.sqrt(diagonal) : 0;
    a[row + i] = inverse;
    b[i] = right * inverse;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < size; j++) sum -= a[j * stride + i]! * b[j]!;
    b[i] = sum * a[i * stride + i]!;
  }
}
