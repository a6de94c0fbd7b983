import { HOST_LITTLE } from '../pixel-sums.ts';
import { sliceBlob } from './blob-bytes.ts';
import { decodeBlock, swapBytes } from './decode-block.ts';
import type { SampleType, RasterPage } from './tiff-page.ts';

/** Bytes of plain strips read at a time, and of decoded blocks that are kept for the next window. */
const CHUNK_BYTES = 1 << 22;
const KEPT_BYTES = 1 << 25;

/** Planes of one shape, read in windows: what is kept is bounded whatever the size of the file. */
export class TiffPixels {
  readonly #blob: Blob;
  readonly #path: string;
  readonly #pages: readonly RasterPage[];
  readonly #kept = new Map<string, Uint8Array<ArrayBuffer>>();
  #keptBytes = 0;

  constructor(blob: Blob, path: string, pages: readonly RasterPage[]) {
    this.#blob = blob;
    this.#path = path;
    this.#pages = pages;
  }

  /** Rows y0 to y0 + rows of a page, columns x0 to x0 + columns, into `out` from `at` on. The window must lie inside. */
  async read(index: number, y0: number, x0: number, rows: number, columns: number, out: Float64Array, at: number): Promise<void> {
    const page = this.#pages[index] as RasterPage;
    if (page.compression === 'none' && !page.tiled) return this.#readStrips(page, y0, x0, rows, columns, out, at);
    const { blockWidth, blockHeight, across } = page;
    for (let down = Math.floor(y0 / blockHeight); down * blockHeight < y0 + rows; down++) {
      for (let right = Math.floor(x0 / blockWidth); right * blockWidth < x0 + columns; right++) {
        const samples = view(page.type, await this.#block(index, page, down * across + right));
        const [left, top] = [right * blockWidth, down * blockHeight];
        const [fromX, toX] = [Math.max(x0, left), Math.min(x0 + columns, left + blockWidth)];
        const toY = Math.min(y0 + rows, top + blockHeight);
        for (let y = Math.max(y0, top); y < toY; y++) {
          const row = (y - top) * blockWidth - left;
          const to = at + (y - y0) * columns - x0;
          for (let x = fromX; x < toX; x++) out[to + x] = samples[row + x] as number;
        }
      }
    }
  }

  /** Plain strips are read row by row, however tall the strip is. */
  async #readStrips(page: RasterPage, y0: number, x0: number, rows: number, columns: number, out: Float64Array, at: number): Promise<void> {
    const rowBytes = page.width * page.bytesPerSample;
    const most = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes));
    for (let y = y0; y < y0 + rows;) {
      const inside = y % page.blockHeight;
      const strip = (y - inside) / page.blockHeight;
      let n = Math.min(most, y0 + rows - y, page.blockHeight - inside);
      // strips that follow one another in the file are read together
      for (
        let next = strip + 1;
        n < Math.min(most, y0 + rows - y) && page.offsets[next] === (page.offsets[next - 1] as number) + page.blockHeight * rowBytes;
        next++
      ) {
        n = Math.min(most, y0 + rows - y, n + page.blockHeight);
      }
      // of a single row no more is read than is asked for: rows can be long
      const [left, width] = n === 1 ? [x0, columns] : [0, page.width];
      const from = (page.offsets[strip] as number) + inside * rowBytes + left * page.bytesPerSample;
      const bytes = await sliceBlob(this.#blob, from, n * width * page.bytesPerSample, this.#path);
      if (page.littleEndian !== HOST_LITTLE) swapBytes(bytes, page.bytesPerSample);
      const samples = view(page.type, bytes);
      for (let r = 0; r < n; r++) {
        const [row, to] = [r * width + x0 - left, at + (y + r - y0) * columns];
        for (let x = 0; x < columns; x++) out[to + x] = samples[row + x] as number;
      }
      y += n;
    }
  }

  async #block(index: number, page: RasterPage, block: number): Promise<Uint8Array<ArrayBuffer>> {
    const key = `${index}:${block}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const packed = await sliceBlob(this.#blob, page.offsets[block] as number, page.byteCounts[block] as number, this.#path);
    const bytes = await decodeBlock(page, block, packed, this.#path);
    this.#kept.set(key, bytes);
    this.#keptBytes += bytes.length;
    for (const [old, { length }] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES || old === key) break;
      this.#kept.delete(old);
      this.#keptBytes -= length;
    }
    return bytes;
  }
}

function view(type: SampleType, bytes: Uint8Array<ArrayBuffer>) {
  const { buffer, byteOffset, length } = bytes;
  switch (type) {
    case 'u8':
      return bytes;
    case 'i8':
      return new Int8Array(buffer, byteOffset, length);
    case 'u16':
      return new Uint16Array(buffer, byteOffset, length / 2);
    case 'i16':
      return new Int16Array(buffer, byteOffset, length / 2);
    case 'u32':
      return new Uint32Array(buffer, byteOffset, length / 4);
    case 'i32':
      return new Int32Array(buffer, byteOffset, length / 4);
    case 'f32':
      return new Float32Array(buffer, byteOffset, length / 4);
    default:
      return new Float64Array(buffer, byteOffset, length / 8);
  }
}
