import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Figure } from '@ionwalk/core';
import type { Check } from '../demo/audit/check.ts';

export interface StudyFolder {
  readonly figures: readonly Figure[];
  /** What else the folder says for a report. */
  readonly said: { readonly notice?: string; readonly checks?: readonly Check[]; readonly commands?: readonly string[] };
}

/** What a project folder holds beside its records: figures, checks, commands, a notice in the raw files' README that they are simulated. */
export async function studyFolder(typed: string, cwd: string): Promise<StudyFolder> {
  const folder = resolve(cwd, typed);
  const text = (name: string): Promise<string | undefined> => readFile(join(folder, name), 'utf8').catch(() => undefined);
  const names = await readdir(join(folder, 'figures')).catch(() => [] as string[]);
  const figures = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => text(`figures/${name}`)));
  const [readme, checks, commands] = await Promise.all([text('raw/README.md'), text('checks.json'), text('commands.txt')]);
  return {
    figures: figures.flatMap((json) => (parse(json) as Figure | undefined) ?? []),
    said: {
      ...(readme?.includes('SIMULATED') ? { notice: 'Simulated study: its raw files were simulated, none was measured.' } : {}),
      checks: (parse(checks) as Check[] | undefined) ?? [],
      commands: commands?.trim().split('\n') ?? [],
    },
  };
}

/** JSON that was damaged is left out: a report says what is there. */
function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
