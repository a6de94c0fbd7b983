import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { EisSpectrum } from '../src/kinds.ts';
import { simulate } from './simulate.ts';

export interface RandomSpectrum {
  readonly circuit: string;
  readonly truth: readonly number[];
  readonly dataset: Dataset<typeof EisSpectrum>;
  /** Decades between the time constants of two arcs. */
  readonly apart: number;
  /** Relative standard deviation of either part. */
  readonly noise: number;
}

const SHAPES = [
  'p(R1,CPE1)-p(R2,CPE2)-CPE3',
  'R0-p(R1,CPE1)-p(R2,CPE2)',
  'L0-R0-p(R1,CPE1)-CPE2',
  'R0-p(R1,CPE1)-CPE2',
  'R0-p(R1,CPE1)-p(R2,CPE2)-CPE3',
];

/** A spectrum as solid electrolytes give it: arcs 0.7 to 3 decades apart, the first one possibly beyond the window, a blocking spike, 0.1 to 3 % noise. */
export function randomSpectrum(seed: number): RandomSpectrum {
  const random = seededRandom(seed + 7919);
  const between = (a: number, b: number): number => a + (b - a) * random.uniform();
  const circuit = SHAPES[seed % SHAPES.length] as string;
  const scale = 10 ** between(1, 6);
  const apart = between(0.7, 3);
  const firstApex = 10 ** between(4, 6.5);
  const tau = [1 / (2 * Math.PI * firstApex), 10 ** apart / (2 * Math.PI * firstApex)];
  const truth: number[] = [];
  let arc = 0;
  for (const part of circuit.split(/-(?![^(]*\))/)) {
    if (part.startsWith('p(')) {
      const R = scale * 10 ** between(-0.5, 0.5);
      const n = between(0.75, 1);
      truth.push(R, (tau[arc++] as number) ** n / R, n);
    } else if (part.startsWith('R')) truth.push(scale * 10 ** between(-1.3, -0.5));
    else if (part.startsWith('L')) truth.push((scale * 10 ** between(-1.5, -0.8)) / (2 * Math.PI * 1e6));
    else {
      const n = between(0.5, 0.95);
      // The spike reaches the size of the arcs one to three decades below the last apex.
      truth.push((1 / scale) * (2 * Math.PI * (firstApex / 10 ** (arc > 1 ? apart : 0)) * 10 ** -between(1, 3)) ** -n, n);
    }
  }
  const noise = 10 ** between(-3, Math.log10(0.03));
  const { dataset } = simulate(circuit, truth, {
    noise,
    seed,
    points: 60 + Math.floor(between(0, 21)),
  });
  return { circuit, truth, dataset, apart, noise };
}
