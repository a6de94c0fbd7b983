import { sliceBlob } from './tiff/blob-bytes.ts';
import { HOST_LITTLE } from './pixel-sums.ts';

/** Pixels of a Cameca image: plane -> mass -> row -> column from `offset`, unsigned integers of 2 or 4 bytes. */
export interface PixelLayout {
  readonly blob: Blob;
  readonly path: string;
  readonly offset: number;
  readonly frames: number;
  readonly masses: number;
  readonly height: number;
  readonly width: number;
  readonly bytesPerPixel: 2 | 4;
  readonly littleEndian: boolean;
}

/** Pixels of a file from a byte on. Throws `file/changed`, `file/truncated`. */
export const sliceBytes = (layout: PixelLayout, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
  sliceBlob(layout.blob, at, length, layout.path);

/** Numbers of a row of pixels. */
export function decodePixels(
  bytes: Uint8Array,
  from: number,
  n: number,
  size: 2 | 4,
  littleEndian: boolean,
  out: Float64Array,
  at: number,
): void {
  if (littleEndian === HOST_LITTLE) {
    const start = bytes.byteOffset + from;
    const words = size === 2 ? new Uint16Array(bytes.buffer, start, n) : new Uint32Array(bytes.buffer, start, n);
    for (let i = 0; i < n; i++) out[at + i] = words[i] as number;
  } else if (size === 2) {
    for (let i = 0, b = from; i < n; i++, b += 2) out[at + i] = ((bytes[b] as number) << 8) | (bytes[b + 1] as number);
  } else {
    for (let i = 0, b = from; i < n; i++, b += 4) {
      out[at + i] =
        (bytes[b] as number) * 0x1000000 + (((bytes[b + 1] as number) << 16) | ((bytes[b + 2] as number) << 8) | (bytes[b + 3] as number));
    }
  }
}
