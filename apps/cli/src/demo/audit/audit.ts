import type { Check } from './check.ts';
import { furtherValues } from './further-values.ts';
import { structureChecks } from './structure-checks.ts';
import { transportChecks } from './transport-checks.ts';

/** A value with its 95 % interval, for the numbers that the analysis of the raw files gave back. */
export type Recovered = Readonly<Record<string, NonNullable<Check['recovered']>>>;

/** All 23 checks in order, with what was recovered beside each. */
export function audit(recovered: Recovered): Check[] {
  const further = furtherValues();
  return [...structureChecks(), ...transportChecks()]
    .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
    .map((check) => ({ ...check, recovered: recovered[check.id] ?? null, ...(further[check.id] ? { values: further[check.id] } : {}) }));
}

/** The checks that should be looked at: what the text states and its own inputs contradict. */
export const faults = (checks: readonly Check[]): Check[] => checks.filter((check) => check.verdict === 'disagrees');
