import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { HavenEntry } from '@ionwalk/core/compare';
import { inputError, usageError } from '@ionwalk/core';
import { studyText } from '../print/study-text.ts';
import type { Check } from '../demo/audit/check.ts';
import { shellWord } from '../print/shell-word.ts';
import { type Session, outJson } from '../session.ts';

export const DEMO_FOLDER = 'llto-study';

interface DemoFlags {
  readonly seed?: string;
  readonly keep?: boolean;
}

export function addDemoCommand(program: Command, session: Session): void {
  program
    .command('demo')
    .description('the LLTO study end to end, from simulated raw files')
    .argument('[dir]', 'folder to write', DEMO_FOLDER)
    .option('--seed <number>', 'draw other noise')
    .option('--keep', 'use the study that is there, if it is')
    .addHelpText('before', 'Examples:\n  ionwalk demo\n  ionwalk demo study/ --seed 7 --json\n')
    .action((dir: string, flags: DemoFlags) => demo(dir, flags, session));
}

/** Makes the study, or with `keep` takes the one that is there, and prints its table. */
export async function demo(dir: string, { seed, keep }: DemoFlags, session: Session): Promise<void> {
  if (seed !== undefined && !/^\d{1,9}$/.test(seed))
    throw usageError('usage/option', `--seed is '${seed}'`, { where: 'option --seed', fix: 'give a whole number' });
  const folder = resolve(session.cwd, dir);
  const kept = keep ? readStudy(folder) : undefined;
  const study = kept ?? (await make(folder, seed === undefined ? undefined : Number(seed), session));
  session.exit = study.exit ?? 0;
  if (session.json) return outJson(session, { dir, checks: study.checks, haven: study.haven, files: study.files });
  session.out(studyText(study.checks, study.haven));
  session.say(`${kept ? 'kept' : `${study.files} files in`} ${dir}\nnext: ionwalk serve ${shellWord(dir)}\n`);
}

interface Study {
  readonly checks: readonly Check[];
  readonly haven: readonly HavenEntry[];
  readonly files: number;
  readonly exit?: number;
}

async function make(folder: string, seed: number | undefined, session: Session): Promise<Study> {
  const { runDemo } = await import('../demo/run-demo.ts');
  const study: Study = await runDemo(folder, {
    runCli: session.runCli,
    seed,
    onProgress: (fraction: number, note?: string) => session.progress(fraction, note),
  });
  session.progress(1);
  return study;
}

function readStudy(folder: string): Study | undefined {
  if (!existsSync(join(folder, 'checks.json')) || !existsSync(join(folder, 'compare.json'))) return undefined;
  const read = (name: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
    } catch (cause) {
      throw inputError('demo/damaged', 'it is no JSON any more', { where: name, fix: 'remove the folder and run demo again', cause });
    }
  };
  const stored = read('checks.json') as readonly Check[] | { readonly checks: readonly Check[] };
  const { haven = [] } = read('compare.json') as { haven?: readonly HavenEntry[] };
  return { checks: 'checks' in stored ? stored.checks : stored, haven, files: 0 };
}
