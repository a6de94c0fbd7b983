import type { Circuit } from '../circuit/circuit.ts';
import { type Arc, ladderOf } from '../circuit/ladder.ts';
import type { Constraints } from './constraints.ts';

/** Starts of the free search that are carried over. */
const MOST = 4;
/** Distance from a bound, as part of its range, or of the value where the range has one end. */
const INSIDE = 0.02;

/**
 * Starts that obey the constraints, from those of the free circuit: like arcs in every order (up to three of a kind; a bound or a tie tells them apart), what is tied at its own value and at
 * the mean of all it is tied to, and everything moved within its bounds. Values by index of the circuit, those that follow left as they were.
 */
export const constrainedStarts = (circuit: Circuit, constraints: Constraints, found: readonly Float64Array[]): Float64Array[] =>
  found.slice(0, MOST).flatMap((values) => constrainedVariants(circuit, constraints, values));

/**
 * The variants of one start, always as many and in the same order: several spectra that are fitted together take the same one each.
 * @param permute – false leaves the arcs in their places
 */
export function constrainedVariants(
  circuit: Circuit,
  { follows, ranges }: Constraints,
  start: Float64Array,
  permute: boolean = true,
): Float64Array[] {
  const { parameters } = circuit;
  const tied = follows.some(({ root }, j) => root !== j);
  const project = (values: Float64Array, averaged: boolean): Float64Array =>
    Float64Array.from(values, (value, j) => {
      if (follows[j]!.root !== j) return value;
      const own = follows.flatMap(({ root, factor }, i) => (root === j ? [values[i]! / factor] : []));
      const linear = parameters[j]!.linear;
      const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
      return within(averaged ? (linear ? mean(own) : Math.exp(mean(own.map(Math.log)))) : value, ranges[j]!, linear);
    });
  return (permute ? orders(circuit, start) : [start]).flatMap((values) =>
    tied ? [project(values, true), project(values, false)] : [project(values, false)],
  );
}

function within(value: number, { min, max }: { readonly min: number; readonly max: number }, linear: boolean): number {
  if (value > min && value < max) return value;
  if (linear) return value <= min ? min + INSIDE * (max - min) : max - INSIDE * (max - min);
  const margin = min > 0 ? (max / min) ** INSIDE : 1 + INSIDE;
  return value <= min ? min * margin : max / margin;
}

/** The values with like arcs in series in each other's place. */
function orders(circuit: Circuit, values: Float64Array): Float64Array[] {
  const arcs = ladderOf(circuit)?.arcs ?? [];
  return [true, false].reduce<Float64Array[]>(
    (list, capacitor) => {
      const like = arcs.filter(({ n }) => n < 0 === capacitor);
      return list.flatMap((each) => permutations(like).map((sources) => moved(each, like, sources)));
    },
    [values],
  );
}

function moved(values: Float64Array, arcs: readonly Arc[], sources: readonly Arc[]): Float64Array {
  const out = values.slice();
  arcs.forEach((arc, i) => {
    const from = sources[i]!;
    out[arc.R] = values[from.R]!;
    out[arc.Q] = values[from.Q]!;
    if (arc.n >= 0) out[arc.n] = values[from.n]!;
  });
  return out;
}

/** All orders of up to three, else as they are and reversed. */
function permutations<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length < 2) return [items];
  if (items.length > 3) return [items, items.toReversed()];
  return items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
