import type { FitParameter } from '@ionwalk/core/fit';
import type { Circuit } from '../circuit/circuit.ts';
import { arcsOf } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';

/** Part of |Z| below which a series element doesn't show. */
const NEGLIGIBLE = 1e-6;
/** Largest step of a parameter that isn't fitted in its logarithm, as part of where its starts lie: 0.3 of an exponent. */
const STEP = 0.3 / 0.38;

/**
 * Coordinates in which a fit walks well: (R, τ, n) for an arc in place of (R, Q, n), τ = (RQ)^(1/n), which makes R and Q independent; and Q ωc^n for
 * any other CPE, its admittance in the middle of the window ωc. The same parameters in the same places, other numbers.
 */
export interface SearchCoordinates {
  readonly parameters: readonly Omit<FitParameter, 'start'>[];
  toCircuit(search: ArrayLike<number>, out: Float64Array): void;
  toSearch(circuit: ArrayLike<number>): Float64Array;
  /** Turns ∂Z/∂(circuit parameters), m columns as long as `weight`, in place into ∂(weight Z)/∂(what is iterated): search parameters, their logarithms where that is their scale. */
  chain(search: ArrayLike<number>, circuit: ArrayLike<number>, weight: Float64Array, jacobian: Float64Array): void;
}

/** @param fixed – indices of parameters that are held: their Q stays a Q */
export function searchCoordinates(
  circuit: Circuit,
  { frequency, packed }: SpectrumData,
  fixed: { has(index: number): boolean } = new Set(),
): SearchCoordinates {
  const m = circuit.parameters.length;
  const arcs = arcsOf(circuit).filter((arc) => !fixed.has(arc.Q));
  const inArc = new Set(arcs.map((arc) => arc.Q));
  const single = circuit.parameters.flatMap((parameter, j) => (parameter.role === 'Q' && !inArc.has(j) && !fixed.has(j) ? [j] : []));
  const coupled = new Set([...arcs.flatMap(({ R, Q, n }) => [R, Q, n]), ...single.flatMap((j) => [j, j + 1])]);
  const plain = circuit.parameters.flatMap((_, j) => (coupled.has(j) ? [] : [j]));
  let [lowest, highest] = [Infinity, 0];
  for (const f of frequency) {
    lowest = Math.min(lowest, f);
    highest = Math.max(highest, f);
  }
  let [small, large] = [Infinity, 0];
  for (let i = 0; i < frequency.length; i++) {
    const modulus = Math.hypot(packed[i]!, packed[frequency.length + i]!);
    if (modulus > 0) small = Math.min(small, modulus);
    large = Math.max(large, modulus);
  }
  // A resistance on its way to 0 or infinity is stopped where it no longer shows, and held there: in ln R the way has no end.
  const resistances = { min: NEGLIGIBLE * small, max: large / NEGLIGIBLE };
  const inductances = { min: (NEGLIGIBLE * small) / (2 * Math.PI * highest), max: large / NEGLIGIBLE / (2 * Math.PI * lowest) };
  const lnCentre = Math.log(2 * Math.PI) + 0.5 * Math.log(lowest * highest);
  return {
    parameters: circuit.parameters.map(({ name, role, linear, min, max, start, from }, j) => {
      if (linear) return { name, min, max, maxStep: 'low' in start ? STEP * (start.high - start.low) : max - min };
      // A time constant, or an admittance at ωc, has wider limits than the Q it stands for.
      const limits =
        role === 'R'
          ? from === undefined
            ? resistances
            : within(resistances, { min, max })
          : role === 'L'
            ? inductances
            : inArc.has(j) || role === 'Q'
              ? { min: 1e-25, max: 1e25 }
              : { min, max };
      return { name, min: limits.min, max: limits.max, scale: 'log' };
    }),
    toCircuit(search, out) {
      for (let j = 0; j < m; j++) out[j] = search[j]!;
      for (const { R, Q, n } of arcs) out[Q] = (n < 0 ? search[Q]! : Math.exp(search[n]! * Math.log(search[Q]!))) / search[R]!;
      for (const j of single) out[j] = search[j]! * Math.exp(-search[j + 1]! * lnCentre);
    },
    toSearch(values) {
      const out = Float64Array.from(values);
      for (const { R, Q, n } of arcs) out[Q] = n < 0 ? values[R]! * values[Q]! : Math.exp(Math.log(values[R]! * values[Q]!) / values[n]!);
      for (const j of single) out[j] = values[j]! * Math.exp(values[j + 1]! * lnCentre);
      return out;
    },
    chain(search, values, weight, jacobian) {
      const rows = weight.length;
      for (const { R, Q, n } of arcs) {
        const own = values[R]!;
        const perR = -values[Q]!;
        const perTau = (n < 0 ? 1 : search[n]!) * values[Q]!;
        const perN = n < 0 ? 0 : values[Q]! * Math.log(search[Q]!);
        const [r, q, e] = [R * rows, Q * rows, n * rows];
        for (let i = 0; i < rows; i++) {
          const w = weight[i]!;
          const d = jacobian[q + i]! * w;
          jacobian[r + i] = jacobian[r + i]! * w * own + d * perR;
          if (n >= 0) jacobian[e + i] = jacobian[e + i]! * w + d * perN;
          jacobian[q + i] = d * perTau;
        }
      }
      for (const j of single) {
        const [q, e] = [j * rows, (j + 1) * rows];
        for (let i = 0; i < rows; i++) {
          const d = jacobian[q + i]! * weight[i]! * values[j]!;
          jacobian[e + i] = jacobian[e + i]! * weight[i]! - d * lnCentre;
          jacobian[q + i] = d;
        }
      }
      for (const j of plain) {
        const factor = circuit.parameters[j]!.linear ? 1 : values[j]!;
        const at = j * rows;
        for (let i = 0; i < rows; i++) jacobian[at + i]! *= weight[i]! * factor;
      }
    },
  };
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** What two ranges have in common; the second where that is nothing. */
const within = (wide: Range, own: Range): Range =>
  Math.max(wide.min, own.min) < Math.min(wide.max, own.max) ? { min: Math.max(wide.min, own.min), max: Math.min(wide.max, own.max) } : own;
