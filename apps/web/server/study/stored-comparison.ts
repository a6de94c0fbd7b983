import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';
import { compareStudy } from './compare-study.ts';

/**
 * The comparison of `compare.json` where it is one and knows the records of the study; else one made anew, at the same temperatures, under a
 * diagnostic `study/compare` that says why. A folder without the file is compared without a word.
 */
export function storedComparison(stored: unknown, records: readonly DiffusionRecord[], diagnostics: Diagnostic[]): CompareDocument | null {
  const say = (message: string): void =>
    void diagnostics.push({ severity: 'warning', code: 'study/compare', message, where: 'compare.json' });
  if (!isCompare(stored)) {
    if (stored !== undefined) say('this is no comparison; the records are compared anew');
    return records.length > 0 ? compareStudy(records, [], diagnostics) : null;
  }
  const document: CompareDocument = { ...EMPTY, ...stored };
  const unknown = missing(records, document);
  if (unknown.length === 0) return document;
  const anew = compareStudy(records, [...new Set(document.haven.map(({ T }) => T).filter((T) => typeof T === 'number'))], diagnostics);
  if (anew === null) return document;
  // a record that takes part in no comparison is missing from either
  const added = unknown.length - missing(unknown, anew).length;
  if (added === 0) return document;
  say(
    `${added} record${added === 1 ? ' is' : 's are'} not in this comparison; the records are compared anew (ionwalk compare records.jsonl --json > compare.json)`,
  );
  return anew;
}

const EMPTY = { comparisons: [], joint: [], compensation: [], records: [], diagnostics: [] };

function missing(records: readonly DiffusionRecord[], document: CompareDocument): DiffusionRecord[] {
  const text = JSON.stringify(document);
  return records.filter(({ id, kind }) => kind !== 'sigma' && !text.includes(`"${id}"`));
}

function isCompare(value: unknown): value is CompareDocument {
  if (typeof value !== 'object' || value === null) return false;
  const lists = value as Record<string, unknown>;
  return (['laws', 'haven', 'figures'] as const).every((key) => {
    const list = lists[key];
    return Array.isArray(list) && list.every((entry) => typeof entry === 'object' && entry !== null);
  });
}
