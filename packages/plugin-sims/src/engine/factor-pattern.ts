import { gridOrdering } from './grid-ordering.ts';

/**
 * Where the factor L of a five-point matrix on a grid of pixels is not zero, whatever its values: in dense panels. The columns of a block of the
 * dissection share their rows, so its panel is (columns + rows below) × columns, row-major, the upper triangle unused.
 */
export interface FactorPattern {
  readonly width: number;
  readonly height: number;
  /** Number of pixels. */
  readonly n: number;
  /** Position -> pixel, and back. */
  readonly order: Int32Array;
  readonly position: Int32Array;
  readonly blocks: number;
  /** Block b has the columns first[b] to first[b + 1] - 1. */
  readonly first: Int32Array;
  /** Its rows below them, ascending, are rows[below[b]] to rows[below[b + 1] - 1]. */
  readonly below: Int32Array;
  readonly rows: Int32Array;
  /** Its panel begins at panel[b] of the factor's numbers, panel[blocks] of them in all. */
  readonly panel: Int32Array;
  /** The block of its first row below, -1 for none: all of its rows lie in blocks up from there. */
  readonly parent: Int32Array;
  /** Block of each position. */
  readonly block: Int32Array;
  /** Numbers that updates on their way to their parents take at most, while each is made above those it is made of. */
  readonly stack: number;
}

/** The panels of L in the order of nested dissection; made once per image size. */
export function factorPattern(width: number, height: number): FactorPattern {
  const n = width * height;
  const { order, first } = gridOrdering(width, height);
  const blocks = first.length - 1;
  const position = new Int32Array(n);
  for (let k = 0; k < n; k++) position[order[k]!] = k;
  const block = new Int32Array(n);
  for (let b = 0; b < blocks; b++) block.fill(b, first[b], first[b + 1]);
  const [below, panel, parent] = [new Int32Array(blocks + 1), new Int32Array(blocks + 1), new Int32Array(blocks).fill(-1)];
  const children: number[][] = Array.from({ length: blocks }, () => []);
  const all: Int32Array[] = [];
  const seen = new Int32Array(n).fill(-1);
  let [held, stack] = [0, 0];
  for (let b = 0; b < blocks; b++) {
    const last = first[b + 1]! - 1;
    const found: number[] = [];
    const visit = (row: number): void => {
      if (row <= last || seen[row] === b) return;
      seen[row] = b;
      found.push(row);
    };
    for (let k = first[b]!; k <= last; k++) {
      const pixel = order[k]!;
      const x = pixel % width;
      if (x > 0) visit(position[pixel - 1]!);
      if (x + 1 < width) visit(position[pixel + 1]!);
      if (pixel >= width) visit(position[pixel - width]!);
      if (pixel + width < n) visit(position[pixel + width]!);
    }
    let freed = 0;
    for (const child of children[b]!) {
      for (const row of all[child]!) visit(row);
      freed += all[child]!.length ** 2;
    }
    const rows = Int32Array.from(found).sort();
    all.push(rows);
    const columns = last + 1 - first[b]!;
    below[b + 1] = below[b]! + rows.length;
    panel[b + 1] = panel[b]! + columns * (columns + rows.length);
    stack = Math.max(stack, held + rows.length ** 2);
    held += rows.length ** 2 - freed;
    if (rows.length === 0) continue;
    parent[b] = block[rows[0]!]!;
    children[parent[b]!]!.push(b);
  }
  const rows = new Int32Array(below[blocks]!);
  all.forEach((each, b) => rows.set(each, below[b]));
  return { width, height, n, order, position, blocks, first, below, rows, panel, parent, block, stack };
}
