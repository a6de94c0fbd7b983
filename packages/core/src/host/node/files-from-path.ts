/// <reference types="node" />
import { openAsBlob, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../../api/reader.ts';
import { inputError, type IonwalkError } from '../../errors.ts';
import type { FileGroup } from '../load-group.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { isZip, unpackZip } from '../unpack-zip.ts';
import { readStandardInput } from './standard-input.ts';

/** A folder with more files than this is refused: a disk was meant, not a measurement. */
const MAX_FILES = 20_000;
/** Neighbours of a single file that are offered as companions. */
const MAX_NEIGHBOURS = 2_000;

/**
 * What a path given on the command line stands for: a file with its neighbours, all files of a folder, or `-` for standard input.
 * Files are opened as blobs, nothing is read yet. Paths in records are relative to `cwd`; what lies outside has its name only (in a vendor folder
 * `12/ser`). Links to files are followed, links to folders aren't (they may run in circles). A path that can't be opened gives a group with its `error`: file/missing, file/not-a-file,
 * file/permission, file/too-many (exit 3).
 */
export async function filesFromPath(typed: string, cwd: string = process.cwd()): Promise<FileGroup> {
  if (typed === '-') return { path: typed, files: [{ path: '-', blob: await readStandardInput() }], only: ['-'] };
  const absolute = resolve(cwd, typed);
  try {
    const stats = await statOf(absolute, typed);
    if (stats.isDirectory()) return await folderGroup(typed, absolute, cwd);
    if (!stats.isFile()) {
      throw inputError('file/not-a-file', 'it is neither a file nor a folder', {
        where: typed,
        fix: 'give the path of a file, a folder, or - for standard input',
      });
    }
    return await fileGroup(typed, absolute, cwd);
  } catch (error) {
    return { path: typed, files: [], error };
  }
}

async function fileGroup(typed: string, absolute: string, cwd: string): Promise<FileGroup> {
  const folder = dirname(absolute);
  const own = basename(absolute);
  const place = placeOf(folder, cwd);
  const main: SourceFile = { path: place.prefix + own, blob: await open(absolute, typed) };
  if (/\.zip$/i.test(own) && isZip(new Uint8Array(await main.blob.slice(0, 4).arrayBuffer()))) return await zipGroup(typed, main, place);
  const files: SourceFile[] = [main];
  for (const path of await neighbours(folder, own)) {
    const blob = await open(join(folder, path), path).catch(() => undefined);
    if (blob) files.push({ path: place.prefix + path, blob });
  }
  return { path: typed, files, only: [main.path], naming: place.naming, shown: (path) => (path === main.path ? typed : path) };
}

/** A packed folder is a folder: its files lie below the name of the archive. */
async function zipGroup(typed: string, archive: SourceFile, { naming }: ReturnType<typeof placeOf>): Promise<FileGroup> {
  const inside = await unpackZip({ path: typed, blob: archive.blob });
  if (inside.length === 0)
    throw inputError('file/empty', 'the archive holds no file', { where: typed, fix: 'pack the folder of a measurement' });
  const files = inside.map(({ path, blob }) => ({ path: `${archive.path}/${path}`, blob }));
  return { path: typed, files, naming, shown: (path) => `${typed}/${path.slice(archive.path.length + 1)}` };
}

/** Files beside one and below, as long as the folder is that of a measurement; in a crowded one, those with the same stem. */
async function neighbours(folder: string, own: string): Promise<string[]> {
  const paths: string[] = [];
  const whole = await collect(folder, '', paths, MAX_NEIGHBOURS, 3).catch(() => false);
  const others = paths.filter((path) => path !== own).sort();
  if (whole) return others;
  const stem = own.split('.')[0] as string;
  const beside = await readdir(folder).catch(() => [] as string[]);
  return beside
    .filter((name) => name !== own && name.startsWith(stem))
    .sort()
    .slice(0, MAX_NEIGHBOURS);
}

async function folderGroup(typed: string, absolute: string, cwd: string): Promise<FileGroup> {
  const place = placeOf(absolute, cwd);
  const paths: string[] = [];
  if (!(await collect(absolute, '', paths, MAX_FILES, 16))) {
    throw inputError('file/too-many', `the folder holds more than ${MAX_FILES} files`, {
      where: typed,
      fix: 'give the folder of one study, or the files themselves',
    });
  }
  const files: SourceFile[] = [];
  for (const path of paths.sort()) files.push({ path: place.prefix + path, blob: await open(join(absolute, path), path) });
  if (files.length === 0)
    throw inputError('file/empty', 'the folder holds no file', { where: typed, fix: 'give the folder of a measurement' });
  const shown = (path: string): string => `${typed.replace(/[\\/]+$/, '')}/${path.slice(place.prefix.length)}`;
  return { path: typed, files, naming: place.naming, shown };
}

/** Paths below a folder, level by level, hidden ones aside; false where it gave up at `limit`. */
async function collect(folder: string, inside: string, paths: string[], limit: number, depth: number): Promise<boolean> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
  const path = (name: string): string => (inside === '' ? name : `${inside}/${name}`);
  for (const entry of visible) {
    const linked = entry.isSymbolicLink() && (await stat(join(folder, inside, entry.name)).catch(() => undefined))?.isFile();
    if (entry.isFile() || linked) paths.push(path(entry.name));
  }
  if (paths.length > limit) return false;
  if (depth === 0) return true;
  for (const entry of visible) {
    if (entry.isDirectory() && !(await collect(folder, path(entry.name), paths, limit, depth - 1))) return false;
  }
  return true;
}

/** Where a folder lies: what its files are called in records. */
function placeOf(folder: string, cwd: string): { prefix: string; naming: (path: string, vendorFolder: boolean) => string } {
  const from = relative(cwd, folder);
  const outside = isAbsolute(from) || from === '..' || from.startsWith(`..${sep}`);
  if (!outside) return { prefix: from === '' ? '' : `${from.split(sep).join('/')}/`, naming: (path) => path };
  return {
    prefix: `${basename(folder)}/`,
    naming: (path, vendorFolder) => (vendorFolder ? path.split('/').slice(-2).join('/') : (path.split('/').pop() as string)),
  };
}

async function open(absolute: string, typed: string): Promise<Blob> {
  try {
    return await openAsBlob(absolute);
  } catch (error) {
    throw openError(error, typed);
  }
}

async function statOf(absolute: string, typed: string): Promise<Stats> {
  try {
    return await stat(absolute);
  } catch (error) {
    const near = await readdir(dirname(absolute)).then(
      (names) => didYouMean(basename(absolute), names),
      () => undefined,
    );
    throw openError(error, typed, near);
  }
}

function openError(error: unknown, typed: string, near?: string): IonwalkError {
  const { code } = error as { code?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return inputError('file/missing', 'there is no such file or folder', {
      where: typed,
      fix: near ? `did you mean '${near}' in that folder?` : 'check the path',
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'ERR_INVALID_ARG_VALUE') {
    return inputError('file/permission', 'it may not be read', {
      where: typed,
      fix: 'change its permissions, or copy it to a place of your own',
      cause: error,
    });
  }
  return inputError('file/unreadable', `it can't be opened: ${error instanceof Error ? error.message : String(error)}`, {
    where: typed,
    fix: 'check the path and the disk',
    cause: error,
  });
}
