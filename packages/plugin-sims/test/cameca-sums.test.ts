import { seededRandom } from '@ionwalk/core/fit';
import type { Dataset, WindowedVariable } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { sumMass } from '../src/counting/image-sums.ts';
import type { SimsImage } from '../src/kinds.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { type CamecaImageOptions, writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { collectingContext, readBytes } from './helpers.ts';

const MASSES = [
  { label: '6Li', mass: 6, trolley: 1 },
  { label: '7Li', mass: 7, trolley: 2 },
];

async function image(options: Partial<CamecaImageOptions>, seed: number): Promise<Dataset<typeof SimsImage>> {
  const random = seededRandom(seed);
  const most = options.bytesPerPixel === 4 ? 100_000 : 66_000;
  const bytes = writeCamecaImage({
    masses: MASSES,
    width: 6,
    height: 4,
    frames: 2,
    bytesPerPixel: 2,
    // few counts mostly, and some up to the most that two bytes hold
    counts: () =>
      Math.min(most, random.uniform() < 0.2 ? random.integer(most) : random.integer(40)) % (options.bytesPerPixel === 4 ? most : 65_536),
    raster: 1e-5,
    dwell: 1e-3,
    deadTime: 0,
    ...options,
  });
  return (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as unknown as Dataset<typeof SimsImage>;
}

/** The same image, which can only be read window by window. */
function windowsOnly(stack: Dataset<typeof SimsImage>): Dataset<typeof SimsImage> {
  const { type, read } = stack.variables.counts;
  return { ...stack, variables: { counts: { type, read } satisfies WindowedVariable } };
}

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.length === b.length ? a.reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number)) / Math.max(1, v)), 0) : Infinity;

describe.each([
  [true, 2],
  [false, 2],
  [true, 4],
  [false, 4],
] as const)('sums over frames, little-endian %s, %i bytes', (littleEndian, bytesPerPixel) => {
  it.each([
    [6, 4, 2],
    [5, 3, 7],
    [1, 1, 5],
    [7, 1, 9],
    [3, 3, 300],
    [1024, 140, 5],
  ])('of %i x %i pixels and %i frames are those of the windows, with and without a dead time', async (width, height, frames) => {
    const stack = await image({ width, height, frames, littleEndian, bytesPerPixel }, width + frames);
    for (const deadTime of [0, 4e-9]) {
      for (const mass of [0, 1]) {
        const signal = new AbortController().signal;
        const fast = await sumMass(stack, mass, deadTime / 1e-3, signal);
        const slow = await sumMass(windowsOnly(stack), mass, deadTime / 1e-3, signal);
        expect(fast.stored).toBe(slow.stored);
        expect(fast.stored).toBe((stack.meta['totals'] as number[])[mass]);
        // planes are added in fours: what isn't whole is rounded in another order
        const most = deadTime === 0 ? 0 : 1e-14;
        expect(largestDifference(fast.counts, slow.counts)).toBeLessThanOrEqual(most);
        expect(largestDifference(fast.variance, slow.variance)).toBeLessThanOrEqual(most);
      }
    }
  });

  it('refuses more counts than the dead time lets through, in the same words', async () => {
    const stack = await image({ littleEndian, bytesPerPixel, counts: (_f, _m, y, x) => (x === 3 && y === 2 ? 30_000 : 5) }, 1);
    const signal = new AbortController().signal;
    const message = async (sample: Dataset<typeof SimsImage>) => sumMass(sample, 0, 1e-4, signal).catch((error: Error) => error.message);
    expect(await message(stack)).toMatch(/^30000 counts/);
    expect(await message(stack)).toBe(await message(windowsOnly(stack)));
  });

  it('stop when they are told to', async () => {
    const stack = await image({ littleEndian, bytesPerPixel }, 1);
    await expect(sumMass(stack, 0, 0, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
