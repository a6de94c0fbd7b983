import type { Dataset } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { mapAnalysis } from '../src/analysis/map.ts';
import { profileAnalysis } from '../src/analysis/profile.ts';
import { backgroundRows, countRows } from '../src/profile/count-rows.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { tiffReader } from '../src/readers/tiff.ts';
import { codes, collectingContext, readBytes, runAnalysis } from './helpers.ts';
import { writeTiff } from './write-tiff.ts';

const MASSES = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
const BASE = { tracer: '', matrix: '', line: '', width: 1, values: false, 'mask-labels': '' } as const;
const image = async (counts: (mass: number, y: number) => number): Promise<Dataset> => {
  const shape = { masses: MASSES, width: 4, height: 3, frames: 1, bytesPerPixel: 4, raster: 4e-6, dwell: 1e-3, deadTime: 0 } as const;
  const bytes = writeCamecaImage({ ...shape, counts: (_f, mass, y) => counts(mass, y) });
  return (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as Dataset;
};
const labels = (values: number[], width: number): Dataset => ({
  kind: 'sims/label-map',
  title: 'l.csv',
  size: { x: width, y: values.length / width },
  variables: { label: { values: Float64Array.from(values) } },
  conditions: {},
  meta: {},
});

describe('a background of 5 and 10 counts, known to 10 %, alpha 1.2, and a mask of two of three rows', () => {
  const run = async () => {
    const mask = labels([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0], 4);
    const ctx = { ...collectingContext(), uncertainty: (name: string) => (name === 'counter-background' ? 0.1 : undefined) };
    const options = { 'counter-background': 5e3, 'matrix-background': 1e4, fractionation: 1.2 };
    const sample = await image((mass) => (mass === 0 ? 30 : 70));
    const out = await mapAnalysis.run(
      { sample, mask } as never,
      { ...BASE, ...options, values: true, line: '0,1.5:4,1.5', width: 3 } as never,
      ctx,
    );
    return out;
  };
  /** Of n pixels: their counting variances add up, the error of the background is common to them. */
  const expected = (n: number): { f: number; sigma: number } => {
    const [t, m] = [n * 25, n * 1.2 * 60];
    const [varT, varM] = [n * 30 + (n * 0.5) ** 2, n * 1.44 * 70 + (n * 1.2) ** 2];
    const f = t / (t + m);
    return { f, sigma: Math.sqrt((1 - f) ** 2 * varT + f ** 2 * varM) / (t + m) };
  };

  it('come off each pixel with their variances, and masked pixels have no part in the total', async () => {
    const answer = (await run()).extra?.['map'] as unknown as { fractionOfTotals: number; fraction: number[]; sigma: number[] };
    const { f, sigma } = expected(1);
    expect(answer.fraction[0]).toBeCloseTo(f, 12);
    expect(answer.sigma[0]).toBeCloseTo(sigma, 12);
    expect(answer.fraction[11]).toBeNull();
    expect(answer.fractionOfTotals).toBeCloseTo(f, 12);
  });

  it('come off a bin of the line once per pixel that the mask leaves', async () => {
    const profile = (await run()).extra?.['profile'] as unknown as {
      fraction: number[];
      sigma: number[];
      background: { tracer: number[]; matrix: number[] };
    };
    const { f, sigma } = expected(2);
    expect(profile.background.tracer[0]).toBeCloseTo(10, 12);
    expect(profile.background.matrix[0]).toBeCloseTo(24, 12);
    expect(profile.fraction[0]).toBeCloseTo(f, 12);
    expect(profile.sigma[0]).toBeCloseTo(sigma, 12);
  });

  it('come off a region with an error that its pixels share: more of them do not average it away', async () => {
    const columns = (await run()).tables?.find(({ id }) => id === 'sims-regions')?.columns ?? [];
    const { f, sigma } = expected(8);
    expect(columns.map(({ values }) => values[0])).toEqual([
      '1',
      8,
      expect.closeTo(200, 9),
      expect.closeTo(576, 9),
      expect.closeTo(f, 12),
      expect.closeTo(sigma, 12),
    ]);
  });
});

it('an empty region bounds the background: one count among its pixels would have been likely', async () => {
  const sample = await image((_mass, y) => (y === 0 ? 0 : 9));
  const out = await runAnalysis(mapAnalysis, sample, { ...BASE, 'background-region': '0,0:4,1' }, collectingContext());
  expect(out.extra?.['map']).toMatchObject({ background: { tracer: 0, matrix: 0, uTracer: 0.25, uMatrix: 0.25 } });
});

it('a pixel without a value in the region lowers no mean', async () => {
  const pages = [0, 1].map((mass) => Float64Array.from({ length: 12 }, (_, i) => (i === 1 && mass === 0 ? NaN : i < 4 ? 2 + mass : 9)));
  const bytes = writeTiff({ width: 4, height: 3, type: 'f32', pages, pageNames: ['6Li', '7Li'] });
  const [sample] = await readBytes(tiffReader, bytes, 'a.tif', collectingContext());
  const out = await runAnalysis(mapAnalysis, sample as Dataset, { ...BASE, 'background-region': '0,0:4,1' }, collectingContext());
  expect(out.extra?.['map']).toMatchObject({ background: { tracer: 2, matrix: 3 } });
});

it('rows that a dead time made weigh half as much hold half of the background in their likelihood', () => {
  const of = (n: number, v: number) => ({ counts: Float64Array.of(n), variance: Float64Array.of(v) });
  const rows = countRows({ title: '', conditions: {} }, Float64Array.of(0), of(40, 80), of(60, 120), '6Li');
  const { observed } = backgroundRows(rows, of(40, 80), of(60, 120), { tracer: of(10, 1), matrix: of(20, 4) });
  expect([observed?.total[0], observed?.tracerBackground[0], observed?.matrixBackground[0]]).toEqual([50, 5, 10]);
});

describe('options that can do nothing', () => {
  it('a mask of a depth profile is refused', async () => {
    const sample = {
      kind: 'sims/depth-profile',
      title: 'd',
      size: { species: 2, row: 2 },
      variables: { time: { values: Float64Array.of(1, 2) }, counts: { values: Float64Array.of(5, 4, 5, 6) } },
      conditions: {},
      meta: { species: ['6Li', '7Li'] },
    } as unknown as Dataset;
    const history = { time: 3600, model: 'erfc', second: 'sealed', 'then-ratio': 1, region: 'effective', 'sputter-rate': 1e-9 };
    await expect(
      profileAnalysis.run({ sample, mask: labels([1, 1], 2) } as never, { ...BASE, ...history } as never, collectingContext()),
    ).rejects.toMatchObject({ code: 'sims/mask', kind: 'usage' });
  });

  it('a model of the dead time without a dead time is said, and in no flag', async () => {
    const ctx = collectingContext();
    const out = await runAnalysis(
      mapAnalysis,
      await image(() => 9),
      { ...BASE, 'dead-time-model': 'paralysable', 'primary-current': 1e-12 },
      ctx,
    );
    expect(codes(ctx)).toEqual(['sims/dead-time', 'sims/qsa']);
    expect(out.extra?.['map']).not.toHaveProperty('counting');
  });
});
