import { basename, resolve } from 'node:path';
import type { Diagnostic } from '@ionwalk/core';
import { isSimulated } from './is-simulated.ts';
import { listFigures } from './list-figures.ts';
import { parseChecks } from './parse-checks.ts';
import { parseRecords } from './parse-records.ts';
import { folderTyped } from './folder-typed.ts';
import { readStudyFile } from './read-study-file.ts';
import { storedComparison } from './stored-comparison.ts';
import type { Study } from './study.ts';
import { whyEmpty } from './why-empty.ts';

/** Reads the folder that `ionwalk demo` (or a user) wrote; a file that can't be read becomes a diagnostic, the rest is shown. */
export async function loadStudy(project: string | undefined, version: string): Promise<Study> {
  const none = {
    name: '',
    folder: '',
    empty: true,
    simulated: false,
    version,
    records: [],
    compare: null,
    checks: [],
    figures: [],
    commands: [],
    report: false,
    diagnostics: [],
  };
  if (project === undefined) return none;
  const diagnostics: Diagnostic[] = [];
  const text = async (name: string): Promise<string | undefined> => {
    try {
      return await readStudyFile(project, name);
    } catch (error) {
      diagnostics.push(trouble('study/unreadable', `${name} can't be read: ${messageOf(error)}`, name));
      return undefined;
    }
  };
  const json = async (name: string): Promise<unknown> => {
    const content = await text(name);
    if (content === undefined) return undefined;
    try {
      return JSON.parse(content) as unknown;
    } catch {
      diagnostics.push(trouble('study/json', `${name} is not JSON`, name));
      return undefined;
    }
  };
  const lines = await text('records.jsonl');
  const records = parseRecords(lines ?? '', 'records.jsonl', diagnostics);
  if (records.length === 0) diagnostics.push(...(await whyEmpty(project, lines)));
  const checks = parseChecks(await json('checks.json'), 'checks.json', diagnostics);
  const compare = storedComparison(await json('compare.json'), records, diagnostics);
  return {
    ...none,
    name: basename(resolve(project)),
    folder: folderTyped(project, process.cwd()),
    empty: records.length === 0,
    simulated: await isSimulated(project),
    records,
    compare,
    checks,
    figures: await listFigures(project),
    commands: ((await text('commands.txt')) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    report: (await text('report.html')) !== undefined,
    diagnostics,
  };
}

const trouble = (code: string, message: string, where: string): Diagnostic => ({ severity: 'error', code, message, where });
const messageOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.message : 'unknown reason');
