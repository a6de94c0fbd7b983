import { combine, quantile, spreadOf, type LinearForm, type Spread } from './linear-form.ts';
import type { ValueAt } from './value-at.ts';

/** Region algebra in resistances: a = 1/D_tot − 1/D_bulk = (δ/L)/D_gb [s/m2], free of boundary width and grain size. */
export interface ResistanceDifference {
  readonly a: number;
  /** Standard uncertainty of a, shared effects included. */
  readonly u: number;
  /** The change of a per unit weighted sum of ln D (not of ln a: a may be negative). */
  readonly form: LinearForm;
  readonly spread: Spread;
  /** R_gb/R_bulk = a D_bulk */
  readonly overBulk: number;
}

/** da = −(1/D_tot) d ln D_tot + (1/D_bulk) d ln D_bulk. */
export function resistanceDifference(total: ValueAt, bulk: ValueAt): ResistanceDifference {
  const rTotal = Math.exp(-total.y);
  const rBulk = Math.exp(-bulk.y);
  const form = combine([
    [-rTotal, total.form],
    [rBulk, bulk.form],
  ]);
  const spread = spreadOf(form);
  return { a: rTotal - rBulk, u: spread.u, form, spread, overBulk: (rTotal - rBulk) / rBulk };
}

/** Below this R_gb/R_bulk a difference of resistances is a limit, not a number. */
export const LEAST_SHARE = 0.3;

/** Whether a is a number: a large enough part of the resistance, and positive at the 97.5 % level. */
export const isDetermined = ({ a, u, overBulk, spread }: ResistanceDifference): boolean =>
  overBulk >= LEAST_SHARE && !(a - quantile(0.975, spread.nu) * u <= 0);
