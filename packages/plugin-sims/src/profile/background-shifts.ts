import type { AnalysisContext, Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileFit } from './fit-profile.ts';
import type { ObservedRows } from './fraction-rows.ts';
import { sharedShift, type SharedShift } from './shared-shift.ts';

/** What the errors of the two background rates, each common to all rows, do to the results: `tracer-background:<sample>`, `matrix-background:<sample>`. */
export async function backgroundShifts(
  sample: Dataset,
  found: ProfileFit,
  data: Dataset<typeof TracerProfile>,
  fixed: { readonly [name: string]: number },
  observed: ObservedRows | undefined,
  ctx: AnalysisContext,
): Promise<SharedShift[]> {
  const name = sample.conditions.sample ?? sample.title;
  const shifts: SharedShift[] = [];
  for (const side of ['tracer', 'matrix'] as const) {
    const u = (side === 'tracer' ? observed?.uTracer : observed?.uMatrix) ?? 0;
    const background = data.variables[`${side}Background`];
    if (!(u > 0) || !background) continue;
    const moved = (by: 1 | -1): typeof data => ({
      ...data,
      variables: { ...data.variables, [`${side}Background`]: { values: background.values.map((b) => b * Math.exp(by * u)) } },
    });
    shifts.push(await sharedShift(`${side}-background:${name}`, found, fixed, moved, ctx));
  }
  return shifts;
}
