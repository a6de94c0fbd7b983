import type { Dataset, Region } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { givenOf } from '../models/given.ts';
import type { ProfileFit } from './fit-profile.ts';

/** ln of what a record of this region goes with in a fit: a coefficient, a permeance, or the product of a fast boundary. NaN where there is none. */
export function lnQuantity(found: ProfileFit, region: Region, data: Dataset<typeof TracerProfile>): number {
  const { D, D_bulk, P, sdD_gb } = found.values;
  if (region === 'gb') {
    if (P !== undefined) return Math.log(P);
    if (sdD_gb !== undefined) return Math.log(sdD_gb);
    const d = givenOf(data).grainSize;
    return -Math.log(d / (D as number) - d / (D_bulk as number));
  }
  return Math.log((region === 'bulk' && D_bulk !== undefined ? D_bulk : D) as number);
}
