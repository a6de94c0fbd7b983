import { isIonwalkError, type Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import type { SimsImage } from '../src/kinds.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { codes, collectingContext, readBytes } from './helpers.ts';
import { writeCamecaImage, type CamecaImageOptions } from '../src/simulate/write-cameca-image.ts';

const OPTIONS: CamecaImageOptions = {
  masses: [
    { label: '6Li', mass: 6.0151, trolley: 1 },
    { label: '7Li', mass: 7.016, trolley: 2 },
    { label: '', mass: 0, trolley: 8 },
  ],
  width: 7,
  height: 5,
  frames: 2,
  bytesPerPixel: 2,
  counts: (frame, mass, y, x) => 1000 * mass + 100 * frame + 10 * y + x,
  raster: 20e-6,
  dwell: 0.001,
  deadTime: 44e-9,
  comment: 'simulated',
};
const TRAILER = 84;
const headerBytesOf = (bytes: Uint8Array): number => new DataView(bytes.buffer).getInt32(8, bytes[0] !== 0);
const read = async (bytes: Uint8Array): Promise<Dataset<typeof SimsImage>> =>
  (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as unknown as Dataset<typeof SimsImage>;

/** Reads and expects a typed error of the person's file, or a result. */
async function typedOnly(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await readBytes(camecaReader, bytes, 'a.im', collectingContext());
    return 'read';
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect(error.kind).toBe('input');
    expect(error.fix).not.toBe('');
    expect(error.where).toContain('a.im');
    return 'refused';
  }
}

describe.each([
  [true, 2],
  [true, 4],
  [false, 2],
  [false, 4],
] as const)('an image, little-endian %s, %i bytes per pixel', (littleEndian, bytesPerPixel) => {
  const bytes = writeCamecaImage({ ...OPTIONS, littleEndian, bytesPerPixel });

  it('gives exact totals and the metadata that was written', async () => {
    const image = await read(bytes);
    const sum = (mass: number): number => {
      let total = 0;
      for (let f = 0; f < 2; f++) for (let y = 0; y < 5; y++) for (let x = 0; x < 7; x++) total += 1000 * mass + 100 * f + 10 * y + x;
      return total;
    };
    expect(image.size).toEqual({ frame: 2, mass: 3, y: 5, x: 7 });
    expect(image.meta).toMatchObject({
      fileVersion: littleEndian ? 4108 : 11,
      fileType: 27,
      endian: littleEndian ? 'LE' : 'BE',
      frames: 2,
      width: 7,
      height: 5,
      bytesPerPixel,
      totals: [sum(0), sum(1), sum(2)],
      masses: [
        { label: '6Li', mass: 6.0151, trolley: 1 },
        { label: '7Li', mass: 7.016, trolley: 2 },
        { label: 'SE', mass: 0, trolley: 8 },
      ],
      deadTime: [44e-9, 44e-9, null],
      date: '01.01.24 00:00',
      comment: 'simulated',
    });
    expect(image.meta['raster']).toBeCloseTo(20e-6, 12);
    expect(image.meta['dwell']).toBeCloseTo(0.001, 12);
  });

  it('reads any window as the same numbers as a slice of the whole', async () => {
    const image = await read(bytes);
    const window = await image.variables.counts.read([1, 1, 2, 3], [1, 2, 2, 3]);
    expect(Array.from(window)).toEqual([1, 2].flatMap((m) => [2, 3].flatMap((y) => [3, 4, 5].map((x) => 1000 * m + 100 + 10 * y + x))));
    await expect(image.variables.counts.read([0, 0, 4, 0], [1, 1, 2, 7])).rejects.toMatchObject({ code: 'sims/window' });
    await expect(image.variables.counts.read([0, 0, 0, 0], [1, 1, 5, 7], new Float64Array(3))).rejects.toMatchObject({
      code: 'sims/window',
    });
  });

  it('refuses every shorter file, saying how many bytes it expected and found', async () => {
    for (let length = 0; length < bytes.length; length += 97) expect(await typedOnly(bytes.slice(0, length))).toBe('refused');
    await expect(read(bytes.slice(0, bytes.length - 1))).rejects.toMatchObject({
      code: 'file/size',
      message: expect.stringContaining(`expected ${bytes.length} bytes and found ${bytes.length - 1}`) as string,
    });
  });

  it('answers bytes changed at random with a result or a typed error', async () => {
    const random = seededRandom(7);
    for (let i = 0; i < 300; i++) {
      const changed = bytes.slice();
      for (let k = 0; k < 3; k++) {
        const at = i % 2 === 0 ? random.integer(700) : headerBytesOf(bytes) - TRAILER + random.integer(24);
        changed[at] = random.integer(256);
      }
      await typedOnly(changed);
    }
  });
});

describe('headers that contradict the file', () => {
  const change = (offset: number, value: number): Uint8Array => {
    const bytes = writeCamecaImage(OPTIONS);
    new DataView(bytes.buffer).setInt16(headerBytesOf(bytes) - TRAILER + offset, value, true);
    return bytes;
  };

  it.each([
    ['width', 6, -1, 'sims/cameca-dimensions'],
    ['height', 8, 0, 'sims/cameca-dimensions'],
    ['planes', 14, -3, 'sims/cameca-dimensions'],
    ['bytes per pixel', 10, 3, 'sims/cameca-bytes-per-pixel'],
    ['masses', 12, 2, 'sims/cameca-masses'],
    ['a larger width', 6, 32_767, 'file/size'],
    ['more planes', 14, 32_767, 'file/size'],
  ] as const)('refuses a false number of %s', async (_name, offset, value, code) => {
    await expect(read(change(offset, value))).rejects.toMatchObject({
      code,
      kind: 'input',
      message: expect.stringMatching(/expected -?\d+ bytes and found \d+/) as string,
    });
  });

  it('refuses claims of gigabytes without allocating them', async () => {
    const bytes = change(6, 32_767);
    const view = new DataView(bytes.buffer);
    const trailer = headerBytesOf(bytes) - TRAILER;
    view.setInt16(trailer + 8, 32_767, true);
    view.setInt16(trailer + 14, 32_767, true);
    const before = process.memoryUsage().arrayBuffers;
    await expect(read(bytes)).rejects.toMatchObject({ code: 'file/size' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
    view.setInt32(8, 0x7fffffff, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'file/size' });
  });

  it('refuses a mass count beyond the pointer table', async () => {
    const bytes = writeCamecaImage(OPTIONS);
    new DataView(bytes.buffer).setInt32(408, 1e9, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'sims/cameca-masses' });
  });

  it('refuses a file with bytes behind its pixels', async () => {
    const bytes = writeCamecaImage(OPTIONS);
    const longer = new Uint8Array(bytes.length + 4);
    longer.set(bytes);
    await expect(read(longer)).rejects.toMatchObject({ code: 'file/size' });
  });
});

describe('acquisitions without or with few data', () => {
  it('gives the header of a file in which nothing was recorded', async () => {
    const ctx = collectingContext();
    expect(await readBytes(camecaReader, writeCamecaImage({ ...OPTIONS, dataIncluded: 0 }), 'a.im', ctx)).toEqual([]);
    expect(codes(ctx)).toEqual(['sims/no-data']);
    expect(ctx.metaOf()).toMatchObject({ fileType: 27, width: 7, height: 5, frames: 2 });
  });

  it('refuses a file that ends with its header although pixels were recorded', async () => {
    const bytes = writeCamecaImage(OPTIONS);
    expect(await typedOnly(bytes.slice(0, headerBytesOf(bytes)))).toBe('refused');
  });

  it('reports planes of zeros and keeps them out of nothing but the sums', async () => {
    const ctx = collectingContext();
    const bytes = writeCamecaImage({ ...OPTIONS, frames: 3, counts: (frame) => (frame === 2 ? 0 : 5) });
    const [image] = await readBytes(camecaReader, bytes, 'a.im', ctx);
    expect(codes(ctx)).toEqual(['sims/empty-frames']);
    expect(image?.meta).toMatchObject({ emptyFrames: [2], totals: [350, 350, 350] });
  });

  it('stops when it is told to', async () => {
    const ctx = { ...collectingContext(), signal: AbortSignal.abort(new Error('enough')) };
    await expect(readBytes(camecaReader, writeCamecaImage(OPTIONS), 'a.im', ctx)).rejects.toThrow('enough');
  });
});

it('leaves text, zeros and pictures to others', () => {
  for (const head of [
    new Uint8Array(0),
    new Uint8Array(1),
    new Uint8Array(4096),
    new Uint8Array(4096).fill(255),
    new TextEncoder().encode('depth (um),6Li'),
  ]) {
    expect(camecaReader.sniff({ path: 'x', size: head.length, head, siblings: [] })).toBeUndefined();
  }
});
