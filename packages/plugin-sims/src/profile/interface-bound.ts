import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileFit } from './fit-profile.ts';
import { crossing, ONE_SIDED, profileLikelihood, TWO_SIDED } from './likelihood-limit.ts';

/** P sqrt(t/D) at which an interface is as good as open or closed. */
const [OPEN, CLOSED] = [1e5, 1e-6];

export interface InterfaceBound {
  readonly bound: 'lower' | 'upper' | 'none';
  /** One-sided 95 % limit of P [m/s]; NaN with `none`. */
  readonly value: number;
}

/**
 * The one-sided 95 % limit of the permeance of an interface where the data don't rule out an open one (a lower limit) or a closed one (an upper limit):
 * where the profile likelihood has fallen by 1.353 from its best. Undefined where P has a value.
 */
export function interfaceBound(found: ProfileFit, data: Dataset<typeof TracerProfile>): InterfaceBound | undefined {
  if (found.model.id !== 'interface' || found.fit.params['P']?.fixed !== false) return undefined;
  const likelihood = profileLikelihood(found, data);
  const scale = Math.sqrt((found.values['D'] as number) / givenOf(data).total);
  const open = likelihood.along(found.model, 'P', found.values)(OPEN * scale);
  // nothing comes through a closed one, whatever D: held, or the fit would look for it
  const closed = likelihood.best(found.model, { ...likelihood.fixed, D: found.values['D'] as number, P: CLOSED * scale });
  const best = Math.min(likelihood.own, open, closed);
  const [mayBeOpen, mayBeClosed] = [open - best < TWO_SIDED, closed - best < TWO_SIDED];
  if (!mayBeOpen && !mayBeClosed) return undefined;
  if (mayBeOpen && mayBeClosed) return { bound: 'none', value: NaN };
  const deviance = likelihood.along(found.model, 'P', found.values);
  const value = crossing((P) => deviance(P) - best - ONE_SIDED, (mayBeOpen ? OPEN : CLOSED) * scale, mayBeOpen ? -1 : 1);
  return { bound: Number.isNaN(value) ? 'none' : mayBeOpen ? 'lower' : 'upper', value };
}
