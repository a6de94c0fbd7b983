import { open } from 'node:fs/promises';
import { join } from 'node:path';

const MOST_BYTES = 64 * 1024 * 1024;

/** Text of a file of the study, undefined when it isn't there. Only names the server itself chose may come here; more than 64 MiB is refused. */
export async function readStudyFile(project: string, name: string): Promise<string | undefined> {
  let handle;
  try {
    handle = await open(join(project, name), 'r');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES) throw new Error(`${name} is larger than 64 MiB`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
