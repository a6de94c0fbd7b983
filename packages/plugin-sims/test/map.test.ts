import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { mapAnalysis } from '../src/analysis/map.ts';
import type { SimsImage } from '../src/kinds.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { codes, collectingContext, readBytes, runAnalysis } from './helpers.ts';
import { writeCamecaImage, type CamecaImageOptions } from '../src/simulate/write-cameca-image.ts';

const BASE = { tracer: '', matrix: '', 'dead-time': undefined, line: '', width: 1, values: true } as const;
const MASSES = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
async function image(options: Partial<CamecaImageOptions>): Promise<Dataset<typeof SimsImage>> {
  const bytes = writeCamecaImage({
    masses: MASSES,
    width: 4,
    height: 3,
    frames: 2,
    bytesPerPixel: 4,
    counts: () => 0,
    raster: 8e-6,
    dwell: 1e-3,
    deadTime: 44e-9,
    ...options,
  });
  return (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as unknown as Dataset<typeof SimsImage>;
}
interface MapAnswer {
  readonly fraction: (number | null)[];
  readonly sigma: (number | null)[];
  readonly [key: string]: unknown;
}
const run = async (sample: Dataset<typeof SimsImage>, options: object = {}) => {
  const ctx = collectingContext();
  const out = await runAnalysis(mapAnalysis, sample, { ...BASE, ...options }, ctx);
  return {
    out,
    ctx,
    map: out.extra?.['map'] as unknown as MapAnswer,
    profile: out.extra?.['profile'] as unknown as Record<string, (number | null)[]>,
  };
};

describe('map', () => {
  it('corrects each pixel, frame and mass for dead time before it sums frames', async () => {
    const counts = (frame: number, mass: number, y: number, x: number): number =>
      y === 0 && x === 0 ? 0 : mass === 0 ? 1000 * (frame + 1) : 3000 * (frame + 1);
    const { map } = await run(await image({ counts }));
    const tau = 44e-9 / 1e-3;
    const correct = (m: number): number => m / (1 - m * tau);
    const [t, m] = [correct(1000) + correct(2000), correct(3000) + correct(6000)];
    expect(map).toMatchObject({
      width: 4,
      height: 3,
      frames: 2,
      tracer: '6Li',
      matrix: '7Li',
      undefined: 1,
      totals: { '6Li': 33_000, '7Li': 99_000 },
    });
    expect(map['pixel']).toEqual([expect.closeTo(2e-6, 15), expect.closeTo(2e-6, 15)]);
    expect((map['corrected'] as Record<string, number>)['6Li']).toBeCloseTo(11 * t, 6);
    expect(map['fractionOfTotals']).toBeCloseTo(t / (t + m), 12);
    expect(map.fraction[0]).toBeNull();
    expect(map.sigma[0]).toBeNull();
    expect(map.fraction[1]).toBeCloseTo(t / (t + m), 12);
    const v = (n: number): number => n / (1 - n * tau) ** 2;
    const sigma = Math.sqrt((m / (t + m)) ** 2 * (v(1000) + v(2000)) + (t / (t + m)) ** 2 * (v(3000) + v(6000))) / (t + m);
    expect(map.sigma[1]).toBeCloseTo(sigma, 12);
  });

  it('takes the dead time from the option, and none for 0', async () => {
    const sample = await image({ counts: () => 1000 });
    const { map: off } = await run(sample, { 'dead-time': 0 });
    expect(off['corrected']).toEqual(off['totals']);
    const { map: long } = await run(sample, { 'dead-time': 1e-7 });
    expect((long['corrected'] as Record<string, number>)['6Li']).toBeCloseTo((24_000 * 1) / (1 - 0.1), 6);
    await expect(run(sample, { 'dead-time': 1e-5 })).rejects.toMatchObject({ code: 'sims/dead-time', kind: 'input' });
  });

  it('claims the error that simulated pixels show', async () => {
    const random = seededRandom(5);
    const [side, f, n] = [64, 0.3, 50];
    const sample = await image({
      width: side,
      height: side,
      frames: 1,
      counts: (_frame, mass) => random.poisson(mass === 0 ? f * n : (1 - f) * n),
    });
    const { map } = await run(sample, { 'dead-time': 0 });
    const pixels = side * side;
    const mean = map.fraction.reduce((s: number, v) => s + (v ?? 0), 0) / pixels;
    const scatter = map.fraction.reduce((s: number, v) => s + ((v ?? 0) - mean) ** 2, 0) / (pixels - 1);
    const claimed = map.sigma.reduce((s: number, v) => s + (v ?? 0) ** 2, 0) / pixels;
    // 4096 pixels give the scatter to 2.2 %
    expect(Math.abs(scatter / claimed - 1)).toBeLessThan(0.08);
  });

  it('leaves out the pixel values unless they are asked for', async () => {
    const { map } = await run(await image({ counts: () => 5 }), { values: false });
    expect(Object.keys(map)).toEqual([
      'width',
      'height',
      'pixel',
      'frames',
      'tracer',
      'matrix',
      'totals',
      'corrected',
      'fractionOfTotals',
      'undefined',
    ]);
  });

  it('gives the profile along a line, counts summed before the ratio', async () => {
    const sample = await image({ frames: 1, counts: (_frame, mass, y, x) => (mass === 0 ? x : 10 * (y + 1)) });
    const { profile, out } = await run(sample, { 'dead-time': 0, line: '0,1.5:4,1.5', width: 3, values: false });
    expect(profile['position']).toEqual([1e-6, 3e-6, 5e-6, 7e-6].map((v) => expect.closeTo(v, 15) as number));
    expect(profile['tracer']).toEqual([0, 3, 6, 9]);
    expect(profile['matrix']).toEqual([60, 60, 60, 60]);
    expect(profile['fraction']).toEqual([0, 3 / 63, 6 / 66, 9 / 69].map((v) => expect.closeTo(v, 12) as number));
    const layer = out.figures[0]?.layers[0];
    expect(layer).toMatchObject({
      kind: 'image',
      w: 4,
      h: 3,
      rois: [
        {
          points: [
            [0, expect.closeTo(3e-6, 12)],
            [expect.closeTo(8e-6, 12), expect.closeTo(3e-6, 12)],
          ],
        },
      ],
    });
  });

  it('keeps figures of large images below 200 000 numbers', async () => {
    const { out } = await run(await image({ width: 700, height: 600, frames: 1, bytesPerPixel: 2, counts: (_frame, mass) => mass + 1 }), {
      values: false,
      'dead-time': 0,
    });
    const layer = out.figures[0]?.layers[0] as { data: Float64Array; w: number; h: number };
    expect(layer.data.length).toBe(layer.w * layer.h);
    expect(layer.data.length).toBeLessThan(200_000);
    expect(layer.data[0]).toBeCloseTo(1 / 3, 12);
  });

  it('draws an image in which nothing was counted', async () => {
    const { map, ctx } = await run(await image({ frames: 1 }));
    expect(map).toMatchObject({ undefined: 12, fractionOfTotals: null });
    expect(codes(ctx)).toEqual([]);
  });
});
