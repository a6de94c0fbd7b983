import type { Dataset, FitParam } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileFit } from './fit-profile.ts';
import { seriesBound } from './series-bound.ts';

export interface SeriesBoundary {
  readonly found: ProfileFit;
  /** Permeance [m/s], its standard uncertainty of ln P, and whether it is a bound; undefined when the data say nothing. */
  readonly permeance: { readonly value: number; readonly uLn: number | null; readonly bound: 'lower' | 'upper' | null } | undefined;
}

/**
 * Derives the permeance of one boundary from a brick-layer fit, 1/P = d/D - d/D_bulk, and D_gb = P x width where a width is given.
 * Where D comes close to D_bulk the difference is lost in its error: P is then a one-sided 95 % lower bound, by the likelihood.
 */
export function seriesBoundary(
  found: ProfileFit,
  data: Dataset<typeof TracerProfile>,
  grainSize: number,
  width: number | undefined,
): SeriesBoundary {
  const [D, bulk] = [found.values['D'] as number, found.values['D_bulk'] as number];
  const [iD, iB] = [found.free.indexOf('D'), found.free.indexOf('D_bulk')];
  const n = found.free.length;
  const cov = (a: number, b: number): number => (a < 0 || b < 0 ? 0 : (found.covariance[a * n + b] as number));
  // resistance of one boundary [s/m] and its variance
  const resistance = grainSize / D - grainSize / bulk;
  const [a, b] = [-grainSize / (D * D), grainSize / (bulk * bulk)];
  const sd = Math.sqrt(a * a * cov(iD, iD) + b * b * cov(iB, iB) + 2 * a * b * cov(iD, iB));
  const params: Record<string, FitParam> = { ...(found.fit.params as Record<string, FitParam>) };
  const uLn = sd / Math.abs(resistance);
  const known = resistance > 0 && uLn <= 1;
  const limit = known ? undefined : seriesBound(found, data);
  const permeance = known
    ? { value: 1 / resistance, uLn, bound: null }
    : limit !== undefined
      ? { value: limit, uLn: null, bound: 'lower' as const }
      : undefined;
  const derived = (unit: string, factor: number): FitParam => ({
    value: permeance ? permeance.value * factor : null,
    u: permeance?.uLn == null ? null : permeance.uLn * permeance.value * factor,
    unit,
    fixed: false,
    derived: true,
    bound: permeance ? permeance.bound : 'none',
  });
  params['P'] = derived('m/s', 1);
  if (width !== undefined) params['D_gb'] = derived('m2/s', width);
  return { found: { ...found, fit: { ...found.fit, params } }, permeance };
}
