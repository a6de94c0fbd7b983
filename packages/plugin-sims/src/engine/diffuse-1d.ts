/** What happens at an end of the row: held at a fraction, exchange with one through a coefficient k [m/s], or nothing. */
export type RowEnd =
  | { readonly type: 'held'; readonly value: number }
  | { readonly type: 'exchange'; readonly k: number; readonly value: number }
  | { readonly type: 'closed' };

/** A row of cells. A cell has its size [m] and diffusivity [m2/s]; the face on its right a resistance R [s/m] besides, 1/P for a boundary. */
export interface DiffusionRow {
  readonly size: Float64Array;
  readonly diffusivity: Float64Array;
  /** Between cell i and i + 1: length n - 1; none by default. Infinity: nothing passes. */
  readonly resistance?: Float64Array;
  readonly left: RowEnd;
  readonly right: RowEnd;
}

/** A stretch of time in equal steps, at least 3. */
export interface TimeSpan {
  readonly time: number;
  readonly steps: number;
}

/**
 * Finite volumes in one dimension, h dc/dt = sum of (c_neighbour - c)/r with r = h_i/2D_i + h_j/2D_j + R; at a held end r = h/2D,
 * with exchange h/2D + 1/k.
 * Crank-Nicolson after four half steps of backward Euler, which take out the ringing of a jump (Rannacher): second order in time and space.
 * @param start – fraction at the cells' centres, left as it is; @returns the same after `span.time` [s]
 * doi:10.1007/BF01379769 (Rannacher 1984)
 */
export function diffuseRow(row: DiffusionRow, start: Float64Array, span: TimeSpan): Float64Array {
  const { conductance, outside } = rowConductances(row);
  const c = Float64Array.from(start);
  const dt = span.time / span.steps;
  const solve = implicitHalfStep(row.size, conductance, outside, dt / 2);
  for (let i = 0; i < 4; i++) solve(c);
  for (let step = 2; step < span.steps; step++) {
    // the implicit half step gives the middle of a Crank-Nicolson step: c(t + dt) = 2 c(t + dt/2) - c(t)
    const before = Float64Array.from(c);
    solve(c);
    for (let i = 0; i < c.length; i++) c[i] = 2 * (c[i] as number) - (before[i] as number);
  }
  return c;
}

interface RowConductances {
  /** Of the n + 1 faces [m/s]; 0 at a closed end. */
  readonly conductance: Float64Array;
  /** Fractions beyond both ends. */
  readonly outside: readonly [number, number];
}

function rowConductances({ size, diffusivity, resistance, left, right }: DiffusionRow): RowConductances {
  const n = size.length;
  const half = (i: number): number => (size[i] as number) / (2 * (diffusivity[i] as number));
  const end = (at: RowEnd, i: number): number =>
    at.type === 'closed' ? 0 : at.type === 'held' ? 1 / half(i) : at.k > 0 ? 1 / (half(i) + 1 / at.k) : 0;
  const conductance = new Float64Array(n + 1);
  conductance[0] = end(left, 0);
  conductance[n] = end(right, n - 1);
  for (let i = 1; i < n; i++) conductance[i] = 1 / (half(i - 1) + half(i) + (resistance?.[i - 1] ?? 0));
  return { conductance, outside: [left.type === 'closed' ? 0 : left.value, right.type === 'closed' ? 0 : right.value] };
}

/** Solves (I + tau A) c = c_old in place by Thomas' elimination; the factor is made once. */
function implicitHalfStep(
  size: Float64Array,
  g: Float64Array,
  [before, after]: readonly [number, number],
  tau: number,
): (c: Float64Array) => void {
  const n = size.length;
  const [lower, upper, pivot] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [first, last] = [
    (tau * (g[0] as number) * before) / (size[0] as number),
    (tau * (g[n] as number) * after) / (size[n - 1] as number),
  ];
  for (let i = 0; i < n; i++) {
    const scale = tau / (size[i] as number);
    const [west, east] = [scale * (g[i] as number), scale * (g[i + 1] as number)];
    lower[i] = i > 0 ? -west : 0;
    pivot[i] = 1 / (1 + west + east - (i > 0 ? (lower[i] as number) * (upper[i - 1] as number) : 0));
    upper[i] = i < n - 1 ? -east * (pivot[i] as number) : 0;
  }
  return (c) => {
    c[0]! += first;
    c[n - 1]! += last;
    c[0]! *= pivot[0]!;
    for (let i = 1; i < n; i++) c[i] = ((c[i] as number) - (lower[i] as number) * (c[i - 1] as number)) * (pivot[i] as number);
    for (let i = n - 2; i >= 0; i--) c[i] = (c[i] as number) - (upper[i] as number) * (c[i + 1] as number);
  };
}
