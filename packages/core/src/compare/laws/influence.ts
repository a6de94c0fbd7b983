/**
 * How the parameters of a least-squares fit follow the data: row k of the answer holds ∂p_k/∂y_i, so any linear function of
 * the parameters is a weighted sum of y and its covariance follows from that of y, shared errors included.
 * `columns`: ∂f/∂p_k at each point; `w`: weights. Modified Gram-Schmidt, so the scale of a column doesn't matter.
 * Undefined where the columns are linearly dependent.
 */
export function influence(columns: readonly Float64Array[], w: Float64Array): Float64Array[] | undefined {
  const n = w.length;
  const k = columns.length;
  const q: Float64Array[] = [];
  const r: number[][] = columns.map(() => columns.map(() => 0));
  for (let j = 0; j < k; j++) {
    const v = new Float64Array(n);
    for (let i = 0; i < n; i++) v[i] = Math.sqrt(get(w, i)) * get(columns[j] as Float64Array, i);
    const size = norm(v);
    // Twice is enough: the second pass removes what cancellation left of the first.
    for (let pass = 0; pass < 2; pass++) {
      for (let m = 0; m < j; m++) {
        const qm = q[m] as Float64Array;
        let dot = 0;
        for (let i = 0; i < n; i++) dot += get(qm, i) * get(v, i);
        for (let i = 0; i < n; i++) v[i] = get(v, i) - dot * get(qm, i);
        (r[m] as number[])[j] = ((r[m] as number[])[j] as number) + dot;
      }
    }
    const left = norm(v);
    if (!(left > 1e-10 * size)) return undefined;
    (r[j] as number[])[j] = left;
    q.push(v.map((value) => value / left));
  }
  const rows: Float64Array[] = columns.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = k - 1; j >= 0; j--) {
      let sum = get(q[j] as Float64Array, i) * Math.sqrt(get(w, i));
      for (let m = j + 1; m < k; m++) sum -= ((r[j] as number[])[m] as number) * get(rows[m] as Float64Array, i);
      (rows[j] as Float64Array)[i] = sum / ((r[j] as number[])[j] as number);
    }
  }
  return rows;
}

const get = (values: Float64Array, i: number): number => values[i] as number;

function norm(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += get(values, i) ** 2;
  return Math.sqrt(sum);
}
