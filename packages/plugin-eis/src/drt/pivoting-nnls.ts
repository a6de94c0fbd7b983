import { dotRows } from './dot-rows.ts';

/** Full exchanges that may fail to lower the number of wrong signs before single exchanges take over. */
const PATIENCE = 3;
const MOST_ROUNDS = 60;
let scratch = new Float64Array(0);

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
  if (scratch.length < k * k) scratch = new Float64Array(k * k);
  const factor = scratch;
  const trial = new Float64Array(k);
  if (start) for (let c = 0; c < k; c++) free[c] = start[c]! > 0 ? 1 : 0;
  const size = right.reduce((sum, b, c) => Math.max(sum, Math.abs(b) / Math.sqrt(gram[c * k + c]! || 1)), 0);
  let fewest = k + 1;
  let patience = PATIENCE;
  let before = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let count = 0;
    // Rows of the factor above the first unknown that changed sides stand.
    let same = 0;
    for (let c = 0; c < k; c++) {
      if (free[c] !== 1) continue;
      if (same === count && count < before && active[count] === c) same++;
      active[count++] = c;
    }
    before = count;
    for (let i = 0; i < count; i++) {
      const row = active[i]! * k;
      if (i >= same) for (let j = 0; j <= i; j++) factor[i * k + j] = gram[row + active[j]!]!;
      trial[i] = right[active[i]!]!;
    }
    solve(factor, count, k, trial, same);
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

/**
 * Cholesky, lower triangle of a with rows of `stride`, and the solution in place; a direction that has lost its precision is left at 0.
 * @param from – rows above it are factored already
 */
function solve(a: Float64Array, size: number, stride: number, b: Float64Array, from: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * stride;
    if (i >= from) {
      for (let j = 0; j < i; j++) {
        const other = j * stride;
        a[row + j] = (a[row + j]! - dotRows(a, row, other, j)) * a[other + j]!;
      }
      const whole = a[row + i]!;
      const diagonal = whole - dotRows(a, row, row, i);
      // The reciprocal root is what is kept.
      a[row + i] = diagonal > 1e-15 * whole ? 1 / Math.sqrt(diagonal) : 0;
    }
    let right = b[i]!;
    for (let j = 0; j < i; j++) right -= a[row + j]! * b[j]!;
    b[i] = right * a[row + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = i * stride;
    const value = b[i]! * a[row + i]!;
    b[i] = value;
    for (let j = 0; j < i; j++) b[j]! -= a[row + j]! * value;
  }
}
