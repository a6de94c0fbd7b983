import { inputError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { fitProfile, informativeRows, type ProfileFit } from './fit-profile.ts';
import { boundExchange } from './judge-profile.ts';

/** How much better in AICc another model must be to be preferred over the one of the stated history. */
const STATED_HISTORY = 4;

/** Fits the models that have enough rows; a model without them is skipped, and all of them without is an error. */
export async function fitAll(
  models: readonly ProfileModel[],
  data: Dataset<typeof TracerProfile>,
  fixed: { readonly [name: string]: number },
  ctx: AnalysisContext,
): Promise<ProfileFit[]> {
  const rows = informativeRows(data);
  const fits: ProfileFit[] = [];
  for (const model of models) {
    const { id } = model;
    const free = Object.keys(model.params).filter((name) => !(name in fixed && Number.isFinite(fixed[name]))).length;
    if (rows < free + 1) {
      if (models.length > 1) ctx.note('sims/too-few-rows', `${rows} rows that hold counts are too few for the ${free} parameters of ${id}`);
      continue;
    }
    ctx.signal.throwIfAborted();
    fits.push(boundExchange(await fitProfile(model, data, fixed, ctx), data));
    ctx.progress(fits.length / models.length, id);
  }
  if (fits.length === 0) {
    throw inputError(
      'sims/too-few-rows',
      `${rows} rows that hold counts are too few for the parameters of ${models.map(({ id }) => id).join(', ')}`,
      {
        where: data.title,
        fix: 'measure more points, or fix parameters with --source and --background',
      },
    );
  }
  return fits;
}

/** Lowest AICc first; the model of a stated second step stays in front unless another is clearly better. */
export function rankFits(fits: readonly ProfileFit[], sealed: boolean): ProfileFit[] {
  const order = fits.slice().sort((a, b) => a.fit.aicc - b.fit.aicc);
  const stated = sealed ? order.findIndex((f) => f.model.id === 'two-step') : -1;
  if (stated > 0 && (order[stated] as ProfileFit).fit.aicc - (order[0] as ProfileFit).fit.aicc <= STATED_HISTORY)
    order.unshift(...order.splice(stated, 1));
  return order;
}
