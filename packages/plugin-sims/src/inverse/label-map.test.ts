import { deflateSync } from 'node:zlib';
import type { Dataset } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { collectingContext, readBytes } from '../../test/helpers.ts';
import { labelMapReader } from './label-map-reader.ts';
import { labelsOf, type SimsLabelMap } from './label-map.ts';

const [width, height] = [5, 4];
const LABELS = Array.from({ length: width * height }, (_, i) => (i * 37) % 300);

async function read(bytes: Uint8Array | string, path = 'l'): Promise<{ size: object; values: number[]; sniffed: boolean }> {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const sniffed = labelMapReader.sniff({ path, size: data.length, head: data.subarray(0, 4096), siblings: [] });
  if (sniffed) expect(sniffed.confidence).toBe('possible');
  const [dataset] = (await readBytes(labelMapReader, data, path, collectingContext())) as unknown as [Dataset<typeof SimsLabelMap>];
  const map = await labelsOf(dataset);
  return { size: dataset.size, values: Array.from(map.labels), sniffed: sniffed !== undefined };
}
const lines = (separator: string): string =>
  Array.from({ length: height }, (_, y) => LABELS.slice(y * width, (y + 1) * width).join(separator)).join('\n');

describe('label maps', () => {
  it.each([',', ';', '\t', ' '])('are read from text separated by %j', async (separator) => {
    const found = await read(`${lines(separator)}\n`);
    expect(found).toEqual({ size: { x: width, y: height }, values: LABELS, sniffed: true });
  });

  it.each(['|u1', '<u2', '>u2', '<i4', '<i8', '>i8', '<f8'])('are read from .npy of %s', async (type) => {
    const values = type === '|u1' ? LABELS.map((v) => v & 255) : LABELS;
    expect(await read(npy(type, values))).toEqual({ size: { x: width, y: height }, values, sniffed: true });
  });

  it.each([8, 16] as const)('are read from grey PNG of %d bits, whatever the filter', async (depth) => {
    const values = depth === 8 ? LABELS.map((v) => v & 255) : LABELS;
    for (const filter of [0, 1, 2, 3, 4]) {
      expect(await read(png(depth, values, filter))).toEqual({ size: { x: width, y: height }, values, sniffed: true });
    }
  });

  it('leave coloured and interlaced PNG to others', () => {
    for (const bytes of [png(8, LABELS, 0, { colour: 2 }), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)]) {
      expect(labelMapReader.sniff({ path: 'l.png', size: bytes.length, head: bytes, siblings: [] })).toBeUndefined();
    }
  });

  it('recognise a first line longer than what a sniffer sees', () => {
    const head = new TextEncoder().encode('12,'.repeat(3000)).subarray(0, 4096);
    expect(labelMapReader.sniff({ path: 'l.csv', size: 20_000, head, siblings: [] })).toMatchObject({ confidence: 'possible' });
  });

  it('leave tables with a header, of few columns or of fractions alone', () => {
    for (const text of ['depth (um),6Li,7Li\n1,2,3\n', '1,2\n3,4\n', '1.5,2,3,4\n', '']) {
      const head = new TextEncoder().encode(text);
      expect(labelMapReader.sniff({ path: 'l.csv', size: head.length, head, siblings: [] })).toBeUndefined();
    }
  });

  it.each([
    ['1,2,3\n4,5\n', 'sims/label-ragged', 'l:2'],
    ['1,2,3\n4,x,6\n', 'sims/label-cell', 'l:2'],
    ['# nothing\n', 'sims/label-empty', 'l'],
    ['0,0\n0,0\n', 'sims/label-empty', 'l'],
    ['1,2\n-3,4\n', 'sims/label-value', 'l'],
  ])('refuse %j with %s', async (text, code, where) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'input', code, where });
  });

  it('refuse what else a PNG or .npy may be', async () => {
    await expect(read(png(8, LABELS, 0, { colour: 2 }))).rejects.toMatchObject({ code: 'sims/label-png' });
    await expect(read(png(8, LABELS, 9))).rejects.toMatchObject({ code: 'sims/label-png' });
    await expect(read(png(8, LABELS, 0, { rows: 1000 }))).rejects.toMatchObject({ code: 'sims/label-png' });
    await expect(read(npy('<c8', LABELS))).rejects.toMatchObject({ code: 'sims/label-npy' });
    await expect(read(npy('<i4', LABELS, '(20,)'))).rejects.toMatchObject({ code: 'sims/label-npy' });
    await expect(read(npy('<i4', LABELS, '(90000, 90000)'))).rejects.toMatchObject({ code: 'file/truncated' });
    await expect(read(npy('<f8', [0.5, ...LABELS.slice(1)]))).rejects.toMatchObject({ code: 'sims/label-value' });
  });

  it('cut short end in a typed error', async () => {
    for (const whole of [png(16, LABELS, 4), npy('<u2', LABELS)]) {
      for (let n = 8; n < whole.length; n += 3) {
        const found: unknown = await read(whole.subarray(0, n)).catch((error: unknown) => error);
        // a PNG that lacks its last chunk only is whole
        if (n >= whole.length - 16 && whole[0] === 0x89) continue;
        expect(found).toMatchObject({ kind: 'input' });
      }
    }
  });
});

function npy(type: string, values: readonly number[], shape = `(${height}, ${width})`): Uint8Array {
  const size = Number(type[2]);
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const out = new Uint8Array(10 + text.length + size * values.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  out.set(new TextEncoder().encode(text), 10);
  const view = new DataView(out.buffer, 10 + text.length);
  values.forEach((v, i) => {
    const little = type[0] !== '>';
    if (type[1] === 'f') view.setFloat64(i * size, v, little);
    else if (size === 1) view.setUint8(i, v);
    else if (size === 2) view.setUint16(2 * i, v, little);
    else if (size === 4) view.setInt32(4 * i, v, little);
    else view.setBigInt64(8 * i, BigInt(v), little);
  });
  return out;
}

/** Rows with one filter, as the standard defines it. */
function png(depth: 8 | 16, values: readonly number[], filter: number, { colour = 0, rows = height } = {}): Uint8Array {
  const bytes = depth / 8;
  const stride = width * bytes;
  const raw = new Uint8Array(height * (stride + 1));
  const plain = Uint8Array.from(values.flatMap((v) => (bytes === 1 ? [v & 255] : [v >> 8, v & 255])));
  for (let y = 0; y < height; y++) {
    raw[y * (stride + 1)] = filter;
    for (let i = 0; i < stride; i++) {
      const a = i < bytes ? 0 : plain[y * stride + i - bytes]!;
      const b = y === 0 ? 0 : plain[(y - 1) * stride + i]!;
      const c = y === 0 || i < bytes ? 0 : plain[(y - 1) * stride + i - bytes]!;
      const p = a + b - c;
      const near = [a, b, c].reduce((best, v) => (Math.abs(p - v) < Math.abs(p - best) ? v : best), a);
      const guess = [0, a, b, (a + b) >> 1, near][filter] ?? 0;
      raw[y * (stride + 1) + 1 + i] = (plain[y * stride + i]! - guess) & 255;
    }
  }
  const ihdr = new Uint8Array(13);
  const view = new DataView(ihdr.buffer);
  view.setUint32(0, width);
  view.setUint32(4, rows);
  ihdr.set([depth, colour, 0, 0, 0], 8);
  const chunk = (type: string, data: Uint8Array): number[] => [
    ...[24, 16, 8, 0].map((shift) => (data.length >> shift) & 255),
    ...new TextEncoder().encode(type),
    ...data,
    0,
    0,
    0,
    0,
  ];
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk('IHDR', ihdr),
    ...chunk('IDAT', deflateSync(raw)),
    ...chunk('IEND', new Uint8Array(0)),
  ]);
}
