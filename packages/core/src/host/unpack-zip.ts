import type { SourceFile } from '../api/reader.ts';
import { inputError, type IonwalkError } from '../errors.ts';
import { crc32 } from './crc-32.ts';

const MAX_BYTES = 2 ** 31;
const MAX_RATIO = 100;
/** Below this size a high ratio is harmless. */
const FREE_BYTES = 2 ** 24;
const MAX_ENTRIES = 10_000;
/** The end record and the longest comment behind it. */
const TAIL = 22 + 65_535;
const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];

/** True for the first bytes of a ZIP archive that holds something. */
export const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;

/**
 * The files inside a ZIP archive (stored or deflated), paths as in the archive with `/`; folders, links, hidden files and `__MACOSX` are left out. Sizes are
 * counted while they come out: more than 10 000 entries, 2 GiB, or a ratio of 100 once there are 16 MiB are refused (`file/zip-bomb`), and so is
 * a name that leads out of the archive (`file/zip-path`); `maxBytes` lowers the limit. Archives inside are not opened. Anything damaged, encrypted or of another method: `file/zip`.
 */
export async function unpackZip(file: SourceFile, signal?: AbortSignal, maxBytes: number = MAX_BYTES): Promise<SourceFile[]> {
  const entries = await readDirectory(file);
  const limit = Math.min(maxBytes, Math.max(FREE_BYTES, file.blob.size * MAX_RATIO));
  const files: SourceFile[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  for (const entry of entries) {
    if (isLeftOut(entry)) continue;
    signal?.throwIfAborted();
    const path = safePath(entry.name, file.path);
    if (seen.has(path)) throw damaged(file.path, `two entries are called '${path.slice(0, 80)}'`);
    seen.add(path);
    const content = await unpackEntry(file, entry, limit - bytes, limit, signal);
    bytes += content.size;
    files.push({ path, blob: content });
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
  readonly link: boolean;
}

async function readDirectory({ blob, path }: SourceFile): Promise<Entry[]> {
  const start = Math.max(0, blob.size - TAIL);
  const tail = new DataView(await blob.slice(start).arrayBuffer());
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged(path, 'it has no directory at its end');
  const [count, length, offset] = [tail.getUint16(at + 10, true), tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (count === 0xffff || offset === 0xffffffff) throw damaged(path, 'it is of the 64-bit form, which is not read');
  if (count > MAX_ENTRIES) throw bomb(path, `it holds ${count} files`);
  if (offset + length > start + at) throw damaged(path, `its directory of ${length} bytes at ${offset} lies beyond its end`);
  const directory = new DataView(await blob.slice(offset, offset + length).arrayBuffer());
  const entries: Entry[] = [];
  let next = 0;
  for (let k = 0; k < count; k++) {
    if (next + 46 > directory.byteLength || directory.getUint32(next, true) !== ENTRY) throw damaged(path, `entry ${k + 1} is cut short`);
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => directory.getUint16(next + field, true)) as [number, number, number];
    const end = next + 46 + nameLength;
    if (end + extra + comment > directory.byteLength) throw damaged(path, `the name of entry ${k + 1} is cut short`);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, directory.byteOffset + next + 46, nameLength));
    if (directory.getUint16(next + 8, true) & 1) throw damaged(path, `'${name.slice(0, 80)}' is encrypted`);
    entries.push({
      name,
      method: directory.getUint16(next + 10, true),
      crc: directory.getUint32(next + 16, true),
      packed: directory.getUint32(next + 20, true),
      size: directory.getUint32(next + 24, true),
      at: directory.getUint32(next + 42, true),
      link: directory.getUint8(next + 5) === 3 && (directory.getUint16(next + 40, true) & 0xf000) === 0xa000,
    });
    next = end + extra + comment;
  }
  return entries;
}

const isLeftOut = ({ name, link }: Entry): boolean => link || name.endsWith('/') || /(^|\/)(\.[^./][^/]*|__MACOSX)(\/|$)/.test(name);

function safePath(name: string, archive: string): string {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/');
  // Control characters, NUL among them, are in no instrument's file names.
  const bad = path.startsWith('/') || /^[A-Za-z]:/.test(path) || parts.includes('..') || parts.includes('') || /\p{Cc}/u.test(path);
  if (!bad) return parts.filter((part) => part !== '.').join('/');
  throw inputError('file/zip-path', `the name '${JSON.stringify(name.slice(0, 80)).slice(1, -1)}' leads out of the archive`, {
    where: archive,
    fix: 'do not use this archive; pack the folder again',
  });
}

async function unpackEntry(file: SourceFile, entry: Entry, left: number, limit: number, signal?: AbortSignal): Promise<Blob> {
  const { blob, path } = file;
  const short = entry.name.slice(0, 80);
  if (entry.method !== 0 && entry.method !== 8) throw damaged(path, `'${short}' is packed by method ${entry.method}; known are 0 and 8`);
  const head = new DataView(await blob.slice(entry.at, entry.at + 30).arrayBuffer());
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw damaged(path, `'${short}' is not where its directory says`);
  const start = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (start + entry.packed > blob.size) throw damaged(path, `'${short}' is cut short`);
  if (entry.size > left) throw bomb(path, `it unpacks to more than ${limit} bytes (from ${blob.size})`);
  const packed = blob.slice(start, start + entry.packed);
  const stream = entry.method === 0 ? packed.stream() : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, crc] = [0, 0];
  try {
    const reader = stream.getReader();
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      // What comes out counts, not what the directory claims.
      if (bytes > entry.size) {
        await reader.cancel();
        break;
      }
      crc = crc32(value, crc);
      parts.push(value);
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw damaged(path, `'${short}' is damaged`, cause);
  }
  if (bytes !== entry.size || crc !== entry.crc) throw damaged(path, `'${short}' is not what its directory says: it is damaged`);
  return new Blob(parts);
}

const damaged = (where: string, what: string, cause?: unknown): IonwalkError =>
  inputError('file/zip', `the ZIP archive can't be read: ${what}`, {
    where,
    fix: 'copy or pack it again, or unpack it yourself and give the folder',
    ...(cause !== undefined && { cause }),
  });

const bomb = (where: string, what: string): IonwalkError =>
  inputError('file/zip-bomb', what, { where, fix: 'unpack it yourself if you trust it' });
