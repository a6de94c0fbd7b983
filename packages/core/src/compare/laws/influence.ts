/**
 * How the parameters of a least-squares fit follow the data: row k of the answer holds ∂p_k/∂y_i, so any linear function of
 * the parameters is a weighted sum of y and its covariance follows from that of y, shared errors included.
 * `columns`: ∂f/∂p_k at each point; `w`: weights. Modified Gram-Schmidt, so the scale of a column doesn't matter.
 * Undefined where the columns are linearly dependent.
 */
export function influence(columns: readonly Float64Array[], w: Float64Array): Float64Array[] | undefined {
  const n = w.length;
  const k = columns.length;
  const root = w.map(Math.sqrt);
  // Rows of n: the orthonormal columns; r: k × k, upper triangle.
  const q = new Float64Array(k * n);
  const r = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const column = columns[j] as Float64Array;
    const at = j * n;
    for (let i = 0; i < n; i++) q[at + i] = get(root, i) * get(column, i);
    const size = norm(q, at, n);
    let left = size;
    for (let pass = 0; pass < 2; pass++) {
      for (let m = 0; m < j; m++) {
        let dot = 0;
        for (let i = 0; i < n; i++) dot += get(q, m * n + i) * get(q, at + i);
        for (let i = 0; i < n; i++) q[at + i] = get(q, at + i) - dot * get(q, m * n + i);
        r[m * k + j] = get(r, m * k + j) + dot;
      }
      const before = left;
      left = norm(q, at, n);
      // Twice is enough: the second pass removes what cancellation left of the first, where it left anything.
      if (left > 0.1 * before) break;
    }
    if (!(left > 1e-10 * size)) return undefined;
    r[j * k + j] = left;
    for (let i = 0; i < n; i++) q[at + i] = get(q, at + i) / left;
  }
  const rows = columns.map(() => new Float64Array(n));
  for (let j = k - 1; j >= 0; j--) {
    const row = rows[j] as Float64Array;
    for (let i = 0; i < n; i++) row[i] = get(q, j * n + i) * get(root, i);
    for (let m = j + 1; m < k; m++) {
      const below = rows[m] as Float64Array;
      const factor = get(r, j * k + m);
      for (let i = 0; i < n; i++) row[i] = get(row, i) - factor * get(below, i);
    }
    const pivot = get(r, j * k + j);
    for (let i = 0; i < n; i++) row[i] = get(row, i) / pivot;
  }
  return rows;
}

const get = (values: Float64Array, i: number): number => values[i] as number;

function norm(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += get(values, i) ** 2;
  return Math.sqrt(sum);
}
