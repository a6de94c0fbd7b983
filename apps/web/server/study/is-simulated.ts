import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a study says of itself that it is simulated: a README of the folder, of `raw` or of one of its folders contains the word.
 * Such a study is labelled on every page.
 */
export async function isSimulated(project: string): Promise<boolean> {
  const raw = join(project, 'raw');
  const folders = [project, raw, ...(await namesIn(raw)).slice(0, 50).map((name) => join(raw, name))];
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      if (/^readme(\.|$)/iu.test(name) && /simulat/iu.test(await headOf(join(folder, name)))) return true;
    }
  }
  return false;
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
};

async function headOf(path: string): Promise<string> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
