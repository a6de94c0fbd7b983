import { inputError, type IonwalkError } from '@ionwalk/core';
import { BlobBytes, sliceBlob } from '../tiff/blob-bytes.ts';
import { inflateExactly } from '../../inverse/inflate-exactly.ts';

/**
 * The blocks of an ION-TOF file (`.ita`, `.itm`, `.its`), as the reader of the pySPM project describes them (found by its author, not documented by
 * the vendor). `ITStrF01`, then the root block. A block: uint8 kind, uint32 25, uint32 length of its name, id, number of children, length of its
 * value, the same once more; name; value. Kinds 1 and 3 are folders (3 goes on where a 1 is full), 0 a value, 0x80 a value packed by zlib.
 * A folder's value: 33 bytes, uint64 place of the folder that goes on (0: none), then 33 bytes per child: uint8 kind, uint32 place of its name in
 * this value, length of the name, id, 1 where it has data, uint64 length, uint64 place in the file. All little-endian.
 */
export interface Block {
  readonly name: string;
  readonly id: number;
  readonly at: number;
}

interface Head {
  readonly folder: boolean;
  readonly children: number;
  readonly valueAt: number;
  readonly length: number;
}

/** Folders are lists of small entries; a larger one is damage. */
const MOST_FOLDER = 1 << 26;
/** A file that needs more folders to be listed as one isn't whole. */
const MOST_PARTS = 1 << 16;

export class BlockTree {
  readonly bytes: BlobBytes;
  readonly #lists = new Map<number, Promise<readonly Block[]>>();

  constructor(blob: Blob, path: string) {
    this.bytes = new BlobBytes(blob, path);
  }

  /** Children of the block at `at`; none where it is no folder. Throws `sims/iontof-block`, `file/truncated`. */
  list(at: number): Promise<readonly Block[]> {
    let list = this.#lists.get(at);
    if (!list) {
      list = this.#readList(at);
      this.#lists.set(at, list);
    }
    return list;
  }

  /** The block at the end of a path of names from the root, `Meta/SI Image`; the first of its name at each step. */
  async find(path: string, from: number = ROOT): Promise<Block | undefined> {
    let block: Block | undefined = { name: '', id: 0, at: from };
    for (const name of path.split('/')) {
      block = (await this.list(block.at)).find((child) => child.name === name);
      if (!block) return undefined;
    }
    return block;
  }

  /** Bytes of a value as they are stored. @param most – a longer one is `sims/iontof-block` */
  async value(block: Block, most: number): Promise<Uint8Array<ArrayBuffer>> {
    const head = await this.#head(block.at);
    if (head.length > most) throw this.damage(block.at, `the value of '${block.name}' has ${head.length} bytes, more than ${most}`);
    return sliceBlob(this.bytes.blob, head.valueAt, head.length, this.bytes.path);
  }

  /** A packed value of exactly `size` bytes. Throws `sims/iontof-packed`. */
  async unpacked(block: Block, size: number): Promise<Uint8Array> {
    const packed = await this.value(block, this.bytes.blob.size);
    const out = await inflateExactly([packed], size);
    if (out) return out;
    throw inputError('sims/iontof-packed', `the packed numbers of '${block.name}' are damaged or not ${size} bytes`, {
      where: `${this.bytes.path}: byte ${block.at}`,
      fix: FIX,
    });
  }

  async uint32(path: string, from: number = ROOT): Promise<number | undefined> {
    const value = await this.#small(path, 4, from);
    return value?.getUint32(0, true);
  }

  async float64(path: string, from: number = ROOT): Promise<number | undefined> {
    const value = (await this.#small(path, 8, from))?.getFloat64(0, true);
    return Number.isFinite(value) ? value : undefined;
  }

  /** Text of a block, UTF-16. */
  async text(path: string, from: number = ROOT): Promise<string> {
    const block = await this.find(path, from);
    return block ? utf16(await this.value(block, 1 << 16)) : '';
  }

  damage(at: number, what: string): IonwalkError {
    return inputError('sims/iontof-block', what, { where: `${this.bytes.path}: byte ${at}`, fix: FIX });
  }

  async #small(path: string, size: number, from: number): Promise<DataView | undefined> {
    const block = await this.find(path, from);
    if (!block) return undefined;
    const value = await this.value(block, 1 << 16);
    return value.length === size ? new DataView(value.buffer) : undefined;
  }

  async #head(at: number): Promise<Head> {
    const bytes = (await this.bytes.read(at, 25)).slice();
    const view = new DataView(bytes.buffer);
    const kind = view.getUint8(0);
    if (view.getUint32(1, true) !== 25 || ![0, 1, 3, 0x80].includes(kind)) throw this.damage(at, 'no block begins here');
    const valueAt = at + 25 + view.getUint32(5, true);
    const length = view.getUint32(17, true);
    if (valueAt + length > this.bytes.blob.size)
      throw this.damage(
        at,
        `a block needs ${valueAt + length} bytes: expected ${valueAt + length} bytes and found ${this.bytes.blob.size}`,
      );
    return { folder: kind === 1 || kind === 3, children: view.getUint32(13, true), valueAt, length };
  }

  async #readList(first: number): Promise<readonly Block[]> {
    const found: Block[] = [];
    const parts = new Set<number>();
    for (let at = first; at !== 0;) {
      if (parts.has(at) || parts.size >= MOST_PARTS) throw this.damage(at, 'a folder goes on in itself');
      parts.add(at);
      const { folder, children, valueAt, length } = await this.#head(at);
      if (!folder) return [];
      if (length > MOST_FOLDER || length < 41 || 41 + 33 * children > length) {
        throw this.damage(at, `a folder of ${length} bytes can't hold ${children} entries`);
      }
      const value = (await this.bytes.read(valueAt, length)).slice();
      const view = new DataView(value.buffer);
      for (let i = 0, entry = 41; i < children; i++, entry += 33) {
        const [nameAt, nameLength] = [view.getUint32(entry + 1, true), view.getUint32(entry + 5, true)];
        if (nameAt + nameLength > length || nameLength > 4096)
          throw this.damage(valueAt + entry, 'the name of an entry lies outside of its folder');
        const name = LATIN.decode(value.subarray(nameAt, nameAt + nameLength));
        found.push({ name, id: view.getUint32(entry + 9, true), at: Number(view.getBigUint64(entry + 25, true)) });
      }
      at = Number(view.getBigUint64(33, true));
    }
    return found;
  }
}

/** The root block follows the magic word. */
export const ROOT = 8;
export const MAGIC = 'ITStrF01';
const LATIN = new TextDecoder('windows-1252');
const FIX = 'the file is damaged or cut short: copy it again, or export the images from SurfaceLab as text';

export function utf16(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
  const end = text.indexOf('\0');
  return (end < 0 ? text : text.slice(0, end)).trim();
}
