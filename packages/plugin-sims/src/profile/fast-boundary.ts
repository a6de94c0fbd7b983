import type { AnalysisContext, Dataset, FitParam, Json } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileFit } from './fit-profile.ts';
import { harrison, type Harrison } from './harrison.ts';
import { leClaire, type LeClaire } from './le-claire.ts';

/** Models of fast boundaries, and where their tracer comes from. */
export const FAST: Readonly<Record<string, 'held' | 'film'>> = { whipple: 'held', suzuoka: 'film' };

export interface FastBoundaryFit {
  readonly found: ProfileFit;
  readonly regime: Harrison;
  readonly tail: LeClaire;
}

/**
 * Adds to a fit of fast boundaries what follows from it: the regime, the relation of Le Claire inside of its window, and D_gb = product/width where a
 * width is given (s = 1). The product itself is what was measured.
 */
export function fastBoundary(found: ProfileFit, data: Dataset<typeof TracerProfile>): FastBoundaryFit {
  const given = givenOf(data);
  const [D, product, density] = ['D', 'sdD_gb', 'density'].map((name) => found.values[name]!) as [number, number, number];
  const regime = harrison(D, product, given.total, density, given.boundaryWidth);
  const tail = leClaire(
    data,
    { D, time: given.total, background: found.values['background']!, source: FAST[found.model.id] as 'held' | 'film' },
    regime,
  );
  const params: Record<string, FitParam> = { ...(found.fit.params as Record<string, FitParam>) };
  const measured = params['sdD_gb'] as FitParam;
  if (given.boundaryWidth > 0) {
    const scaled = (value: number | null): number | null => (value === null ? null : value / given.boundaryWidth);
    params['D_gb'] = { ...measured, value: scaled(measured.value), u: scaled(measured.u), unit: 'm2/s', fixed: false, derived: true };
  }
  const derived = { ...found.fit.derived, harrison: plain(regime), leClaire: plain(tail) };
  return { found: { ...found, fit: { ...found.fit, params, derived } }, regime, tail };
}

const plain = (object: object): { [name: string]: Json } => ({ ...object });

/** Says the regime, and what it means for the numbers. Returns the flags of the records. */
export function judgeRegime({ regime, alpha, beta, length, crowding, widest }: Harrison, ctx: AnalysisContext): string[] {
  const numbers = `beta ${beta.toPrecision(3)}, sqrt(Dt) ${(length * 1e6).toPrecision(3)} um, ${crowding.toPrecision(2)} of the distance of boundaries${alpha === null ? `, s delta up to ${(widest * 1e9).toPrecision(2)} nm allowed` : `, alpha ${alpha.toPrecision(2)}`}`;
  if (regime === 'B') {
    ctx.note('sims/harrison', `regime B: ${numbers}`);
    return [];
  }
  const consequence = {
    A: 'one effective coefficient is all that such a profile holds: use --model erfc or surface-exchange',
    'A-B': 'boundaries feel each other or hardly outrun the lattice: the product of isolated boundaries is biased here',
    'B-C': 'the product is right for the width given, and depends on it',
    C: 'nothing leaks into the lattice: D_gb alone can be had, from the shape of the tail, not the product',
    none: 'no boundary runs ahead of the lattice: the product is not to be had; use --model erfc',
  }[regime];
  const say = regime === 'A-B' || regime === 'B-C' ? ctx.warn : ctx.gate;
  say('sims/harrison', `regime ${regime}: ${numbers}; ${consequence}`);
  return [`harrison-${regime}`];
}
