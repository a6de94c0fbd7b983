import { IonwalkError } from '@ionwalk/core';
import type { CircuitElement } from './circuit.ts';

/** An element of another plugin among the operations of a circuit: its numbers are checked, since nobody here has seen its code. */
export interface ForeignOperation {
  /** Z into re, im from `z` on. */
  forward(p: ArrayLike<number>, z: number, re: Float64Array, im: Float64Array): void;
  /** ∂Z/∂(own parameters) into a 2N × m Jacobian; `row` and `column` as in `derive`. */
  derive(p: ArrayLike<number>, row: number, column: number, out: Float64Array): void;
}

/** @throws plugin/element (exit 5) for a number that isn't finite, or one that was never set */
export function foreignOperation({ definition, from, at }: CircuitElement, omega: Float64Array): ForeignOperation {
  const n = omega.length;
  const names = Object.keys(definition.parameters);
  const m = names.length;
  // Copies, so that no code of others holds or changes what a fit works with.
  const frequencies = omega.slice();
  const own = new Float64Array(m);
  const packed = new Float64Array(2 * n);
  const derivatives = new Float64Array(2 * n * m);
  const load = (p: ArrayLike<number>): void => {
    for (let j = 0; j < m; j++) own[j] = p[at + j]!;
    frequencies.set(omega);
  };
  const refuse = (what: string, point: number, value: number): never => {
    const values = names.map((name, j) => `${name} = ${own[j]}`).join(', ');
    throw new IonwalkError(
      'plugin',
      'plugin/element',
      `${what} of the circuit element ${definition.symbol} of ${from} is ${value} at ${omega[point]! / (2 * Math.PI)} Hz with ${values}`,
      {
        where: `element ${definition.symbol}`,
        fix: `report it to the author of ${from}; its conformance test (describePlugin) finds this. Until then use a circuit without it`,
      },
    );
  };
  return {
    forward(p, z, re, im) {
      load(p);
      packed.fill(NaN);
      definition.impedance(own, frequencies, packed);
      for (let i = 0; i < 2 * n; i++) if (!Number.isFinite(packed[i])) refuse('the impedance', i % n, packed[i]!);
      for (let i = 0; i < n; i++) {
        re[z + i] = packed[i]!;
        im[z + i] = packed[n + i]!;
      }
    },
    derive(p, row, column, out) {
      load(p);
      derivatives.fill(NaN);
      definition.jacobian(own, frequencies, derivatives);
      for (let i = 0; i < 2 * n; i++)
        for (let j = 0; j < m; j++) {
          const value = derivatives[i * m + j]!;
          if (!Number.isFinite(value)) refuse(`the derivative by ${names[j]}`, i % n, value);
          out[i * row + (at + j) * column] = value;
        }
    },
  };
}
