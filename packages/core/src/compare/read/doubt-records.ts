import type { Diagnostic } from '../../api/context.ts';
import type { DiffusionRecord } from '../../api/record.ts';
import { likelyKind } from './likely-kind.ts';

/** No coefficient is known to a hundred-thousandth, but D in m2/s always has an absolute error below it. */
const SMALL = 1e-5;

/**
 * Warns of records that can be read but hardly mean what they say: a `u` that looks absolute (`record/uncertainty-small`), a kind one slip away from
 * a known one (`record/kind`). One warning per file and finding, at its first record.
 */
export function doubtRecords(
  records: readonly DiffusionRecord[],
  where: (index: number) => string,
  warn: (diagnostic: Diagnostic) => void,
): void {
  const small = records.flatMap(({ u }, index) => (u !== null && u > 0 && u < SMALL ? [{ u, index }] : []));
  const [first] = small;
  if (first !== undefined) {
    const message = `u is ${first.u}${alsoOf(small.length)}: u is of ln(value), that is relative; was an absolute error meant? Divide it by the value`;
    warn({ severity: 'warning', code: 'record/uncertainty-small', message, where: where(first.index) });
  }
  const kinds = new Map<string, number[]>();
  records.forEach(({ kind }, index) => kinds.set(kind, [...(kinds.get(kind) ?? []), index]));
  for (const [kind, places] of kinds) {
    const likely = likelyKind(kind);
    if (likely === undefined) continue;
    const message = `kind '${kind}'${alsoOf(places.length)} is not one of the known, so it stands apart from them: did you mean '${likely}'?`;
    warn({ severity: 'warning', code: 'record/kind', message, where: where(places[0] as number) });
  }
}

const alsoOf = (count: number): string => (count > 1 ? ` (and so in ${count - 1} more)` : '');
