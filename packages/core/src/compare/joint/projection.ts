/** Weighted data with the part taken out that fixed columns explain. */
export interface Projection {
  /** Σw r² of what is left. */
  readonly rss: number;
  /** How many of the fixed columns the others don't hold. */
  readonly rank: number;
  /** What a further column takes off rss, and its coefficient; undefined where the fixed columns hold it already. */
  gain(column: Float64Array): { readonly rss: number; readonly coefficient: number } | undefined;
  /** The coefficients of two further columns; undefined where they and the fixed ones aren't independent. */
  gainOfTwo(first: Float64Array, second: Float64Array): { readonly coefficients: readonly [number, number] } | undefined;
}

/** A square that shrank by more than this left too few digits: what is left is made orthogonal once more. */
const CANCELLED = 1e-4;

/**
 * Least squares of `y` on `columns` with weights `w`, kept as an orthonormal basis: one more column then costs one pass over the data, which
 * makes profiling a break cheap. Columns that depend on those before them are left out.
 */
export function projection(columns: readonly Float64Array[], y: Float64Array, w: Float64Array): Projection {
  const n = w.length;
  const root = w.map(Math.sqrt);
  // Row k holds the k-th basis vector.
  const basis = new Float64Array(n * columns.length);
  let size = 0;
  const reduce = (column: Float64Array, v: Float64Array): { before: number; after: number } => {
    let before = 0;
    for (let i = 0; i < n; i++) {
      const value = (column[i] as number) * (root[i] as number);
      v[i] = value;
      before += value * value;
    }
    let after = before;
    for (let pass = 0; pass < 2; pass++) {
      for (let at = 0; at < size * n; at += n) {
        let share = 0;
        for (let i = 0; i < n; i++) share += (basis[at + i] as number) * (v[i] as number);
        for (let i = 0; i < n; i++) v[i] = (v[i] as number) - share * (basis[at + i] as number);
      }
      const last = after;
      after = dot(v, v);
      // Twice is enough: the second pass removes what cancellation left of the first.
      if (after > CANCELLED * last) break;
    }
    return { before, after };
  };
  const scratch = new Float64Array(n);
  const other = new Float64Array(n);
  for (const column of columns) {
    const { before, after } = reduce(column, scratch);
    if (!(after > 1e-20 * before)) continue;
    const length = Math.sqrt(after);
    for (let i = 0; i < n; i++) basis[size * n + i] = (scratch[i] as number) / length;
    size++;
  }
  const rest = new Float64Array(n);
  const rss = reduce(y, rest).after;
  return {
    rss,
    rank: size,
    gain(column) {
      const { before, after } = reduce(column, scratch);
      if (!(after > 1e-16 * before)) return undefined;
      const along = dot(scratch, rest);
      return { rss: rss - along ** 2 / after, coefficient: along / after };
    },
    gainOfTwo(first, second) {
      const a = reduce(first, scratch);
      const b = reduce(second, other);
      const across = dot(scratch, other);
      const determinant = a.after * b.after - across ** 2;
      if (!(a.after > 1e-16 * a.before && b.after > 1e-16 * b.before && determinant > 1e-12 * a.after * b.after)) return undefined;
      const [p, q] = [dot(scratch, rest), dot(other, rest)];
      return { coefficients: [(p * b.after - q * across) / determinant, (q * a.after - p * across) / determinant] };
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
