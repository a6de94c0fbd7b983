import { isIonwalkError, type Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import type { SimsImage } from '../src/kinds.ts';
import { tiffReader } from '../src/readers/tiff.ts';
import { codes, collectingContext } from './helpers.ts';
import { type Sample, type TiffOptions, writeTiff } from './write-tiff.ts';

type Image = Dataset<typeof SimsImage>;

async function readAll(
  bytes: Uint8Array<ArrayBuffer>,
  options: { masses?: string; pixel?: number } = {},
  ctx = collectingContext(),
): Promise<Image[]> {
  const main = { path: 'a.tif', blob: new Blob([bytes]) };
  const out: Image[] = [];
  const given = { masses: options.masses ?? '', pixel: options.pixel };
  for await (const dataset of tiffReader.read({ main, files: [main], file: () => undefined }, given, ctx)) out.push(dataset);
  return out;
}
const readOne = async (...args: Parameters<typeof readAll>): Promise<Image> => (await readAll(...args))[0] as Image;

const RANGES: Readonly<Record<Sample, readonly [number, number]>> = {
  u8: [0, 255], i8: [-128, 127], u16: [0, 65535], i16: [-32768, 32767], u32: [0, 4294967295], i32: [-2147483648, 2147483647], f32: [-1e4, 1e4], f64: [-1e9, 1e9],
}; // prettier-ignore

/** Pages of numbers over the whole range of a type, with runs and the ends of the range among them. */
function numbersOf(type: Sample, pages: number, n: number, seed = 3): Float64Array[] {
  const random = seededRandom(seed);
  const [low, high] = RANGES[type];
  return Array.from({ length: pages }, () => {
    let last = 0;
    return Float64Array.from({ length: n }, (_, i) => {
      if (i === 0 || i === 1) return i === 0 ? low : high;
      if (random.uniform() < 0.4) return last;
      const value = low + (high - low) * random.uniform() ** 3;
      last = type === 'f32' ? Math.fround(value) : type === 'f64' ? value : Math.round(value) + 0;
      return last;
    });
  });
}

const [W, H, PAGES] = [21, 18, 2];
const variants: [string, Partial<TiffOptions> & { type: Sample }][] = [];
for (const type of ['u8', 'i16', 'u16', 'u32', 'f32', 'f64', 'i8', 'i32'] as const) {
  for (const littleEndian of [true, false]) {
    // the rarer types are stored like the others of their size
    for (const big of type === 'i8' || type === 'i32' ? [false] : [false, true]) {
      for (const compression of ['none', 'lzw', 'deflate', 'packbits'] as const) {
        for (const layout of [{}, { rowsPerStrip: 7 }, { tile: [16, 16] as const }]) {
          const predictors =
            compression === 'lzw' || compression === 'deflate' ? ([1, type.startsWith('f') ? 3 : 2] as const) : ([1] as const);
          for (const predictor of predictors) {
            const name = `${type} ${littleEndian ? 'II' : 'MM'} ${big ? 'big' : 'classic'} ${compression} ${predictor} ${JSON.stringify(layout)}`;
            variants.push([name, { type, littleEndian, big, compression, predictor, ...layout }]);
          }
        }
      }
    }
  }
}

describe('TIFF variants', () => {
  it(`reads all ${variants.length} exactly: every number, every total, any window`, async () => {
    const random = seededRandom(1);
    for (const [name, variant] of variants) {
      const pages = numbersOf(variant.type, PAGES, W * H);
      const bytes = writeTiff({ width: W, height: H, pages, ...variant });
      expect(tiffReader.sniff({ path: 'a', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] })?.confidence, name).toBe(
        'likely',
      );
      const image = await readOne(bytes);
      expect(image.size, name).toEqual({ frame: PAGES, mass: 1, y: H, x: W });
      const all = await image.variables.counts.read([0, 0, 0, 0], [PAGES, 1, H, W]);
      expect(Buffer.from(all.buffer).equals(Buffer.from(Float64Array.from(pages.flatMap((page) => Array.from(page))).buffer)), name).toBe(
        true,
      );
      const total = pages.reduce((sum, page) => sum + page.reduce((a, v) => a + v, 0), 0);
      if (variant.type.startsWith('f')) expect((image.meta['totals'] as number[])[0], name).toBeCloseTo(total, 3);
      else expect(image.meta['totals'], name).toEqual([total]);
      const [f, y, x] = [random.integer(PAGES), random.integer(H - 1), random.integer(W - 1)];
      const [ny, nx] = [1 + random.integer(H - y), 1 + random.integer(W - x)];
      const window = await image.variables.counts.read([f, 0, y, x], [1, 1, ny, nx]);
      const expected = Array.from({ length: ny * nx }, (_, i) => pages[f]?.[(y + Math.floor(i / nx)) * W + x + (i % nx)]);
      expect(Array.from(window), name).toEqual(expected);
    }
  });

  it('reads strips of LZW that fill the table more than once', async () => {
    const pages = numbersOf('u16', 1, 200 * 150);
    const image = await readOne(writeTiff({ width: 200, height: 150, pages, type: 'u16', compression: 'lzw' }));
    expect(await image.variables.counts.read([0, 0, 0, 0], [1, 1, 150, 200])).toEqual(pages[0]);
  });

  it('refuses a window outside of the stack', async () => {
    const image = await readOne(writeTiff({ width: 3, height: 2, pages: [[1, 2, 3, 4, 5, 6]], type: 'u8' }));
    await expect(image.variables.counts.read([0, 0, 1, 0], [1, 1, 2, 3])).rejects.toMatchObject({ code: 'sims/window' });
  });
});

const page = (value: number): number[] => Array.from({ length: 12 }, (_, i) => value + i);
const STACK = { width: 4, height: 3, type: 'u16', pages: [10, 20, 30, 40].map(page) } as const;
const labelsOf = (image: Image): string[] => (image.meta['masses'] as { label: string }[]).map(({ label }) => label);
const firstPixels = async (image: Image): Promise<number[]> => {
  const { frame = 0, mass = 0 } = image.size;
  return Array.from(await image.variables.counts.read([0, 0, 0, 0], [frame, mass, 1, 1]));
};

describe('stacks', () => {
  it('are frames of one mass unless the file says more', async () => {
    const image = await readOne(writeTiff(STACK));
    expect([image.size['frame'], labelsOf(image), await firstPixels(image)]).toEqual([4, [''], [10, 20, 30, 40]]);
    expect(image.meta).toMatchObject({ raster: null, dwell: null, deadTime: [null], totals: [4 * 66 + 12 * 100] });
  });

  it('take masses from the option, from names of pages in either order, from ImageJ labels, and from its channels', async () => {
    const given = await readOne(writeTiff(STACK), { masses: '6Li, 7Li' });
    expect([given.size['frame'], labelsOf(given), await firstPixels(given)]).toEqual([2, ['6Li', '7Li'], [10, 20, 30, 40]]);
    const inTurn = await readOne(writeTiff({ ...STACK, pageNames: ['6Li', '7Li', '6Li', '7Li'] }));
    expect([labelsOf(inTurn), await firstPixels(inTurn)]).toEqual([
      ['6Li', '7Li'],
      [10, 20, 30, 40],
    ]);
    const oneAfterTheOther = await readOne(writeTiff({ ...STACK, pageNames: ['6Li', '6Li', '7Li', '7Li'] }));
    expect([labelsOf(oneAfterTheOther), await firstPixels(oneAfterTheOther)]).toEqual([
      ['6Li', '7Li'],
      [10, 30, 20, 40],
    ]);
    expect(oneAfterTheOther.meta['totals']).toEqual([2 * 66 + 12 * 30, 2 * 66 + 12 * 70]);
    for (const littleEndian of [true, false]) {
      const description = 'ImageJ=1.54f\nimages=4\nslices=4\n';
      const labelled = await readOne(writeTiff({ ...STACK, littleEndian, description, labels: ['6Li', '7Li', '6Li', '7Li'] }));
      expect(labelsOf(labelled)).toEqual(['6Li', '7Li']);
    }
    const channels = await readOne(writeTiff({ ...STACK, description: 'ImageJ=1.54f\nimages=4\nchannels=2\nframes=2\nhyperstack=true\n' }));
    expect([labelsOf(channels), channels.size['frame']]).toEqual([['channel 1', 'channel 2'], 2]);
    await expect(readAll(writeTiff(STACK), { masses: 'a,b,c' })).rejects.toMatchObject({ code: 'sims/tiff-masses' });
  });

  it.each([
    ['micron', 1e-6],
    ['\\u00B5m', 1e-6],
    ['nm', 1e-9],
    ['pixel', null],
  ])('take the scale of a stack of ImageJ in %s', async (unit, metre) => {
    const image = await readOne(writeTiff({ ...STACK, description: `ImageJ=1.54f\nimages=4\nslices=4\nunit=${unit}\n`, resolution: 12.5 }));
    if (metre === null) expect(image.meta['raster']).toBeNull();
    else expect((image.meta['raster'] as number) / ((4 / 12.5) * metre)).toBeCloseTo(1, 6);
    expect((await readOne(writeTiff(STACK), { pixel: 1e-6 })).meta['raster']).toBeCloseTo(4e-6, 12);
  });

  it('of ImageJ are exact in 34 variants: six types, both byte orders, with a directory per page or one for all', async () => {
    const kinds = ['u8', 'i16', 'u16', 'u32', 'f32', 'f64'] as const;
    let read = 0;
    for (const type of kinds) {
      for (const littleEndian of [true, false]) {
        for (const [oneDirectory, compression] of [
          [true, 'none'],
          [false, 'none'],
          [false, 'deflate'],
        ] as const) {
          if (oneDirectory && type === 'f64') continue;
          const pages = numbersOf(type, 4, W * H);
          const description = 'ImageJ=1.54f\nimages=4\nslices=4\nunit=um\n';
          const labels = ['6Li', '7Li', '6Li', '7Li'];
          const image = await readOne(
            writeTiff({ width: W, height: H, pages, type, littleEndian, oneDirectory, compression, description, labels, resolution: 4 }),
          );
          expect([image.size, labelsOf(image)]).toEqual([{ frame: 2, mass: 2, y: H, x: W }, ['6Li', '7Li']]);
          expect(image.meta['raster']).toBeCloseTo((W / 4) * 1e-6, 12);
          const all = await image.variables.counts.read([0, 0, 0, 0], [2, 2, H, W]);
          expect(Array.from(all)).toEqual(pages.flatMap((page) => Array.from(page)));
          const totals = [0, 1].map((m) =>
            [pages[m], pages[m + 2]].reduce((sum, page) => sum + (page as Float64Array).reduce((a, v) => a + v, 0), 0),
          );
          totals.forEach((total, m) =>
            expect((image.meta['totals'] as number[])[m]! / total).toBeCloseTo(1, type.startsWith('f') ? 9 : 15),
          );
          read++;
        }
      }
    }
    expect(read).toBe(34);
  });

  it('of more than 4 GB have one directory and planes that follow one another', async () => {
    const bytes = writeTiff({ ...STACK, littleEndian: false, oneDirectory: true, description: 'ImageJ=1.54f\nimages=4\nslices=4\n' });
    const image = await readOne(bytes);
    expect([image.size['frame'], await firstPixels(image)]).toEqual([4, [10, 20, 30, 40]]);
    const claims = writeTiff({ ...STACK, oneDirectory: true, description: 'ImageJ=1.54f\nimages=4000000000\nslices=4\n' });
    await expect(readAll(claims)).rejects.toMatchObject({
      code: 'file/size',
      message: expect.stringMatching(/expected \d+ bytes and found \d+/) as string,
    });
  });

  it('are split where pages change their shape, and leave reduced copies out', async () => {
    const ctx = collectingContext();
    const pageTags = {
      1: [[254, 4, 1]],
      3: [
        [256, 4, 3],
        [257, 4, 4],
        [278, 4, 4],
      ],
    } as const;
    const images = await readAll(writeTiff({ ...STACK, pageTags }), {}, ctx);
    expect(images.map(({ size }) => size)).toEqual([
      { frame: 2, mass: 1, y: 3, x: 4 },
      { frame: 1, mass: 1, y: 4, x: 3 },
    ]);
    expect(images.map(({ title }) => title)).toEqual(['a.tif, pages 1 to 2', 'a.tif, pages 3 to 3']);
    expect(codes(ctx)).toEqual(['sims/tiff-reduced']);
    expect(await firstPixels(images[0] as Image)).toEqual([10, 30]);
  });

  it('say which pixels are no numbers or negative, and sum without them', async () => {
    const ctx = collectingContext();
    const image = await readOne(writeTiff({ width: 2, height: 2, type: 'f32', pages: [[1, NaN, Infinity, -2]] }), {}, ctx);
    expect([codes(ctx), image.meta['totals']]).toEqual([['sims/not-finite', 'sims/negative-counts'], [-1]]);
  });
});

describe('TIFFs that are not read', () => {
  it.each([
    ['colours', { tags: [[277, 3, 3]] }, 'sims/tiff-kind'],
    ['JPEG', { tags: [[259, 3, 7]] }, 'sims/tiff-kind'],
    ['bits', { tags: [[258, 3, 1]] }, 'sims/tiff-kind'],
    ['complex numbers', { tags: [[339, 3, 6]] }, 'sims/tiff-kind'],
    ['no width', { tags: [[256, 4, 0]] }, 'sims/tiff-size'],
    ['a width beyond the file', { tags: [[256, 4, 1_000_000]] }, 'sims/tiff-size'],
    [
      'a height beyond the file',
      {
        tags: [
          [257, 4, 4_000_000_000],
          [278, 4, 4_000_000_000],
        ],
      },
      'sims/tiff-size',
    ],
    [
      'blocks beyond the file',
      {
        tags: [
          [257, 4, 4_000_000_000],
          [278, 4, 1],
        ],
      },
      'file/size',
    ],
    ['too few bytes for its pixels', { tags: [[279, 4, 2]] }, 'sims/tiff-size'],
    ['pixels behind its end', { tags: [[273, 4, 4_000_000_000]] }, 'file/size'],
    [
      'a packed block that would blow up',
      {
        compression: 'deflate',
        tags: [
          [256, 4, 60_000],
          [257, 4, 60_000],
          [278, 4, 60_000],
        ],
      },
      'sims/tiff-size',
    ],
    [
      'no offsets',
      {
        tags: [
          [273, 3, 0],
          [324, 4, 0],
        ],
      },
      'sims/tiff-size',
    ],
  ] as [string, Partial<TiffOptions>, string][])('name what they hold: %s', async (_what, options, code) => {
    const bytes = writeTiff({ ...STACK, pages: [page(1)], ...options });
    const before = process.memoryUsage().arrayBuffers;
    await expect(readAll(bytes)).rejects.toMatchObject({ code, kind: 'input' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
  });

  it('include those whose directories run in a circle or share their pixels', async () => {
    const bytes = writeTiff({ ...STACK, pages: [page(1)] });
    const view = new DataView(bytes.buffer);
    view.setUint32(bytes.length - 4, view.getUint32(4, true), true);
    await expect(readAll(bytes)).rejects.toMatchObject({ code: 'sims/tiff-chain' });
    const pages = [0, 1, 2].map(() => new Uint16Array(4096));
    const twice = [
      [257, 4, 128],
      [278, 4, 128],
      [279, 4, 16_384],
    ] as const;
    const shared = writeTiff({ width: 64, height: 64, type: 'u16', pages, pageTags: { 0: twice, 1: twice } });
    await expect(readAll(shared)).rejects.toMatchObject({ code: 'sims/tiff-chain' });
    const none = writeTiff({ ...STACK, tags: [[254, 4, 1]] });
    await expect(readAll(none)).rejects.toMatchObject({ code: 'sims/tiff-chain', message: expect.stringContaining('no image') as string });
  });

  it('leave other files to others', () => {
    for (const head of [
      new Uint8Array(0),
      new Uint8Array(8),
      new Uint8Array(4096).fill(255),
      new TextEncoder().encode('II*'),
      new TextEncoder().encode('MMMMMMMMMMMMMMMM'),
    ]) {
      expect(tiffReader.sniff({ path: 'x', size: head.length, head, siblings: [] })).toBeUndefined();
    }
  });

  it('stop when they are told to', async () => {
    const ctx = { ...collectingContext(), signal: AbortSignal.abort(new Error('enough')) };
    await expect(readAll(writeTiff(STACK), {}, ctx)).rejects.toThrow('enough');
  });
});

describe.each([
  ['plain strips', {}],
  [
    'deflate, ImageJ',
    {
      compression: 'deflate',
      predictor: 2,
      description: 'ImageJ=1.54f\nimages=2\nslices=2\nunit=um\n',
      resolution: 2,
      labels: ['6Li', '7Li'],
    },
  ],
  ['LZW, BigTIFF, big-endian', { compression: 'lzw', big: true, littleEndian: false, rowsPerStrip: 2 }],
  ['PackBits tiles', { compression: 'packbits', tile: [16, 16] }],
  ['one directory', { oneDirectory: true, description: 'ImageJ=1.54f\nimages=2\nslices=2\n' }],
] as [string, Partial<TiffOptions>][])('a damaged TIFF (%s)', (_name, options) => {
  const bytes = writeTiff({ ...STACK, pages: [page(1), page(50)], ...options });

  async function typedOnly(changed: Uint8Array<ArrayBuffer>): Promise<'read' | 'refused'> {
    tiffReader.sniff({ path: 'a', size: changed.length, head: changed.subarray(0, 4096), siblings: [] });
    try {
      for (const image of await readAll(changed)) await image.variables.counts.read([0, 0, 0, 0], [1, 1, 1, 1]);
      return 'read';
    } catch (error) {
      if (!isIonwalkError(error)) throw error;
      expect([error.kind, error.fix === '', error.where?.startsWith('a.tif')]).toEqual(['input', false, true]);
      return 'refused';
    }
  }

  it('is refused whatever it is cut to', async () => {
    for (let length = 0; length < bytes.length; length++)
      expect(await typedOnly(bytes.slice(0, length)), `${length} bytes`).toBe('refused');
  });

  it('gives a result or a typed error whatever byte is changed', async () => {
    const random = seededRandom(9);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 400; i++) {
      const changed = bytes.slice();
      for (let k = 0; k <= i % 3; k++) changed[random.integer(bytes.length)] = i % 4 === 0 ? 255 : random.integer(256);
      await typedOnly(changed);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e8);
  });
});
