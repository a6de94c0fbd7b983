import type { Compensation } from '@ionwalk/core/compare';
import { textTable } from './text-table.ts';

/** What the energies of several samples have to do with their D0, for people. */
export function compensationText(found: readonly Compensation[]): string {
  if (found.length === 0) return '';
  const rows = found.map(({ kind, region, n, verdict, reason }) => [kind, region ?? '', `${n} samples`, verdict, reason]);
  return `Compensation (Meyer-Neldel)\n${textTable(rows, { indent: '  ' })}`;
}
