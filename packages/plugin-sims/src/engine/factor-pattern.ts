import { gridOrdering } from './grid-ordering.ts';

/** Where the factor L of a five-point matrix on a grid of pixels is not zero, whatever its values. */
export interface FactorPattern {
  readonly width: number;
  readonly height: number;
  /** Number of pixels. */
  readonly n: number;
  /** Position -> pixel, and back. */
  readonly order: Int32Array;
  readonly position: Int32Array;
  /** Elimination tree: the first row below the diagonal of each column, -1 for none. */
  readonly parent: Int32Array;
  /** Column j has its rows, in order, at rows[start[j]] to rows[start[j + 1] - 1]; the diagonal isn't stored. */
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** Elimination tree and pattern of L in the order of nested dissection; made once per image size. */
export function factorPattern(width: number, height: number): FactorPattern {
  const n = width * height;
  const order = gridOrdering(width, height);
  const position = new Int32Array(n);
  for (let k = 0; k < n; k++) position[order[k]!] = k;
  const parent = new Int32Array(n).fill(-1);
  const seen = new Int32Array(n).fill(-1);
  const start = new Int32Array(n + 1);
  const walk = (visit: (column: number, row: number) => void): void => {
    seen.fill(-1);
    for (let k = 0; k < n; k++) {
      seen[k] = k;
      const pixel = order[k]!;
      const x = pixel % width;
      climb(x > 0 ? position[pixel - 1]! : n, k, visit);
      climb(x + 1 < width ? position[pixel + 1]! : n, k, visit);
      climb(pixel >= width ? position[pixel - width]! : n, k, visit);
      climb(pixel + width < n ? position[pixel + width]! : n, k, visit);
    }
  };
  const climb = (from: number, k: number, visit: (column: number, row: number) => void): void => {
    if (from >= k) return;
    for (let i = from; seen[i] !== k; i = parent[i]!) {
      if (parent[i] === -1) parent[i] = k;
      seen[i] = k;
      visit(i, k);
    }
  };
  walk((column) => {
    start[column + 1]! += 1;
  });
  for (let j = 0; j < n; j++) start[j + 1]! += start[j]!;
  const rows = new Int32Array(start[n]!);
  const filled = start.slice(0, n);
  walk((column, row) => {
    rows[filled[column]!] = row;
    filled[column]! += 1;
  });
  return { width, height, n, order, position, parent, start, rows };
}
