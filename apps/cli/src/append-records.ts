import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type DiffusionRecord, inputError } from '@ionwalk/core';
import type { Session } from './session.ts';

/**
 * Adds records to a JSONL file, one line each; those that are there already (the same id) are not added again. Makes the file and its folder.
 * @returns how many were added
 */
export async function appendRecords(target: string, records: readonly DiffusionRecord[], session: Session): Promise<number> {
  const path = resolve(session.cwd, target);
  try {
    const there = await readFile(path, 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const fresh = records.filter((record) => !there.includes(`"id":"${record.id}"`));
    await mkdir(dirname(path), { recursive: true });
    const gap = there === '' || there.endsWith('\n') ? '' : '\n';
    if (fresh.length > 0) await appendFile(path, gap + fresh.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return fresh.length;
  } catch (error) {
    const { code } = error as { code?: string };
    throw inputError('file/write', `it can't be written (${code ?? String(error)})`, {
      where: target,
      fix: 'give another path with --append',
      cause: error,
    });
  }
}
