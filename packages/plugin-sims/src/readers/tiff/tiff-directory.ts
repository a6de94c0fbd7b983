import { ByteCursor, inputError } from '@ionwalk/core';
import type { BlobBytes } from './blob-bytes.ts';

/** Where the value of a tag is. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

export interface TiffStart {
  readonly littleEndian: boolean;
  /** BigTIFF: offsets and counts of 8 bytes. */
  readonly big: boolean;
  readonly firstDirectory: number;
}

const SIZES: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
}; // prettier-ignore

/** The first bytes of a TIFF, classic (8 bytes) or BigTIFF (16); undefined for anything else. */
export function readTiffStart(head: Uint8Array): TiffStart | undefined {
  if (head.length < 8) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const mark = view.getUint16(0, true);
  if (mark !== 0x4949 && mark !== 0x4d4d) return undefined;
  const littleEndian = mark === 0x4949;
  const version = view.getUint16(2, littleEndian);
  if (version === 42) return { littleEndian, big: false, firstDirectory: view.getUint32(4, littleEndian) };
  if (version !== 43 || head.length < 16 || view.getUint16(4, littleEndian) !== 8 || view.getUint16(6, littleEndian) !== 0)
    return undefined;
  return { littleEndian, big: true, firstDirectory: Number(view.getBigUint64(8, littleEndian)) };
}

/** One image file directory: values of its tags on demand, each checked against the file before it is read. */
export class TiffDirectory {
  readonly at: number;
  readonly bytes: number;
  readonly next: number;
  readonly littleEndian: boolean;
  readonly #entries: ReadonlyMap<number, Entry>;
  readonly #file: BlobBytes;

  private constructor(file: BlobBytes, start: TiffStart, at: number, bytes: number, next: number, entries: Map<number, Entry>) {
    this.#file = file;
    this.#entries = entries;
    this.at = at;
    this.bytes = bytes;
    this.next = next;
    this.littleEndian = start.littleEndian;
  }

  static async read(file: BlobBytes, start: TiffStart, at: number): Promise<TiffDirectory> {
    const [countBytes, entryBytes, linkBytes] = start.big ? [8, 20, 8] : [2, 12, 4];
    const count = number(await file.read(at, countBytes), start.littleEndian, 0, start.big ? 8 : 2);
    if (count < 1 || count > 4096) throw damaged(file.path, at, `a directory of ${count} tags`);
    const bytes = countBytes + count * entryBytes + linkBytes;
    const body = (await file.read(at, bytes)).slice();
    const entries = new Map<number, Entry>();
    for (let i = 0; i < count; i++) {
      const from = countBytes + i * entryBytes;
      const tag = number(body, start.littleEndian, from, 2);
      const type = number(body, start.littleEndian, from + 2, 2);
      const n = number(body, start.littleEndian, from + 4, start.big ? 8 : 4);
      const field = from + (start.big ? 12 : 8);
      const inside = n * (SIZES[type] ?? Infinity) <= (start.big ? 8 : 4);
      const where = inside ? at + field : number(body, start.littleEndian, field, start.big ? 8 : 4);
      if (!entries.has(tag)) entries.set(tag, { type, count: n, at: where });
    }
    return new TiffDirectory(file, start, at, bytes, number(body, start.littleEndian, bytes - linkBytes, linkBytes), entries);
  }

  has(tag: number): boolean {
    return this.#entries.has(tag);
  }
  countOf(tag: number): number {
    return this.#entries.get(tag)?.count ?? 0;
  }

  /** Numbers of a tag, undefined without it. `most`: values are no more than this, or the file is damaged. Throws `sims/tiff-tag`. */
  async numbers(tag: number, most: number): Promise<Float64Array | undefined> {
    const entry = this.#entries.get(tag);
    if (!entry) return undefined;
    const size = SIZES[entry.type];
    if (size === undefined || entry.type === 2 || entry.count < 1 || entry.count > most) {
      throw damaged(this.#file.path, this.at, `tag ${tag} of type ${entry.type} with ${entry.count} values where at most ${most} can be`);
    }
    const cursor = new ByteCursor(await this.#file.read(entry.at, entry.count * size), this.#file.path, this.littleEndian);
    return Float64Array.from({ length: entry.count }, () => value(cursor, entry.type));
  }

  /** The one number of a tag, or what holds without it. */
  async number(tag: number, otherwise: number): Promise<number> {
    const entry = this.#entries.get(tag);
    return entry === undefined ? otherwise : ((await this.numbers(tag, 16))?.[0] ?? otherwise);
  }

  /** Bytes of a tag, at most `most` of them; undefined without it. */
  async raw(tag: number, most: number): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(tag);
    const size = entry && SIZES[entry.type];
    return size === undefined ? undefined : (await this.#file.read(entry?.at ?? 0, Math.min(most, (entry?.count ?? 0) * size))).slice();
  }

  /** Text of a tag up to its NUL, at most `most` bytes; empty without it. */
  async text(tag: number, most: number): Promise<string> {
    const bytes = await this.raw(tag, most);
    if (bytes === undefined) return '';
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
  }
}

function number(bytes: Uint8Array, littleEndian: boolean, at: number, size: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) return view.getUint16(at, littleEndian);
  if (size === 4) return view.getUint32(at, littleEndian);
  return Number(view.getBigUint64(at, littleEndian));
}

function value(cursor: ByteCursor, type: number): number {
  switch (type) {
    case 1:
    case 7:
      return cursor.uint8();
    case 6:
      return cursor.int8();
    case 3:
      return cursor.uint16();
    case 8:
      return cursor.int16();
    case 4:
    case 13:
      return cursor.uint32();
    case 9:
      return cursor.int32();
    case 5:
      return cursor.uint32() / cursor.uint32();
    case 10:
      return cursor.int32() / cursor.int32();
    case 11:
      return cursor.float32();
    case 12:
      return cursor.float64();
    default: {
      const [a, b] = [cursor.uint32(), cursor.uint32()];
      return cursor.littleEndian ? a + b * 0x1_0000_0000 : a * 0x1_0000_0000 + b;
    }
  }
}

const damaged = (path: string, at: number, what: string) =>
  inputError('sims/tiff-tag', `the TIFF holds ${what}`, {
    where: `${path}: byte ${at}`,
    fix: 'the file is damaged: export the image again',
  });
