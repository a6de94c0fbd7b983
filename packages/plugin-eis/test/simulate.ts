import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { compileCircuit } from '../src/circuit/compile-circuit.ts';
import { parseCircuit } from '../src/circuit/parse-circuit.ts';
import type { EisSpectrum } from '../src/kinds.ts';

export interface SimulateOptions {
  /** Standard deviation of either component relative to |Z|; default 0. */
  readonly noise?: number;
  readonly seed?: number;
  readonly points?: number;
  readonly fMax?: number;
  readonly fMin?: number;
  readonly temperature?: number;
  readonly meta?: { readonly [key: string]: number };
}

/** A spectrum of a circuit with known parameters, 70 points from 1 MHz to 0.1 Hz by default. */
export function simulate(
  circuit: string,
  parameters: readonly number[],
  { noise = 0, seed = 1, points = 70, fMax = 1e6, fMin = 0.1, temperature, meta = {} }: SimulateOptions = {},
): { dataset: Dataset<typeof EisSpectrum>; exact: Float64Array } {
  const frequency = Float64Array.from({ length: points }, (_, i) => fMax * (fMin / fMax) ** (i / (points - 1)));
  const exact = new Float64Array(2 * points);
  compileCircuit(parseCircuit(circuit), frequency).evaluate(parameters, exact);
  const random = seededRandom(seed);
  const noisy = exact.map((value, i) => value + noise * Math.hypot(exact[i % points]!, exact[points + (i % points)]!) * random.normal());
  return {
    exact,
    dataset: {
      kind: 'eis/spectrum',
      title: 'simulated',
      size: { frequency: points },
      variables: { frequency: { values: frequency }, re: { values: noisy.slice(0, points) }, im: { values: noisy.slice(points) } },
      conditions: temperature === undefined ? {} : { temperature },
      meta,
    },
  };
}
