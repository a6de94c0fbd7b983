import type { HavenEntry } from '@ionwalk/core/compare';
import { type DisplayUnits, temperatureText } from './display-units.ts';
import { ratioText } from './ratio-text.ts';
import { textTable } from './text-table.ts';

/** Haven ratios for people: interval, verdict and the sentence that says why. */
export function havenText(entries: readonly HavenEntry[], units: DisplayUnits): string {
  if (entries.length === 0) return '';
  const rows = entries.map((entry) => [
    `H_R ${entry.region}`,
    entry.numerator,
    entry.sample ?? '',
    temperatureText(entry.T, units),
    ratioText(entry),
    entry.verdict,
    entry.reason,
  ]);
  return `Haven ratios (95 %)\n${textTable(rows, { indent: '  ' })}`;
}
