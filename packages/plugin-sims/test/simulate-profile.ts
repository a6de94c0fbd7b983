import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { SimsProfile } from '../src/kinds.ts';

/** A profile of 6Li and 7Li counts, `mean` per row, for a given fraction against depth. */
export function simulateProfile(
  depth: Float64Array,
  fraction: (x: number) => number,
  mean: number,
  seed: number,
): Dataset<typeof SimsProfile> {
  const random = seededRandom(seed);
  const n = depth.length;
  const counts = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const f = fraction(depth[i] as number);
    counts[i] = random.poisson(mean * f);
    counts[n + i] = random.poisson(mean * (1 - f));
  }
  return {
    kind: 'sims/profile',
    title: 'simulated',
    size: { species: 2, row: n },
    variables: { depth: { values: depth }, position: undefined, counts: { values: counts }, fraction: undefined },
    conditions: { temperature: 295.15, sample: 'S1' },
    meta: { species: ['6Li', '7Li'] },
  };
}

/** Row centres from the surface on. */
export const depths = (rows: number, step: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => (i + 0.5) * step);
