import type { AnalysisContext, Dataset, FitParam } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { withResolution } from '../models/with-resolution.ts';
import { fitAll } from './fit-all.ts';
import type { ProfileFit } from './fit-profile.ts';

/** How much -2 ln L must fall for a width to count as seen: 95 % of one parameter. */
const SEEN = 3.84;

/**
 * Fits every model with the resolution as a parameter too, and keeps that only where the data hold it: better by 3.84 in -2 ln L than a sharp profile,
 * and known to a factor e. A couple of one D never shows it, D t takes it up; steps at boundaries do.
 * @param fits – without; @returns the same fits, those with a resolution of their own in their place
 */
export async function fitResolution(
  fits: readonly ProfileFit[],
  data: Dataset<typeof TracerProfile>,
  fixed: { readonly [name: string]: number },
  ctx: AnalysisContext,
): Promise<ProfileFit[]> {
  const sharp = { ...data, meta: { ...data.meta, resolution: null } };
  const out: ProfileFit[] = [];
  for (const found of fits) {
    const [plain] = await fitAll([found.model], sharp, fixed, ctx);
    const [blurred] = await fitAll([withResolution(found.model)], data, fixed, ctx);
    out.push(plain && blurred && holds(plain, blurred, data) ? blurred : found);
  }
  return out;
}

function holds(plain: ProfileFit, blurred: ProfileFit, data: Dataset<typeof TracerProfile>): boolean {
  const known = data.variables.total !== undefined || data.variables.fraction.sigma !== undefined;
  const unit = known ? 1 : blurred.deviance / Math.max(1, blurred.fit.dof);
  const { value, u } = blurred.fit.params['resolution'] as FitParam;
  return plain.deviance - blurred.deviance >= SEEN * unit && value !== null && u !== null && u < value;
}

/** Says that the resolution wasn't to be had. Returns the flags of the records. */
export function judgeResolution(found: ProfileFit, given: number | undefined, ctx: AnalysisContext): string[] {
  if ('resolution' in found.model.params) return [];
  const instead = given === undefined ? 'the profile is taken as sharp, and D includes what blur adds to it' : 'the one given is used';
  ctx.gate('sims/not-identifiable', `the data don't determine the resolution: ${instead}; measure it on a step, and give --resolution 5nm`);
  return ['resolution-not-identifiable'];
}
