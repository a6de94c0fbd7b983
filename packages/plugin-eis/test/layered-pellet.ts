import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { EisSpectrum } from '../src/kinds.ts';
import { simulate } from './simulate.ts';

/** One to three arcs so many decades apart, with and without a series resistance and a blocking spike, 0.1 to 1 % noise, all of them inside of the window. */
export function layeredPellet(
  seed: number,
  [nearest, farthest]: readonly [number, number],
): { arcs: number; dataset: Dataset<typeof EisSpectrum> } {
  const random = seededRandom(seed + 31);
  const between = (a: number, b: number): number => a + (b - a) * random.uniform();
  const arcs = 1 + (seed % 3);
  const [spike, lead] = [random.uniform() < 0.5, random.uniform() < 0.5];
  const scale = 10 ** between(1, 6);
  let tau = 1 / (2 * Math.PI * 10 ** between(5, 5.9));
  const parts: string[] = [];
  const truth: number[] = [];
  if (lead) {
    parts.push('R0');
    truth.push(scale * 10 ** between(-1, 0));
  }
  for (let a = 1; a <= arcs; a++) {
    const [R, n] = [scale * 10 ** between(-0.5, 0.5), between(0.78, 1)];
    parts.push(`p(R${a},CPE${a})`);
    truth.push(R, tau ** n / R, n);
    if (a < arcs) tau *= 10 ** between(nearest, farthest);
  }
  if (spike) {
    const n = between(0.5, 0.95);
    parts.push(`CPE${arcs + 1}`);
    truth.push((1 / scale) * (2 * Math.PI * (1 / (2 * Math.PI * tau)) * 10 ** -between(1, 2)) ** -n, n);
  }
  const noise = 10 ** between(-3, -2);
  const fMin = 1 / (2 * Math.PI * tau) / 10 ** (spike ? between(2, 3) : between(1.3, 2));
  const points = Math.max(30, Math.round(10 * Math.log10(1e6 / fMin)));
  return { arcs, dataset: simulate(parts.join('-'), truth, { noise, seed, points, fMin }).dataset };
}
