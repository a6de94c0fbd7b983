import { inputError } from '@ionwalk/core';

const CHUNK_BYTES = 1 << 14;

/** Small reads from anywhere in a file, checked against its size; what lies next to the last read costs nothing. */
export class BlobBytes {
  readonly blob: Blob;
  readonly path: string;
  #from = 0;
  #chunk: Uint8Array = new Uint8Array(0);

  constructor(blob: Blob, path: string) {
    this.blob = blob;
    this.path = path;
  }

  /** `length` bytes from `at`. Throws `file/truncated` past the end of the file: nothing is allocated then. */
  async read(at: number, length: number): Promise<Uint8Array> {
    if (!(at >= 0 && length >= 0 && at + length <= this.blob.size)) {
      throw inputError('file/truncated', `needs ${length} bytes at byte ${at}, but the file holds ${this.blob.size}`, {
        where: `${this.path}: byte ${Math.min(Math.max(at, 0), this.blob.size)}`,
        fix: 'the file is cut short or its header is wrong: copy or export it again',
      });
    }
    if (at < this.#from || at + length > this.#from + this.#chunk.length) {
      this.#chunk = await sliceBlob(this.blob, at, Math.max(length, Math.min(CHUNK_BYTES, this.blob.size - at)), this.path);
      this.#from = at;
    }
    return this.#chunk.subarray(at - this.#from, at - this.#from + length);
  }
}

/** Bytes of a blob, all of those asked for. Throws `file/changed`, `file/truncated` where the file went away or shrank. */
export async function sliceBlob(blob: Blob, at: number, length: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
  let buffer: ArrayBuffer;
  try {
    buffer = await blob.slice(at, at + length).arrayBuffer();
  } catch (cause) {
    throw inputError('file/changed', 'the file could not be read: it changed or went away while it was open', {
      where: `${path}: byte ${at}`,
      fix: 'read it again when nothing writes to it',
      cause,
    });
  }
  if (buffer.byteLength !== length) {
    throw inputError('file/truncated', `expected ${length} bytes and found ${buffer.byteLength}`, {
      where: `${path}: byte ${at}`,
      fix: 'the file is cut short: copy it again',
    });
  }
  return new Uint8Array(buffer);
}
