import { zlibSync } from 'fflate';

/**
 * An indexed PNG (8 bits a pixel) as a `data:` URI; the same bytes in every runtime.
 * @param indices row-major, first row on top, w · h
 * @param palette RGBA of each index, at most 256 entries
 */
export function encodePng(
  indices: Uint8Array,
  w: number,
  h: number,
  palette: readonly (readonly [number, number, number, number])[],
): string {
  const rows = new Uint8Array(h * (w + 1));
  // Filter 0 on every row: for indexed pixels the differences of other filters mean nothing.
  for (let row = 0; row < h; row++) rows.set(indices.subarray(row * w, (row + 1) * w), row * (w + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, w);
  view.setUint32(4, h);
  header.set([8, 3, 0, 0, 0], 8);
  const chunks = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flatMap(([r, g, b]) => [r, g, b]))),
    chunk(
      'tRNS',
      Uint8Array.from(palette, ([, , , a]) => a),
    ),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  return `data:image/png;base64,${base64(chunks)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function base64(parts: readonly Uint8Array[]): string {
  let binary = '';
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 0x8000) binary += String.fromCharCode(...part.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}
