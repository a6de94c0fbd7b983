import type { NumberParam } from '@ionwalk/core';
import { givenOf } from './given.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';

/** Standard deviation of the Gaussian that the instrument makes of a plane [m]. */
const RESOLUTION: NumberParam = { type: 'number', title: 'Resolution, standard deviation', unit: 'm', min: 1e-12, max: 1, scale: 'log' };

/** The same model with the resolution as its last parameter. It starts at the one given, else at the distance of rows. */
export function withResolution(model: ProfileModel): ProfileModel {
  const { profile } = model;
  return profileModel<Record<string, NumberParam>>({
    ...profile,
    params: { ...profile.params, resolution: RESOLUTION },
    starts(data, given) {
      const depth = data.variables.depth.values;
      const [low, high] = [depth.reduce((a, b) => Math.min(a, b), Infinity), depth.reduce((a, b) => Math.max(a, b), -Infinity)];
      const spacing = Math.max((high - low) / Math.max(1, depth.length - 1), 1e-11);
      const own = givenOf(data).resolution;
      const wide = own > 0 ? [own] : [spacing, 5 * spacing];
      return profile.starts(data, given).flatMap((start) => wide.map((resolution) => ({ ...start, resolution })));
    },
  });
}
