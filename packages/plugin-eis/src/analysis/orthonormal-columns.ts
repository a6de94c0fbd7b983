/** A column of which less than this part is left beside the others adds nothing. */
const DEPENDENT = 1e-7;
/** A column of which less is left has lost digits, and is made orthogonal once more. */
const CANCELLED = 1e-2;

/**
 * Orthonormal basis of the columns of a Jacobian: H = QQᵀ, so that the leverage of row i, the share of its own value in its fit, is Σ_j Q_ij².
 * By modified Gram-Schmidt, twice for a column of which little is left; dependent and empty ones are left out.
 * @param columns – rows × m, column after column, is overwritten
 * @param use – columns taken
 * @returns Q, rows each
 */
export function orthonormalColumns(columns: Float64Array, rows: number, use: readonly number[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const j of use) {
    const column = columns.subarray(j * rows, (j + 1) * rows);
    const size = norm(column);
    if (!(size > 0 && Number.isFinite(size))) continue;
    for (let i = 0; i < rows; i++) column[i]! /= size;
    let left = without(column, basis);
    if (left < CANCELLED) left = without(column, basis);
    if (!(left > DEPENDENT)) continue;
    for (let i = 0; i < rows; i++) column[i]! /= left;
    basis.push(column);
  }
  return basis;
}

function norm(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i]! * column[i]!;
  return Math.sqrt(sum);
}

/** Takes the directions of a basis out of a column. @returns its length then */
function without(column: Float64Array, basis: readonly Float64Array[]): number {
  const rows = column.length;
  for (const one of basis) {
    let dot = 0;
    for (let i = 0; i < rows; i++) dot += one[i]! * column[i]!;
    for (let i = 0; i < rows; i++) column[i]! -= dot * one[i]!;
  }
  return norm(column);
}
