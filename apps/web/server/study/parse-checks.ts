import type { Diagnostic } from '@ionwalk/core';
import type { Check } from './study.ts';

/** The checks of a document; an entry that is none is left out under a diagnostic that names it, and a missing document has none. */
export function parseChecks(document: unknown, name: string, diagnostics: Diagnostic[]): Check[] {
  if (document === undefined) return [];
  if (!Array.isArray(document)) {
    diagnostics.push({ severity: 'error', code: 'study/checks', message: 'this is no list of checks', where: name });
    return [];
  }
  return (document as unknown[]).flatMap((entry, index) => {
    if (isCheck(entry)) return [entry];
    diagnostics.push({ severity: 'error', code: 'study/checks', message: 'this entry is no check', where: `${name}: entry ${index + 1}` });
    return [];
  });
}

function isCheck(entry: unknown): entry is Check {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, quantity, unit, verdict, note, stated, recomputed, ratio, recovered } = entry as Record<keyof Check, unknown>;
  const numbers =
    recovered === null
      ? []
      : typeof recovered === 'object' && recovered
        ? (['value', 'lo', 'hi'] as const).map((key) => (recovered as Record<string, unknown>)[key])
        : [undefined];
  return (
    [id, quantity, unit, verdict, note].every((text) => typeof text === 'string') &&
    [stated, recomputed].every((shown) => typeof shown === 'string' || isNumber(shown)) &&
    [ratio, ...numbers].every(isNumber)
  );
}

const isNumber = (value: unknown): value is number | null => value === null || typeof value === 'number';
