import { usageError, type Dataset } from '@ionwalk/core';
import type { SimsDepthProfile } from '../kinds.ts';
import { parseSpecies } from '../species/parse-species.ts';
import type { IsotopePair } from '../species/choose-isotopes.ts';
import { interpolate } from './interpolate.ts';

/** What counts at some times are multiplied by, and the relative variance that this brings. */
export interface Normalisation {
  readonly factor: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Division of counts by a reference species, which takes out what the primary beam and charging did between the times at which two isotopes were counted:
 * n' = n <r>/r(x), var n' = (<r>/r)^2 (var n + n^2 var r/r^2), r interpolated onto the times x. `total` is the signal of that name, or the sum of all
 * species where they share their times. Where the reference is zero or missing there is no factor (NaN).
 * Throws usage `sims/normalise` for a reference that the profile lacks, or that is one of the two isotopes.
 */
export function normaliseBy(
  sample: Dataset<typeof SimsDepthProfile>,
  reference: string,
  pair: IsotopePair,
): (times: Float64Array) => Normalisation {
  const { time, counts, rate, speciesTime } = sample.variables;
  const measured = counts ?? rate;
  const species = Array.isArray(sample.meta['species']) ? sample.meta['species'].map(String) : [];
  const n = time.values.length;
  const key = parseSpecies(reference).key;
  const at = species.findIndex((label) => parseSpecies(label).key === key);
  const summed = at < 0 && key === 'total' && !speciesTime;
  if (!measured || (at < 0 && !summed) || at === pair.tracer || at === pair.matrix) {
    throw usageError(
      'sims/normalise',
      at >= 0 ? `${reference} is one of the two isotopes that are compared` : `the profile holds no ${reference} to divide by`,
      {
        where: 'option --normalise',
        fix: `name another species: ${species.filter((_, i) => i !== pair.tracer && i !== pair.matrix).join(', ') || 'there is none'}`,
      },
    );
  }
  const one = (s: number): Float64Array => measured.values.subarray(s * n, (s + 1) * n);
  const values = summed ? Float64Array.from({ length: n }, (_, i) => species.reduce((sum, _s, s) => sum + one(s)[i]!, 0)) : one(at);
  const times = speciesTime && !summed ? speciesTime.values.subarray(at * n, (at + 1) * n) : time.values;
  const known = values.filter((v) => Number.isFinite(v) && v > 0);
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
  return (x) => {
    const there = interpolate(x, times, values);
    const factor = there.map((r) => (r > 0 ? mean / r : NaN));
    // rates don't say how many ions were counted
    return { factor, variance: there.map((r) => (counts && r > 0 ? 1 / r : 0)) };
  };
}
