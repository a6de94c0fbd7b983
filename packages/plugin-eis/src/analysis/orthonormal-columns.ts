/** A column of which less than this part is left beside the others adds nothing. */
const DEPENDENT = 1e-7;

/**
 * Orthonormal basis of the columns of a Jacobian: H = QQᵀ, so that the leverage of row i, the share of its own value in its fit, is Σ_j Q_ij².
 * By modified Gram-Schmidt, every column twice; dependent and empty ones are left out.
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
    for (let pass = 0; pass < 2; pass++)
      for (const one of basis) {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += one[i]! * column[i]!;
        for (let i = 0; i < rows; i++) column[i]! -= dot * one[i]!;
      }
    const left = norm(column);
    if (!(left > DEPENDENT)) continue;
    for (let i = 0; i < rows; i++) column[i]! /= left;
    basis.push(column);
  }
  return basis;
}

const norm = (column: Float64Array): number => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
