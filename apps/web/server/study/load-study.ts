import { basename, resolve } from 'node:path';
import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';
import { compareStudy } from './compare-study.ts';
import { isSimulated } from './is-simulated.ts';
import { listFigures, type ListedFigure } from './list-figures.ts';
import { parseRecords } from './parse-records.ts';
import { folderTyped } from './folder-typed.ts';
import { readStudyFile } from './read-study-file.ts';
import { whyEmpty } from './why-empty.ts';

/** A study folder as the first page shows it. */
export interface Study {
  readonly name: string;
  /** The folder as a command typed where the server runs would name it. */
  readonly folder: string;
  /** No records yet: the page shows where to drop files. */
  readonly empty: boolean;
  readonly simulated: boolean;
  readonly version: string;
  readonly records: readonly DiffusionRecord[];
  readonly compare: CompareDocument | null;
  readonly checks: readonly unknown[];
  readonly figures: readonly ListedFigure[];
  /** Lines of commands.txt: what was run to make the study. */
  readonly commands: readonly string[];
  readonly report: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

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
  const checks = await json('checks.json');
  const stored = await json('compare.json');
  const compare = isCompare(stored) ? stored : records.length > 0 ? compareStudy(records, diagnostics) : null;
  return {
    ...none,
    name: basename(resolve(project)),
    folder: folderTyped(project, process.cwd()),
    empty: records.length === 0,
    simulated: await isSimulated(project),
    records,
    compare,
    checks: Array.isArray(checks) ? (checks as unknown[]) : [],
    figures: await listFigures(project),
    commands: ((await text('commands.txt')) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    report: (await text('report.html')) !== undefined,
    diagnostics,
  };
}

const isCompare = (value: unknown): value is CompareDocument =>
  typeof value === 'object' &&
  value !== null &&
  (['laws', 'haven', 'figures'] as const).every((key) => Array.isArray((value as Record<string, unknown>)[key]));

const trouble = (code: string, message: string, where: string): Diagnostic => ({ severity: 'error', code, message, where });
const messageOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.message : 'unknown reason');
