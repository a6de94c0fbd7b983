import type { AnalysisContext, Dataset, Effect, RecordDraft } from '@ionwalk/core';
import { chosenScale, type DepthScale } from './depth-scale.ts';
import type { ProfileFit } from './fit-profile.ts';

/**
 * The error of the depth scale, common to all coefficients of the sample: D goes with the square of the depth, so its ln has twice the relative
 * uncertainty typed with `--sputter-rate` or `--crater`.
 */
export function depthEffect(sample: Dataset, scale: DepthScale, ctx: AnalysisContext): Effect | undefined {
  const chosen = chosenScale(sample, scale);
  const u = chosen && ctx.uncertainty(chosen);
  return u === undefined || !(u > 0) ? undefined : { tag: `depth:${sample.conditions.sample ?? sample.title}`, u: 2 * u };
}

/** The depth scale's error in one record: full in D; none in a D_bulk that was given; and then, as 1/P = d/D - d/D_bulk, more than that of D in P. */
export function withDepthEffect(record: RecordDraft, found: ProfileFit, effect: Effect | undefined): RecordDraft {
  if (!effect) return record;
  const bulkGiven = found.fit.params['D_bulk']?.fixed === true;
  if (bulkGiven && record.region === 'bulk' && found.model.id === 'brick-layer') return record;
  const share = bulkGiven && record.region === 'gb' ? 1 - (found.values['D'] as number) / (found.values['D_bulk'] as number) : 1;
  return { ...record, effects: [...record.effects, share > 0 ? { ...effect, u: (effect.u as number) / share } : effect] };
}
