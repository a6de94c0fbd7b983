import type { Dataset, NumberParam, Numbers } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import type { TracerProfile } from '../kinds.ts';
import { erfcModel } from '../models/erfc.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { sheetModel } from '../models/sheet.ts';
import { overridesOf, type ProfileFit } from './fit-profile.ts';

/** Half of these are the falls of ln L: two-sided 95 % of one parameter, and one-sided 95 %. */
const TWO_SIDED = 2 * 1.92;
const ONE_SIDED = 2 * 1.353;

/** What a model becomes when its exchange is infinitely fast. */
const HELD: Readonly<Record<string, unknown>> = { 'surface-exchange': erfcModel, 'sheet-exchange': sheetModel };

/**
 * The one-sided 95 % lower bound of the exchange coefficient [m/s] when the data don't rule out an infinite one, else undefined.
 * An infinite k is a surface held at the source: if its likelihood is within 1.92 of the best, k is only bounded, and the bound is where the
 * profile likelihood has fallen by 1.353. NaN when no finite k is ruled out either.
 */
export function exchangeBound(found: ProfileFit, data: Dataset<typeof TracerProfile>): number | undefined {
  const held = HELD[found.model.id] as ProfileModel | undefined;
  if (!held || found.fit.params['k']?.fixed !== false) return undefined;
  const fixed = Object.fromEntries(Object.entries(found.values).filter(([name]) => found.fit.params[name]?.fixed === true));
  // -2 ln L known up to a factor only, where fractions come without errors: that factor is the residual variance
  const known = data.variables.total !== undefined || data.variables.fraction.sigma !== undefined;
  const unit = known ? 1 : found.deviance / Math.max(1, found.fit.dof);
  const infinite = deviance(fitModel(held, data, overridesOf(held, fixed), { bounds: false }).residuals) / unit;
  const finite = found.deviance / unit;
  if (infinite - finite >= TWO_SIDED) return undefined;
  const best = Math.min(infinite, finite);
  let start: Numbers<Record<string, NumberParam>> = found.values;
  const excess = (k: number): number => {
    const warm: ProfileModel = { ...found.model, guess: () => start, starts: () => [] };
    const fitted = fitModel(warm, data, overridesOf(warm, { ...fixed, k }), { bounds: false });
    start = { ...Object.fromEntries(Object.keys(warm.params).map((name) => [name, fitted.fit.params[name]?.value ?? start[name]!])), k };
    return deviance(fitted.residuals) / unit - best - ONE_SIDED;
  };
  return crossing(excess, Math.min(found.values['k'] as number, 30 * Math.sqrt((found.values['D'] as number) / givenOf(data).total)));
}

const deviance = (residuals: Float64Array): number => residuals.reduce((sum, r) => sum + r * r, 0);

/** Largest k below `from` at which `excess` turns positive, found in ln k. */
function crossing(excess: (k: number) => number, from: number): number {
  let inside = Math.log(from);
  if (excess(from) > 0) {
    for (let i = 0; i < 20 && excess(Math.exp(inside)) > 0; i++) inside += 1;
  }
  let outside = inside - 1;
  for (let i = 0; excess(Math.exp(outside)) <= 0; i++) {
    if (i === 20) return NaN;
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
