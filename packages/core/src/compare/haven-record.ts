import type { DiffusionRecord } from '../api/record.ts';
import { derivedRecord } from './derived-record.ts';
import type { HavenResult } from './haven-entry.ts';

/** A Haven ratio as a record: a number, or its limit. Undefined for a verdict without either. */
export function havenRecord({ entry, spread, from }: HavenResult, software: DiffusionRecord['software']): DiffusionRecord | undefined {
  const value = entry.value ?? entry.hi ?? entry.lo;
  const first = from.points[0]?.record;
  if (value === null || first === undefined) return undefined;
  return derivedRecord(
    {
      kind: 'H_R',
      region: entry.region,
      value,
      unit: '1',
      ...(entry.bound === null ? {} : { bound: entry.bound }),
      u: spread !== undefined && Number.isFinite(spread.random) ? spread.random : null,
      nu: spread !== undefined && Number.isFinite(spread.nu) ? spread.nu : null,
      effects:
        spread === undefined ? [] : [...spread.tags].filter(([, u]) => u !== 0 && Number.isFinite(u)).map(([tag, u]) => ({ tag, u })),
      T: entry.T,
      ion: first.ion,
      sample: from.sample,
      direction: from.direction,
      model: { name: `compare/haven-${entry.method}`, fixed: { numerator: entry.numerator }, flags: [] },
      parents: entry.parents,
    },
    software,
  );
}
