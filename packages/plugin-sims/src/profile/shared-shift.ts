import type { AnalysisContext, Dataset, RecordDraft, Region } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { fitProfile, type ProfileFit } from './fit-profile.ts';
import { lnQuantity } from './ln-quantity.ts';

/** An error that all rows of a profile share: what one standard uncertainty of it does to ln of each record, by region. */
export interface SharedShift {
  readonly tag: string;
  of(region: Region): number;
}

/**
 * Fits the preferred model again to the profile moved by one standard uncertainty either way: half the difference is the effect. Such an error is none
 * of single rows, so it belongs to no fit's u.
 * @param moved – the profile moved by +1 or -1 standard uncertainties
 */
export async function sharedShift(
  tag: string,
  found: ProfileFit,
  fixed: { readonly [name: string]: number },
  moved: (side: 1 | -1) => Dataset<typeof TracerProfile>,
  ctx: AnalysisContext,
): Promise<SharedShift> {
  const fitted = async (side: 1 | -1): Promise<(region: Region) => number> => {
    const data = moved(side);
    const again = await fitProfile(found.model, data, fixed, ctx);
    return (region) => lnQuantity(again, region, data);
  };
  const [up, down] = [await fitted(1), await fitted(-1)];
  return { tag, of: (region) => 0.5 * (up(region) - down(region)) };
}

/** Independent parts of one error, each a shift of its own: their root sum of squares, with the sign of the first. */
export function joinShifts(tag: string, parts: readonly SharedShift[]): SharedShift {
  return {
    tag,
    of(region) {
      const shifts = parts.map((part) => part.of(region));
      const size = Math.hypot(...shifts);
      return parts.length === 1 ? (shifts[0] as number) : size;
    },
  };
}

/** Below this an effect is the fit's own rounding. */
const NOTHING = 1e-7;

/** The record with the effects that it has; one that can't be had (the quantity vanishes on a side) or is nothing is left out. */
export function withShifts(record: RecordDraft, shifts: readonly SharedShift[]): RecordDraft {
  const own = shifts
    .map((shift) => ({ tag: shift.tag, u: record.region === null ? NaN : shift.of(record.region) }))
    .filter(({ u }) => Number.isFinite(u) && Math.abs(u) > NOTHING);
  return own.length === 0 ? record : { ...record, effects: [...record.effects, ...own] };
}
