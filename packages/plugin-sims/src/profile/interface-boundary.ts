import type { FitParam } from '@ionwalk/core';
import type { ProfileFit } from './fit-profile.ts';
import type { SeriesBoundary } from './grain-boundary.ts';

/** The permeance of an interface as the boundary that was measured, and D_gb = P x width where a width is given for it: P never hangs on that. */
export function interfaceBoundary(found: ProfileFit, width: number | undefined): SeriesBoundary {
  const P = found.fit.params['P'] as FitParam;
  const { value, u } = P;
  const bound = P.bound === 'lower' || P.bound === 'upper' ? P.bound : null;
  const permeance = value === null || P.bound === 'none' ? undefined : { value, uLn: u === null ? null : u / value, bound };
  if (width === undefined) return { found, permeance };
  const scaled = (x: number | null): number | null => (x === null ? null : x * width);
  const D_gb: FitParam = { ...P, value: scaled(value), u: scaled(u), unit: 'm2/s', fixed: false, derived: true };
  return { found: { ...found, fit: { ...found.fit, params: { ...found.fit.params, D_gb } } }, permeance };
}
