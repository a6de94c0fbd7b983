import type { Circuit } from '../circuit/circuit.ts';
import { type Arc, ladderOf } from '../circuit/ladder.ts';

/** The same impedance with equal arcs in series numbered by time constant, fastest first. Returns a copy. */
export function sortArcs(circuit: Circuit, parameters: Float64Array): Float64Array {
  const out = parameters.slice();
  const arcs = ladderOf(circuit)?.arcs ?? [];
  for (const kind of [true, false]) {
    const like = arcs.filter(({ n }) => n < 0 === kind);
    const sorted = like.toSorted((a, b) => timeConstant(a, parameters) - timeConstant(b, parameters));
    like.forEach((arc, i) => {
      const from = sorted[i] as Arc;
      out[arc.R] = parameters[from.R]!;
      out[arc.Q] = parameters[from.Q]!;
      if (arc.n >= 0) out[arc.n] = parameters[from.n]!;
    });
  }
  return out;
}

/** τ = (RQ)^(1/n) [s]. */
export const timeConstant = ({ R, Q, n }: Arc, p: ArrayLike<number>): number => (n < 0 ? p[R]! * p[Q]! : (p[R]! * p[Q]!) ** (1 / p[n]!));
