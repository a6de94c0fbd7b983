/**
 * Non-negative least squares from a Gram matrix over few columns: solve, drop the most negative, solve again. Coefficients go to `x` (in the order of
 * `columns`, dropped ones 0). Not the exact active-set method: what it drops stays dropped, which is enough to rank start values.
 * @returns xᵀ rhs at the solution, the fall of χ² against x = 0; −1 where the columns are dependent.
 */
export function smallNnls(
  gram: Float64Array,
  size: number,
  rhs: Float64Array,
  columns: Int32Array,
  k: number,
  x: Float64Array,
  work: Float64Array,
): number {
  let dropped = 0;
  for (let round = 0; round <= k; round++) {
    if (!solve(gram, size, rhs, columns, k, dropped, x, work)) return -1;
    let worst = -1;
    let lowest = 0;
    for (let a = 0; a < k; a++)
      if (x[a]! < lowest) {
        lowest = x[a]!;
        worst = a;
      }
    if (worst < 0) break;
    dropped |= 1 << worst;
  }
  let gain = 0;
  for (let a = 0; a < k; a++) gain += x[a]! * rhs[columns[a]!]!;
  return gain;
}

/** Cholesky over the columns that aren't dropped; work holds k² + k numbers. */
function solve(
  gram: Float64Array,
  size: number,
  rhs: Float64Array,
  columns: Int32Array,
  k: number,
  dropped: number,
  x: Float64Array,
  work: Float64Array,
): boolean {
  const y = k * k;
  for (let a = 0; a < k; a++) {
    if (dropped & (1 << a)) continue;
    const row = columns[a]! * size;
    let diagonal = gram[row + columns[a]!]!;
    const whole = diagonal;
    let sum = rhs[columns[a]!]!;
    for (let b = 0; b < a; b++) {
      if (dropped & (1 << b)) continue;
      let entry = gram[row + columns[b]!]!;
      for (let c = 0; c < b; c++) if (!(dropped & (1 << c))) entry -= work[a * k + c]! * work[b * k + c]!;
      entry /= work[b * k + b]!;
      work[a * k + b] = entry;
      diagonal -= entry * entry;
      sum -= entry * work[y + b]!;
    }
    if (!(diagonal > 1e-12 * whole)) return false;
    const root = Math.sqrt(diagonal);
    work[a * k + a] = root;
    work[y + a] = sum / root;
  }
  for (let a = k - 1; a >= 0; a--) {
    if (dropped & (1 << a)) {
      x[a] = 0;
      continue;
    }
    let sum = work[y + a]!;
    for (let b = a + 1; b < k; b++) if (!(dropped & (1 << b))) sum -= work[b * k + a]! * x[b]!;
    x[a] = sum / work[a * k + a]!;
  }
  return true;
}
