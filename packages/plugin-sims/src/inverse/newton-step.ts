import { invertSymmetric } from '../numeric/invert-symmetric.ts';

/** A step towards the optimum and its whole length, squared, in standard deviations. */
export interface NewtonStep {
  readonly step: Float64Array;
  readonly distance: number;
}

/** Longest step in a logarithm. */
const LONGEST = 1.5;
const ROUNDS = 6;

/**
 * -H^-1 g with no logarithm going further than `LONGEST`: those that want to stop there, and the others go where they are best then. (Were the whole
 * step shortened instead, one loose permeance would keep hundreds of others from moving.)
 * @param matrix – H, size × size; @param gradient – 0 and standing still at `held`; @param logarithms – the first so many are ones
 */
export function newtonStep(matrix: Float64Array, gradient: Float64Array, held: readonly number[], logarithms: number): NewtonStep {
  const fixed = new Map(held.map((at) => [at, 0]));
  const whole = solveFixed(matrix, gradient, fixed);
  const distance = -product(whole, gradient);
  let step = whole;
  for (let round = 0; round < ROUNDS; round++) {
    let further = 0;
    for (let i = 0; i < logarithms; i++) {
      if (fixed.has(i) || !(Math.abs(step[i]!) > LONGEST)) continue;
      fixed.set(i, Math.sign(step[i]!) * LONGEST);
      further++;
    }
    if (further === 0) break;
    step = solveFixed(matrix, gradient, fixed);
  }
  if (product(step, gradient) < 0) {
    for (let i = 0; i < logarithms; i++) step[i] = Math.min(LONGEST, Math.max(-LONGEST, step[i]!));
    if (product(step, gradient) < 0) return { step, distance };
  }
  const scale = whole.subarray(0, logarithms).reduce((least, s) => Math.min(least, LONGEST / Math.abs(s)), 1);
  return { step: whole.map((s) => scale * s), distance };
}

/** The step that is best when some of its elements are given. */
function solveFixed(matrix: Float64Array, gradient: Float64Array, fixed: ReadonlyMap<number, number>): Float64Array {
  const size = gradient.length;
  const [reduced, right] = [Float64Array.from(matrix), Float64Array.from(gradient)];
  for (const [at, value] of fixed) {
    for (let i = 0; i < size; i++) {
      right[i]! += matrix[i * size + at]! * value;
      reduced[at * size + i] = 0;
      reduced[i * size + at] = 0;
    }
    reduced[at * size + at] = 1;
  }
  for (const [at, value] of fixed) right[at] = -value;
  const inverse = invertSymmetric(reduced, size);
  const step = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (inverse) for (let j = 0; j < size; j++) step[i]! -= inverse[i * size + j]! * right[j]!;
    else if (reduced[i * size + i]! > 0) step[i] = -right[i]! / reduced[i * size + i]!;
  }
  return step;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
