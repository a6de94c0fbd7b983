import { usageError, type Dataset } from '@ionwalk/core';

/** What turns a sputter time into a depth. */
export interface DepthScale {
  /** Depth gained per time [m/s]. */
  readonly 'sputter-rate': number | undefined;
  /** Depth of the crater in the end [m]. */
  readonly crater: number | undefined;
}

/**
 * The option that sets the depth of this sample: exactly one for a sputter profile, which may do without where its file gives depths; none for
 * others.
 * Throws usage `sims/depth-scale`.
 */
export function chosenScale(sample: Dataset, { 'sputter-rate': rate, crater }: DepthScale): keyof DepthScale | undefined {
  const { depth, speciesDepth } = sample.variables as { readonly [name: string]: unknown };
  const sputtered = sample.kind === 'sims/depth-profile';
  const where = 'option --sputter-rate';
  if (rate !== undefined && crater !== undefined)
    throw usageError('sims/depth-scale', 'both --sputter-rate and --crater were given', { where, fix: 'give one of the two' });
  const chosen = rate !== undefined ? 'sputter-rate' : crater !== undefined ? 'crater' : undefined;
  if (!sputtered && chosen) {
    throw usageError('sims/depth-scale', `--${chosen} turns a sputter time into a depth, and this sample has no sputter time`, {
      where: `option --${chosen}`,
      fix: `leave out --${chosen}`,
    });
  }
  if (sputtered && !chosen && depth === undefined && speciesDepth === undefined) {
    throw usageError('sims/depth-scale', 'the profile is against the sputter time, and nothing says how deep that is', {
      where,
      fix: 'give --sputter-rate 0.5nm/s, or the final depth of the crater, --crater 1.2um',
    });
  }
  return chosen;
}
