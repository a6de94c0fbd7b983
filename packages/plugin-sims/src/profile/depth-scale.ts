import { usageError, type Dataset } from '@ionwalk/core';

/** What turns a sputter time into a depth. */
export interface DepthScale {
  /** Depth gained per time [m/s]. */
  readonly 'sputter-rate': number | undefined;
  /** Depth of the crater in the end [m]. */
  readonly crater: number | undefined;
  /** Layers of different rates, see `parseLayers`; empty: none. */
  readonly layer: string;
}

/**
 * The option that sets the depth of this sample: exactly one for a sputter profile, which may do without where its file gives depths; none for
 * others.
 * Throws usage `sims/depth-scale`.
 */
export function chosenScale(sample: Dataset, { 'sputter-rate': rate, crater, layer }: DepthScale): keyof DepthScale | undefined {
  const { depth, speciesDepth } = sample.variables as { readonly [name: string]: unknown };
  const sputtered = sample.kind === 'sims/depth-profile';
  const where = 'option --sputter-rate';
  const given = { 'sputter-rate': rate, crater, layer: layer === '' ? undefined : layer };
  const [chosen, other] = (Object.keys(given) as (keyof DepthScale)[]).filter((name) => given[name] !== undefined);
  if (other !== undefined)
    throw usageError('sims/depth-scale', `both --${chosen} and --${other} were given`, { where, fix: 'give one of the two' });
  if (!sputtered && chosen) {
    throw usageError('sims/depth-scale', `--${chosen} turns a sputter time into a depth, and this sample has no sputter time`, {
      where: `option --${chosen}`,
      fix: `leave out --${chosen}`,
    });
  }
  if (sputtered && !chosen && depth === undefined && speciesDepth === undefined) {
    throw usageError('sims/depth-scale', 'the profile is against the sputter time, and nothing says how deep that is', {
      where,
      fix: 'give --sputter-rate 0.5nm/s, the final depth of the crater, --crater 1.2um, or the rates of layers, --layer 0.5nm/s:120nm --layer 0.3nm/s',
    });
  }
  return chosen;
}
