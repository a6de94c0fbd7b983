import type { Dataset, NumberParam, Numbers } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import type { TracerProfile } from '../kinds.ts';
import { blockingSeriesModel } from '../models/blocking-series.ts';
import { erfcModel } from '../models/erfc.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { overridesOf, type ProfileFit } from './fit-profile.ts';

/** Twice the fall of ln L at a one-sided limit of 95 %. */
const FALL = 2 * 1.353;
const model = blockingSeriesModel as unknown as ProfileModel;

/**
 * The one-sided 95 % lower limit of the permeance in a brick-layer fit [m/s]: where the profile likelihood has fallen by 1.353 below its best
 * at any P > 0. Errors of D and D_bulk are skewed and correlated where their difference is lost, so their linear propagation falls short.
 * Undefined when no P is ruled out, or none but an infinite one is looked for.
 */
export function seriesBound(found: ProfileFit, data: Dataset<typeof TracerProfile>): number | undefined {
  const fixed = Object.fromEntries(Object.entries(found.values).filter(([name]) => found.fit.params[name]?.fixed === true));
  const known = data.variables.total !== undefined || data.variables.fraction.sigma !== undefined;
  const unit = known ? 1 : found.deviance / Math.max(1, found.fit.dof);
  const single = { ...fixed, ...(fixed['D_bulk'] === undefined ? {} : { D: fixed['D_bulk'] }) };
  const infinite = deviance(
    fitModel(erfcModel, data, overridesOf(erfcModel as unknown as ProfileModel, single), { bounds: false }).residuals,
  );
  const [D, bulk] = [found.values['D'] as number, found.values['D_bulk'] as number];
  const best = Math.min(infinite, D < bulk ? found.deviance : Infinity) / unit;
  const { grainSize } = givenOf(data);
  let start: Numbers<Record<string, NumberParam>> = { ...found.values, P: D / grainSize, D_bulk: Math.max(bulk, D) };
  const excess = (P: number): number => {
    const warm: ProfileModel = { ...model, guess: () => start, starts: () => [] };
    const fitted = fitModel(warm, data, overridesOf(warm, { ...fixed, P }), { bounds: false });
    start = { ...Object.fromEntries(Object.keys(warm.params).map((name) => [name, fitted.fit.params[name]?.value ?? start[name]!])), P };
    return deviance(fitted.residuals) / unit - best - FALL;
  };
  // down from boundaries that hardly block
  let inside = Math.log((100 * Math.max(D, bulk)) / grainSize);
  if (!(excess(Math.exp(inside)) <= 0)) return undefined;
  let outside = inside - 1;
  for (let i = 0; excess(Math.exp(outside)) <= 0; i++) {
    if (i === 40) return undefined;
    inside = outside;
    outside -= 1;
  }
  for (let i = 0; i < 24 && inside - outside > 1e-4; i++) {
    const middle = 0.5 * (inside + outside);
    if (excess(Math.exp(middle)) > 0) outside = middle;
    else inside = middle;
  }
  return Math.exp(inside);
}

const deviance = (residuals: Float64Array): number => residuals.reduce((sum, r) => sum + r * r, 0);
