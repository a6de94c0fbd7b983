import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { erfcModel } from '../models/erfc.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { sheetModel } from '../models/sheet.ts';
import { withResolution } from '../models/with-resolution.ts';
import type { ProfileFit } from './fit-profile.ts';
import { crossing, ONE_SIDED, profileLikelihood, TWO_SIDED } from './likelihood-limit.ts';

/** What a model becomes when its exchange is infinitely fast. */
const HELD: Readonly<Record<string, unknown>> = { 'surface-exchange': erfcModel, 'sheet-exchange': sheetModel };

/**
 * The one-sided 95 % lower bound of the exchange coefficient [m/s] when the data don't rule out an infinite one, else undefined.
 * An infinite k is a surface held at the source: if its likelihood is within 1.92 of the best, k is only bounded, and the bound is where the
 * profile likelihood has fallen by 1.353. NaN when no finite k is ruled out either.
 */
export function exchangeBound(found: ProfileFit, data: Dataset<typeof TracerProfile>): number | undefined {
  const sharp = HELD[found.model.id] as ProfileModel | undefined;
  if (!sharp || found.fit.params['k']?.fixed !== false) return undefined;
  const likelihood = profileLikelihood(found, data);
  const infinite = likelihood.best('resolution' in found.model.params ? withResolution(sharp) : sharp, likelihood.fixed);
  if (infinite - likelihood.own >= TWO_SIDED) return undefined;
  const best = Math.min(infinite, likelihood.own);
  const deviance = likelihood.along(found.model, 'k', found.values);
  const excess = (k: number): number => deviance(k) - best - ONE_SIDED;
  let from = Math.min(found.values['k'] as number, 30 * Math.sqrt((found.values['D'] as number) / givenOf(data).total));
  if (excess(from) > 0) for (let i = 0; i < 20 && excess(from) > 0; i++) from *= Math.E;
  return crossing(excess, from, -1, 20);
}
