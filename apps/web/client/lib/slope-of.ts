import type { DiffusionRecord } from '@ionwalk/core';
import type { Law } from './study-types.ts';

const R = 8.31446261815324;
const J_PER_MOL_OF_eV = 96485.33212331;

/** d ln(value)/dT [1/K] of a record, from the law of its own series on its own side of a break: Ea/(R T²), less 1/T for a conductivity; null without such a law. */
export function slopeOf({ kind, region, sample, T }: DiffusionRecord, laws: readonly Law[]): number | null {
  if (T === null || T === undefined) return null;
  const series = kind === 'sigma' ? 'D_sigma' : kind;
  const law = laws.find((found) => found.kind === series && found.region === region && found.sample === (sample?.id ?? null));
  if (!law || !Number.isFinite(law.Ea)) return null;
  const Ea = law.break ? J_PER_MOL_OF_eV * (T < law.break.T ? law.break.Ea_low_eV : law.break.Ea_high_eV) : law.Ea;
  return Ea / (R * T * T) - (kind === 'sigma' ? 1 / T : 0);
}
