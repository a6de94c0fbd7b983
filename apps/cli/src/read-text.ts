import { decodeText, inputError } from '@ionwalk/core';
import { filesFromPath } from '@ionwalk/core/host/node';

const MAX_BYTES = 2 ** 29;

export interface ReadText {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** What was read, as typed. */
  readonly path: string;
}

/** Text of a file, or of `records.jsonl` in a project folder; `-` is standard input. */
export async function readText(typed: string, cwd: string): Promise<ReadText> {
  const group = await filesFromPath(typed, cwd);
  if (group.error !== undefined) throw group.error;
  const inside = group.only
    ? undefined
    : group.files.find((file) => group.shown?.(file.path) === `${typed.replace(/[\\/]+$/, '')}/records.jsonl`);
  const file = group.only ? group.files[0] : inside;
  if (!file) {
    throw inputError('record/none', 'the folder holds no records.jsonl', {
      where: typed,
      fix: 'give a project folder, or the file with the records',
    });
  }
  if (file.blob.size > MAX_BYTES) throw inputError('file/too-large', `it holds ${file.blob.size} bytes`, { where: typed, fix: 'split it' });
  const bytes = new Uint8Array(await file.blob.arrayBuffer());
  return { text: decodeText(bytes), bytes, path: inside ? (group.shown?.(inside.path) ?? typed) : typed };
}
