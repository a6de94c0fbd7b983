import { gramBlocks } from '@ionwalk/core/fit';
import type { Ladder } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { type LadderShapes, ladderShapes } from './ladder-shapes.ts';

/** The shapes of a chain of arcs seen through the weights of a spectrum, each brought to unit length. */
export interface LadderColumns extends LadderShapes {
  /** Length of a weighted column: what its coefficient is to be divided by. */
  readonly norms: Float64Array;
  /** Inner products of the columns with each other (row-major; NaN between groups, which no start combines) and with the data. */
  readonly gram: Float64Array;
  readonly rhs: Float64Array;
}

/** Kept for the next spectrum: a column per trial value is much to give back and take again. */
let scratch = new Float64Array(0);
let products = new Float64Array(0);
let part = new Float64Array(0);

/** @param data – columns and data are divided by its σ. What is returned holds until the next call. */
export function ladderColumns(ladder: Ladder, { frequency, packed, sigma }: SpectrumData): LadderColumns {
  const shapes = ladderShapes(ladder, frequency);
  const { values, count, groups } = shapes;
  const rows = packed.length;
  if (scratch.length < values.length) scratch = new Float64Array(values.length);
  if (products.length < count * count) [products, part] = [new Float64Array(count * count), new Float64Array(count * count)];
  const [columns, gram, block] = [scratch, products, part];
  const weight = new Float64Array(rows);
  const target = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    weight[i] = 1 / sigma[i]!;
    target[i] = packed[i]! * weight[i]!;
  }
  for (let c = 0, at = 0; c < count; c++) for (let i = 0; i < rows; i++, at++) columns[at] = values[at]! * weight[i]!;
  const rhs = new Float64Array(count);
  gram.fill(NaN, 0, count * count);
  // Arcs of one exponent with each other; what is left, a few columns of series elements, with everything.
  let from = 0;
  for (const size of groups) {
    gramBlocks(columns.subarray(from * rows), target, rows, size, block, rhs.subarray(from));
    for (let a = 0; a < size; a++) for (let b = 0; b <= a; b++) gram[(from + a) * count + from + b] = block[a * size + b]!;
    from += size;
  }
  for (let a = from; a < count; a++) {
    rhs[a] = dot(columns, a * rows, target, 0, rows);
    for (let b = 0; b <= a; b++) gram[a * count + b] = dot(columns, a * rows, columns, b * rows, rows);
  }
  const norms = new Float64Array(count);
  for (let a = 0; a < count; a++) norms[a] = Math.sqrt(gram[a * count + a]!) || 1;
  for (let a = 0; a < count; a++) {
    rhs[a]! /= norms[a]!;
    for (let b = 0; b <= a; b++) {
      const value = gram[a * count + b]! / (norms[a]! * norms[b]!);
      gram[a * count + b] = value;
      gram[b * count + a] = value;
    }
  }
  return { ...shapes, norms, gram, rhs };
}

function dot(u: Float64Array, at: number, v: Float64Array, from: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += u[at + i]! * v[from + i]!;
  return sum;
}
