import { readdir } from 'node:fs/promises';
import type { Diagnostic } from '@ionwalk/core';

/** Why a folder shows no records although it holds something: a diagnostic for the page, none for a folder that is empty or absent. */
export async function whyEmpty(project: string, lines: string | undefined): Promise<Diagnostic[]> {
  const names = await readdir(project).catch(() => [] as string[]);
  const answers = names.filter((name) => /\.jsonl?$/iu.test(name) && !OWN.has(name)).sort();
  const shown = answers.slice(0, 4).join(', ') + (answers.length > 4 ? ` and ${answers.length - 4} more` : '');
  const where = 'records.jsonl';
  if (lines !== undefined) {
    const message = lines.trim() === '' ? 'records.jsonl is empty' : 'no line of records.jsonl is a record';
    return [{ severity: 'warning', code: 'study/no-records', message, where }];
  }
  if (answers.length === 0) return [];
  const message = `there is no records.jsonl, from which this page is made; ${shown} ${answers.length === 1 ? 'is' : 'are'} not read. To see ${answers.length === 1 ? 'its' : 'their'} records here, write them into records.jsonl, one a line; ionwalk compare takes such answers as they are`;
  return [{ severity: 'warning', code: 'study/no-records', message, where }];
}

/** Files of a study that hold no records. */
const OWN: ReadonlySet<string> = new Set(['compare.json', 'checks.json', 'records.jsonl']);
