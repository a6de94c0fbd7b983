/** Weighted data with the part taken out that fixed columns explain. */
export interface Projection {
  /** Σw r² of what is left. */
  readonly rss: number;
  /** What a further column takes off rss, and its coefficient; undefined where the fixed columns hold it already. */
  gain(column: Float64Array): { readonly rss: number; readonly coefficient: number } | undefined;
}

/**
 * Least squares of `y` on `columns` with weights `w`, kept as an orthonormal basis: one more column then costs one pass over the data, which
 * makes profiling a break cheap. Columns that depend on those before them are left out.
 */
export function projection(columns: readonly Float64Array[], y: Float64Array, w: Float64Array): Projection {
  const root = w.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const reduce = (column: Float64Array, v: Float64Array): { before: number; after: number } => {
    for (let i = 0; i < v.length; i++) v[i] = (column[i] as number) * (root[i] as number);
    const before = dot(v, v);
    // Twice is enough: the second pass removes what cancellation left of the first.
    for (let pass = 0; pass < 2; pass++) {
      for (const q of basis) {
        const share = dot(q, v);
        for (let i = 0; i < v.length; i++) v[i] = (v[i] as number) - share * (q[i] as number);
      }
    }
    return { before, after: dot(v, v) };
  };
  for (const column of columns) {
    const v = new Float64Array(w.length);
    const { before, after } = reduce(column, v);
    if (!(after > 1e-20 * before)) continue;
    const size = Math.sqrt(after);
    basis.push(v.map((value) => value / size));
  }
  const rest = new Float64Array(w.length);
  const rss = reduce(y, rest).after;
  const scratch = new Float64Array(w.length);
  return {
    rss,
    gain(column) {
      const { before, after } = reduce(column, scratch);
      if (!(after > 1e-16 * before)) return undefined;
      const along = dot(scratch, rest);
      return { rss: rss - along ** 2 / after, coefficient: along / after };
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
