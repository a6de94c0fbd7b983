import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompareDocument } from '@ionwalk/core/compare';
import { inputError } from '@ionwalk/core';
import { renderSvg } from '@ionwalk/figures';
import type { Session } from '../session.ts';
import { reportPage } from '../report/report-page.ts';
import { analyseStudy } from './analyse-study.ts';
import { audit } from './audit/audit.ts';
import type { Check } from './audit/check.ts';
import { recoveredValues } from './recovered-values.ts';
import { commandRunner } from './run-command.ts';
import { DEFAULT_SEED } from './simulate/shared-errors.ts';
import { studyFigures } from './study-figures.ts';
import { writeRawFiles } from './write-raw-files.ts';

export interface DemoResult {
  readonly checks: readonly Check[];
  readonly haven: CompareDocument['haven'];
  /** Files written. */
  readonly files: number;
}

export interface DemoOptions {
  /** How a command line is run. */
  readonly runCli: Session['runCli'];
  readonly seed?: number | undefined;
  readonly onProgress?: ((fraction: number, note?: string) => void) | undefined;
}

/**
 * Makes the LLTO study in a folder: simulates its raw vendor files, analyses them only through the ordinary commands, compares, and audits the text
 * it follows. Nothing written depends on the folder's name, the clock or the machine.
 * @throws demo/not-empty – the folder holds something that is no study of this kind
 */
export async function runDemo(dir: string, { runCli, seed = DEFAULT_SEED, onProgress = () => {} }: DemoOptions): Promise<DemoResult> {
  await clear(dir);
  onProgress(0.02, 'simulating raw files');
  const raw = await writeRawFiles(dir, seed);
  onProgress(0.1, 'raw files');
  const { run, commands } = commandRunner(dir, runCli);
  const answers = await analyseStudy(dir, raw, run, onProgress);
  const checks = audit(recoveredValues(answers));
  const figures = studyFigures(answers);
  await mkdir(join(dir, 'figures'), { recursive: true });
  for (const figure of figures) {
    await writeFile(join(dir, 'figures', `${figure.id}.svg`), renderSvg(figure, { theme: 'print' }));
    await writeFile(join(dir, 'figures', `${figure.id}.json`), `${JSON.stringify(figure)}\n`);
  }
  await writeFile(join(dir, 'checks.json'), `${JSON.stringify(checks, null, 1)}\n`);
  await writeFile(join(dir, 'commands.txt'), `${commands.join('\n')}\n`);
  await writeFile(
    join(dir, 'report.html'),
    reportPage({ ...REPORT, checks, compare: answers.compare, records: answers.records, figures, commands }),
  );
  onProgress(1, 'done');
  return { checks, haven: answers.compare.haven, files: await countFiles(dir) };
}

const REPORT = {
  title: 'Lithium diffusion in Li0.29La0.57TiO3',
  notice:
    'Simulated study: every raw file was simulated from published and chosen values, none was measured. All numbers below were found by ordinary commands from those files.',
};

const OWN = ['raw', 'derived', 'figures', 'records.jsonl', 'compare.json', 'checks.json', 'report.html', 'commands.txt'];

/** Empties an earlier study; refuses a folder that holds anything else. */
async function clear(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const names = await readdir(dir);
  const foreign = names.find((name) => !OWN.includes(name));
  if (foreign !== undefined) {
    throw inputError('demo/not-empty', `the folder holds '${foreign}', which is no part of a study`, {
      where: dir,
      fix: 'name an empty folder or one that does not exist',
    });
  }
  for (const name of names) await rm(join(dir, name), { recursive: true });
}

async function countFiles(dir: string): Promise<number> {
  const names = await readdir(dir, { recursive: true });
  const entries = await Promise.all(names.map((name) => stat(join(dir, name))));
  return entries.filter((entry) => entry.isFile()).length;
}
