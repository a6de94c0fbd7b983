import type { FactorPattern } from './factor-pattern.ts';
import type { FactorStorage } from './factor-storage.ts';
import type { PixelNetwork } from './pixel-network.ts';

/** The matrix time A + shift M: `mass` is the diagonal of M per pixel, row-major, 1 by default. */
export interface ShiftedMatrix {
  readonly network: PixelNetwork;
  readonly time: number;
  readonly shift: { readonly re: number; readonly im: number };
  readonly mass?: Float64Array | undefined;
}

/**
 * L L^T of a symmetric matrix on pixels in the order of nested dissection: each block's panel is assembled from the matrix and from what its children
 * leave to it, then factored densely (multifrontal; J. W. H. Liu, SIAM Rev. 34 (1992) 82).
 * @param numbers – 1: real, 2: complex, interleaved
 * @param eliminate – factors the panel of block b and subtracts what it leaves to the rows below from `storage.room`, r × r from `top` on, lower half
 */
export function factorBlocks(
  pattern: FactorPattern,
  { network, time, shift, mass }: ShiftedMatrix,
  { values, room }: FactorStorage,
  numbers: 1 | 2,
  eliminate: (b: number, w: number, r: number, top: number) => void,
): void {
  const { n, width, order, position, blocks, first, below, rows, panel, parent } = pattern;
  const { east, south, held } = network;
  const [local, places] = [new Int32Array(n), new Int32Array(n)];
  // children of the block at hand lie on top of the stack
  const waiting: { readonly block: number; readonly at: number }[] = [];
  let top = 0;
  for (let b = 0; b < blocks; b++) {
    const [c0, r0, p] = [first[b]!, below[b]!, panel[b]!];
    const w = first[b + 1]! - c0;
    const r = below[b + 1]! - r0;
    for (let i = 0; i < w; i++) local[c0 + i] = i;
    for (let k = 0; k < r; k++) local[rows[r0 + k]!] = w + k;
    room.fill(0, numbers * top, numbers * (top + r * r));
    for (let j = 0; j < w; j++) {
      const pixel = order[c0 + j]!;
      const x = pixel % width;
      const m = mass ? mass[pixel]! : 1;
      let diagonal = time * held[pixel]! + m * shift.re;
      const join = (other: number, g: number): void => {
        diagonal += time * g;
        const row = position[other]!;
        if (row > c0 + j) values[numbers * (p + local[row]! * w + j)] = -time * g;
      };
      if (x > 0) join(pixel - 1, east[pixel - 1]!);
      if (x + 1 < width) join(pixel + 1, east[pixel]!);
      if (pixel >= width) join(pixel - width, south[pixel - width]!);
      if (pixel + width < n) join(pixel + width, south[pixel]!);
      values[numbers * (p + j * w + j)] = diagonal;
      if (numbers === 2) values[2 * (p + j * w + j) + 1] = m * shift.im;
    }
    let base = top;
    while (waiting.length > 0 && parent[waiting.at(-1)!.block] === b) {
      const { block, at } = waiting.pop()!;
      base = at;
      const q0 = below[block]!;
      const size = below[block + 1]! - q0;
      let inside = 0;
      for (let i = 0; i < size; i++) {
        places[i] = local[rows[q0 + i]!]!;
        if (places[i]! < w) inside = i + 1;
      }
      for (let i = 0; i < size; i++) {
        const from = at + i * size;
        const row = p + places[i]! * w;
        const rest = top + (places[i]! - w) * r - w;
        addRow(values, row, room, from, places, 0, Math.min(i + 1, inside), numbers);
        addRow(room, rest, room, from, places, inside, i + 1, numbers);
      }
    }
    eliminate(b, w, r, top);
    room.copyWithin(numbers * base, numbers * top, numbers * (top + r * r));
    if (r > 0) waiting.push({ block: b, at: base });
    top = base + r * r;
  }
}

/** Adds a child's row to the places of its columns. Rows in entries, each of so many numbers. */
function addRow(
  into: Float64Array,
  row: number,
  child: Float64Array,
  from: number,
  places: Int32Array,
  start: number,
  end: number,
  numbers: 1 | 2,
): void {
  if (numbers === 1) {
    for (let j = start; j < end; j++) into[row + places[j]!]! += child[from + j]!;
    return;
  }
  for (let j = start; j < end; j++) {
    const to = 2 * (row + places[j]!);
    into[to]! += child[2 * (from + j)]!;
    into[to + 1]! += child[2 * (from + j) + 1]!;
  }
}
