import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { givenOf } from '../models/given.ts';
import { predictRows } from '../models/predict-rows.ts';
import type { ProfileFit } from './fit-profile.ts';

/** What a fitted model says at these depths [m], through the resolution of the instrument. */
export function predictFit(data: Dataset<typeof TracerProfile>, found: ProfileFit, depth: Float64Array): Float64Array {
  const width = 1 + Object.keys(found.model.params).length;
  const rows = new Float64Array(depth.length * width);
  predictRows(found.model.profile, found.values, givenOf(data), depth, rows);
  return depth.map((_, i) => rows[i * width] as number);
}
