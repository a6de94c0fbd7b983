import type { AnalysisContext, Dataset, Effect, RecordDraft } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { fitProfile, type ProfileFit } from './fit-profile.ts';

/**
 * What the uncertainty of the mass fractionation does to ln D: it shifts all fractions together, so it is no error of single rows but an effect. The
 * preferred model is fitted again with f' = f/(f + (1 - f) (1 + u)), and half the difference to the same with -u is the effect.
 * @param u – relative standard uncertainty of alpha
 */
export async function fractionationEffect(
  found: ProfileFit,
  data: Dataset<typeof TracerProfile>,
  fixed: { readonly [name: string]: number },
  u: number,
  ctx: AnalysisContext,
): Promise<Effect | undefined> {
  const lnD = async (factor: number): Promise<number> => {
    const { fraction } = data.variables;
    const values = fraction.values.map((f) => f / (f + (1 - f) * factor));
    const moved = { ...data, variables: { ...data.variables, fraction: { ...fraction, values } } };
    return Math.log((await fitProfile(found.model, moved, fixed, ctx)).values['D'] as number);
  };
  const shift = 0.5 * ((await lnD(1 + u)) - (await lnD(1 - u)));
  return Number.isFinite(shift) ? { tag: `fractionation:${data.conditions.sample ?? data.title}`, u: shift } : undefined;
}

/** The effect on a coefficient of the whole profile; one of its parts has none that is known. */
export const withEffect = (record: RecordDraft, effect: Effect | undefined): RecordDraft =>
  effect && record.region !== 'gb' ? { ...record, effects: [...record.effects, effect] } : record;
