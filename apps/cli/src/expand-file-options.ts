import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeText, inputError, type Param } from '@ionwalk/core';
import { hashFiles, type RawOptions, type RecordInput } from '@ionwalk/core/host';
import { filesFromPath, hashStream } from '@ionwalk/core/host/node';

const MAX_BYTES = 2 ** 20;

/**
 * Puts the content of a file in place of its path, for options that say so (`--gradients FILE|list`), and gives the files for the records.
 * What names no file stays as typed.
 */
export async function expandFileOptions(
  params: Readonly<Record<string, Param>>,
  options: { [name: string]: RawOptions[string] },
  cwd: string,
): Promise<RecordInput[]> {
  const inputs: RecordInput[] = [];
  for (const [name, param] of Object.entries(params)) {
    const typed = options[name];
    if (param.type !== 'text' || !param.file || typeof typed !== 'string') continue;
    const stats = await stat(resolve(cwd, typed)).catch(() => undefined);
    if (!stats?.isFile()) continue;
    if (stats.size > MAX_BYTES) {
      throw inputError('file/too-large', `it holds ${stats.size} bytes`, { where: typed, fix: `give a list of numbers for --${name}` });
    }
    const { files, only = [], naming } = await filesFromPath(typed, cwd);
    const file = files.find((candidate) => only.includes(candidate.path));
    if (!file) continue;
    options[name] = decodeText(new Uint8Array(await file.blob.arrayBuffer())).trim();
    inputs.push(...(await hashFiles([file], hashStream, (path) => naming?.(path, false) ?? path)));
  }
  return inputs;
}
