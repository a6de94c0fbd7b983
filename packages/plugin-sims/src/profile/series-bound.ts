import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { blockingSeriesModel } from '../models/blocking-series.ts';
import { erfcModel } from '../models/erfc.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { withResolution } from '../models/with-resolution.ts';
import type { ProfileFit } from './fit-profile.ts';
import { crossing, ONE_SIDED, profileLikelihood } from './likelihood-limit.ts';

/**
 * The one-sided 95 % lower limit of the permeance in a brick-layer fit [m/s]: where the profile likelihood has fallen by 1.353 below its best
 * at any P > 0. Errors of D and D_bulk are skewed and correlated where their difference is lost, so their linear propagation falls short.
 * Undefined when no P is ruled out, or none but an infinite one is looked for.
 */
export function seriesBound(found: ProfileFit, data: Dataset<typeof TracerProfile>): number | undefined {
  const through = (sharp: unknown): ProfileModel =>
    'resolution' in found.model.params ? withResolution(sharp as ProfileModel) : (sharp as ProfileModel);
  const likelihood = profileLikelihood(found, data);
  const { fixed } = likelihood;
  const infinite = likelihood.best(through(erfcModel), { ...fixed, ...(fixed['D_bulk'] === undefined ? {} : { D: fixed['D_bulk'] }) });
  const [D, bulk] = [found.values['D'] as number, found.values['D_bulk'] as number];
  const best = Math.min(infinite, D < bulk ? likelihood.own : Infinity);
  const { grainSize } = givenOf(data);
  const deviance = likelihood.along(through(blockingSeriesModel), 'P', { ...found.values, P: D / grainSize, D_bulk: Math.max(bulk, D) });
  const excess = (P: number): number => deviance(P) - best - ONE_SIDED;
  // down from boundaries that hardly block
  const from = (100 * Math.max(D, bulk)) / grainSize;
  if (!(excess(from) <= 0)) return undefined;
  const value = crossing(excess, from, -1);
  return Number.isNaN(value) ? undefined : value;
}
