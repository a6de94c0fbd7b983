import { gramBlocks } from '@ionwalk/core/fit';
import type { Ladder } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { type LadderShapes, ladderShapes } from './ladder-shapes.ts';

/** The shapes of a chain of arcs seen through the weights of a spectrum, each brought to unit length. */
export interface LadderColumns extends LadderShapes {
  /** Length of a weighted column: what its coefficient is to be divided by. */
  readonly norms: Float64Array;
  /** Inner products of the columns with each other (row-major) and with the data. */
  readonly gram: Float64Array;
  readonly rhs: Float64Array;
}

/** Kept for the next spectrum: a column per trial value is much to give back and take again. */
let scratch = new Float64Array(0);

/** @param data – columns and data are divided by its σ */
export function ladderColumns(ladder: Ladder, { frequency, packed, sigma }: SpectrumData): LadderColumns {
  const shapes = ladderShapes(ladder, frequency);
  const { values, count } = shapes;
  const rows = packed.length;
  if (scratch.length < values.length) scratch = new Float64Array(values.length);
  const weight = sigma.map((s) => 1 / s);
  for (let c = 0, at = 0; c < count; c++) for (let i = 0; i < rows; i++, at++) scratch[at] = values[at]! * weight[i]!;
  const gram = new Float64Array(count * count);
  const rhs = new Float64Array(count);
  gramBlocks(
    scratch,
    packed.map((value, i) => value * weight[i]!),
    rows,
    count,
    gram,
    rhs,
  );
  const norms = Float64Array.from({ length: count }, (_, c) => Math.sqrt(gram[c * count + c]!) || 1);
  for (let a = 0; a < count; a++) {
    rhs[a]! /= norms[a]!;
    for (let b = 0; b <= a; b++) gram[b * count + a] = gram[a * count + b]! /= norms[a]! * norms[b]!;
  }
  return { ...shapes, norms, gram, rhs };
}
