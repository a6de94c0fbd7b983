import { inputError } from '../errors.ts';

/** A bounds-checked view of bytes: a read past the end is an error that says where, never a RangeError or an allocation. */
export class ByteCursor {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly path: string;
  position: number;
  littleEndian: boolean;

  /** @param path – named in the error; @param littleEndian – of every number read from now on */
  constructor(bytes: Uint8Array, path: string, littleEndian = true) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.path = path;
    this.position = 0;
    this.littleEndian = littleEndian;
  }

  get length(): number {
    return this.bytes.byteLength;
  }
  get remaining(): number {
    return this.length - this.position;
  }

  seek(position: number): this {
    if (!Number.isInteger(position) || position < 0 || position > this.length) this.#fail(position, 0);
    this.position = position;
    return this;
  }
  skip(count: number): this {
    return this.seek(this.position + count);
  }

  /** Throws unless `count` items of `size` bytes remain: call it before allocating anything by a count from a header. */
  require(count: number, size: number): this {
    if (!Number.isInteger(count) || count < 0 || count * size > this.remaining) this.#fail(this.position, count * size);
    return this;
  }

  uint8(): number {
    return this.view.getUint8(this.#advance(1));
  }
  int8(): number {
    return this.view.getInt8(this.#advance(1));
  }
  uint16(): number {
    return this.view.getUint16(this.#advance(2), this.littleEndian);
  }
  int16(): number {
    return this.view.getInt16(this.#advance(2), this.littleEndian);
  }
  uint32(): number {
    return this.view.getUint32(this.#advance(4), this.littleEndian);
  }
  int32(): number {
    return this.view.getInt32(this.#advance(4), this.littleEndian);
  }
  float32(): number {
    return this.view.getFloat32(this.#advance(4), this.littleEndian);
  }
  float64(): number {
    return this.view.getFloat64(this.#advance(8), this.littleEndian);
  }
  /** Latin-1 text of a fixed field, ended by NUL. */
  text(length: number): string {
    const start = this.#advance(length);
    let out = '';
    for (let i = start; i < start + length; i++) {
      const byte = this.bytes[i] as number;
      if (byte === 0) break;
      out += String.fromCharCode(byte);
    }
    return out;
  }
  slice(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  #advance(size: number): number {
    const at = this.position;
    if (!Number.isInteger(size) || size < 0 || at + size > this.length) this.#fail(at, size);
    this.position = at + size;
    return at;
  }
  #fail(at: number, size: number): never {
    throw inputError('file/truncated', `needs ${size} bytes at byte ${at}, but the file holds ${this.length}`, {
      where: `${this.path}: byte ${at}`,
      fix: 'the file is cut short or its header is wrong: copy or export it again from the instrument',
    });
  }
}
