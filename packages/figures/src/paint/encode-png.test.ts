import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from './encode-png.ts';

describe('encodePng', () => {
  it('writes chunks with right lengths and checksums, and pixels that come back', () => {
    const indices = Uint8Array.from({ length: 15 }, (_, i) => i % 3);
    const uri = encodePng(indices, 5, 3, [
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 0, 0],
    ]);
    const bytes = Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64');
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < bytes.length;) {
      const length = bytes.readUInt32BE(at);
      expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
      chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
    expect([...(chunks.get('IHDR') as Buffer)]).toEqual([0, 0, 0, 5, 0, 0, 0, 3, 8, 3, 0, 0, 0]);
    expect([...(chunks.get('tRNS') as Buffer)]).toEqual([255, 255, 0]);
    const rows = inflateSync(chunks.get('IDAT') as Buffer);
    expect([0, 1, 2].flatMap((row) => [...rows.subarray(row * 6 + 1, row * 6 + 6)])).toEqual([...indices]);
  });
});
