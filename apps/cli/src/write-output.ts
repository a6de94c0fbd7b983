import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inputError } from '@ionwalk/core';
import type { Session } from './session.ts';

/** Writes text or bytes to a file, or text to standard output for `-`. */
export async function writeOutput(target: string, content: string | Uint8Array, session: Session): Promise<void> {
  if (target === '-') return session.out(String(content));
  try {
    await writeFile(resolve(session.cwd, target), content);
  } catch (error) {
    const { code } = error as { code?: string };
    throw inputError('file/write', `it can't be written (${code ?? String(error)})`, {
      where: target,
      fix: code === 'ENOENT' ? 'make the folder first' : 'give another path with -o',
      cause: error,
    });
  }
}
