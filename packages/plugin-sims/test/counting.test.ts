import type { Dataset } from '@ionwalk/core';
import { erfc, seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { boundaryAnalysis } from '../src/analysis/boundary.ts';
import { mapAnalysis } from '../src/analysis/map.ts';
import { profileAnalysis } from '../src/analysis/profile.ts';
import type { SimsImage } from '../src/kinds.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { iontofBinaryReader } from '../src/readers/iontof-binary.ts';
import { writeCamecaImage, type CamecaImageOptions } from '../src/simulate/write-cameca-image.ts';
import { codes, collectingContext, runAnalysis } from './helpers.ts';
import { writeIta } from './write-ita.ts';

type Image = Dataset<typeof SimsImage>;
const MASSES = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
const BASE = { tracer: '', matrix: '', line: '', width: 1, values: false } as const;
/** An exchange of an hour, of which an error function is fitted. */
const HISTORY = { time: 3600, model: 'erfc', second: 'sealed', 'then-ratio': 1, region: 'effective', origin: 0 } as const;

async function read(reader: typeof camecaReader | typeof iontofBinaryReader, bytes: Uint8Array): Promise<Image> {
  const main = { path: 'a', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  for await (const image of reader.read({ main, files: [main], file: () => undefined }, { masses: '' } as never, collectingContext()))
    return image as Image;
  throw new Error('no image');
}
const image = (options: Partial<CamecaImageOptions>): Promise<Image> =>
  read(
    camecaReader,
    writeCamecaImage({
      masses: MASSES,
      width: 16,
      height: 16,
      frames: 1,
      bytesPerPixel: 4,
      counts: () => 0,
      raster: 16e-6,
      dwell: 1e-3,
      deadTime: 0,
      ...options,
    }),
  );
async function map(sample: Image, options: object) {
  const ctx = collectingContext();
  const out = await runAnalysis(mapAnalysis, sample, { ...BASE, ...options }, ctx);
  return {
    out,
    ctx,
    map: out.extra?.['map'] as {
      [key: string]: unknown;
      fractionOfTotals: number;
      fraction: (number | null)[];
      sigma: (number | null)[];
      drift: { dx: number[]; dy: number[]; u: number[]; outside: number[] };
    },
  };
}

/** Counts of a paralysable counter over one dwell time. */
function paralysableCounts(rate: number, tau: number, dwell: number, random: ReturnType<typeof seededRandom>): number {
  let [last, m] = [-1, 0];
  for (let t = -20 * tau - Math.log(1 - random.uniform()) / rate; t < dwell; t -= Math.log(1 - random.uniform()) / rate) {
    if (t >= 0 && t - last >= tau) m++;
    last = t;
  }
  return m;
}

describe('the way from ions to counts', () => {
  it('a paralysable dead time: the fraction is right within 1 % where it was off by more than 10 %', async () => {
    const random = seededRandom(12);
    const [tau, dwell, rates] = [1e-6, 1e-3, [1e5, 4e5]] as const;
    const sample = await image({ counts: (_f, mass) => paralysableCounts(rates[mass]!, tau, dwell, random) });
    const truth = 0.2;
    const off = await map(sample, { 'dead-time': 0 });
    const wrong = await map(sample, { 'dead-time': tau });
    const right = await map(sample, { 'dead-time': tau, 'dead-time-model': 'paralysable' });
    expect(Math.abs(off.map.fractionOfTotals / truth - 1)).toBeGreaterThan(0.2);
    expect(Math.abs(wrong.map.fractionOfTotals / truth - 1)).toBeGreaterThan(0.05);
    expect(Math.abs(right.map.fractionOfTotals / truth - 1)).toBeLessThan(0.01);
    expect(right.map['counting']).toEqual({ dead_time: tau, dead_time_model: 'paralysable' });
    await expect(map(await image({ counts: () => 400 }), { 'dead-time': tau, 'dead-time-model': 'paralysable' })).rejects.toMatchObject({
      code: 'sims/dead-time',
      kind: 'input',
    });
  });

  it('one ion per pulse is taken out of files that count their pulses, and of no other', async () => {
    const [pulses, ions] = [200, [60, 240]] as const;
    const random = seededRandom(2);
    const draw = (mass: number): number => {
      let m = 0;
      for (let p = 0; p < pulses; p++) if (random.uniform() < 1 - Math.exp(-ions[mass]! / pulses)) m++;
      return m;
    };
    const bytes = writeIta({
      width: 16,
      height: 16,
      scans: 2,
      signals: [
        { label: '^6Li+', mass: 6.015 },
        { label: '^7Li+', mass: 7.016 },
      ],
      shots: pulses,
      counts: (_s, signal) => draw(signal),
    });
    const sample = await read(iontofBinaryReader, bytes);
    const corrected = await map(sample, {});
    expect(Math.abs(corrected.map.fractionOfTotals / 0.2 - 1)).toBeLessThan(0.01);
    expect(corrected.map['counting']).toEqual({ dead_time_model: 'one-per-pulse' });
    expect((await map(sample, { 'dead-time': 0 })).map.fractionOfTotals).toBeGreaterThan(0.25);
    await expect(map(await image({ counts: () => 4 }), { 'dead-time-model': 'one-per-pulse' })).rejects.toMatchObject({
      code: 'sims/pulses',
      kind: 'usage',
    });
  });

  it('quasi-simultaneous arrivals: the fraction of ions, from counts of which 10 % are missing', async () => {
    const [primaries, perPrimary] = [6000, [0.02, 0.2]] as const;
    const current = (primaries * 1.602176634e-19) / 1e-3;
    const random = seededRandom(3);
    const counts = (_f: number, mass: number): number => random.poisson(primaries * (1 - Math.exp(-perPrimary[mass]!)));
    const sample = await image({ counts, width: 32, height: 32 });
    const truth = 0.02 / 0.22;
    expect(Math.abs((await map(sample, {})).map.fractionOfTotals / truth - 1)).toBeGreaterThan(0.07);
    const right = await map(sample, { qsa: 0.5, 'primary-current': current });
    expect(Math.abs(right.map.fractionOfTotals / truth - 1)).toBeLessThan(0.004);
    expect(right.map['counting']).toEqual({ qsa_beta: 0.5, primary_current: current });
    await expect(map(sample, { qsa: 0.5 })).rejects.toMatchObject({
      code: 'sims/qsa',
      kind: 'usage',
      fix: expect.stringContaining('--primary-current') as string,
    });
  });

  it('a dwell time that is given serves files that state none', async () => {
    const sample = await image({ counts: () => 100, dwell: 0 });
    const without = await map(sample, { 'dead-time': 1e-6 });
    expect([without.map['corrected'], codes(without.ctx)]).toEqual([without.map['totals'], ['sims/no-dwell']]);
    const given = await map(sample, { 'dead-time': 1e-6, dwell: 1e-3 });
    expect((given.map['corrected'] as Record<string, number>)['6Li']).toBeCloseTo(25_600 / 0.9, 6);
  });

  it('frames that are chosen, and only these', async () => {
    const sample = await image({ frames: 6, counts: (frame, mass) => (mass === 0 ? frame + 1 : 10) });
    const { map: some } = await map(sample, { frames: '2-3,6' });
    expect(some).toMatchObject({ frames: 3, totals: { '6Li': 256 * 11, '7Li': 256 * 30 }, counting: { frames: '2-3,6' } });
    await expect(map(sample, { frames: '5-9' })).rejects.toMatchObject({ code: 'sims/frames', kind: 'usage' });
  });

  it('what was asked for stands in the records of a profile', async () => {
    const random = seededRandom(4);
    const sample = await image({
      width: 64,
      frames: 4,
      counts: (_f, mass, _y, x) =>
        random.poisson(mass === 0 ? 20 * (0.1 + 0.8 * Math.exp(-((x / 30) ** 2))) : 20 * (0.9 - 0.8 * Math.exp(-((x / 30) ** 2)))),
    });
    const ctx = collectingContext();
    const options = {
      ...BASE,
      ...HISTORY,
      line: '0,8:64,8',
      width: 16,
      frames: '1-3',
      fractionation: 1.05,
      'dead-time': 1e-9,
      qsa: 0.6,
      'primary-current': 1e-12,
    };
    const out = await runAnalysis(profileAnalysis, sample, options, ctx);
    expect(out.records[0]?.model.fixed).toMatchObject({
      frames: '1-3',
      fractionation: 1.05,
      dead_time: 1e-9,
      qsa_beta: 0.6,
      primary_current: 1e-12,
      time: 3600,
    });
    expect(out.records[0]?.model.flags).toContain('qsa');
  });
});

describe('drift of the frames', () => {
  const [side, frames] = [64, 8];
  const step = (x: number): number => (x < 30 ? 0.8 : 0.2);
  const grains = (x: number, y: number): number =>
    60 * (1 + 0.7 * Math.sin(0.31 * x + 0.9 * Math.sin(0.17 * y)) * Math.cos(0.23 * y - 0.1 * x));
  const random = seededRandom(6);
  const [vx, vy] = [0.83, -0.46];
  const counts = (frame: number, mass: number, y: number, x: number): number => {
    const [px, py] = [x + 0.5 - vx * frame, y + 0.5 - vy * frame];
    return random.poisson(grains(px, py) * (mass === 0 ? step(px) : 1 - step(px)));
  };

  it('is found to 0.1 px, taken out, and recorded; no count is lost or made', async () => {
    const sample = await image({ width: side, height: side, frames, bytesPerPixel: 2, counts });
    const blurred = await map(sample, { values: true, line: '0,32:64,32', width: 32 });
    const { map: sharp, out, ctx } = await map(sample, { values: true, line: '0,32:64,32', width: 32, drift: 'correct' });
    sharp.drift.dx.forEach((dx, i) => expect(Math.abs(dx - vx * i)).toBeLessThan(0.1));
    sharp.drift.dy.forEach((dy, i) => expect(Math.abs(dy - vy * i)).toBeLessThan(0.1));
    const [stored, kept] = [sharp['totals'], sharp['corrected']] as [Record<string, number>, Record<string, number>];
    ['6Li', '7Li'].forEach((label, i) => expect(kept[label]! + sharp.drift.outside[i]!).toBe(stored[label]));
    expect(stored).toEqual(blurred.map['totals']);
    expect(codes(ctx)).toEqual(['sims/drift']);
    expect(out.tables?.map(({ id }) => id)).toContain('sims-drift');
    const width = (profile: { fraction: number[] }): number => profile.fraction.filter((f) => f > 0.26 && f < 0.74).length;
    const lines = [blurred.out, out].map((answer) => answer.extra?.['profile'] as unknown as { fraction: number[] });
    expect(width(lines[0]!)).toBeGreaterThanOrEqual(5);
    expect(width(lines[1]!)).toBeLessThanOrEqual(2);
  });

  it('leaves the scatter of pixels as their sigma says', async () => {
    const flat = (frame: number, mass: number, y: number, x: number): number =>
      random.poisson(0.25 * grains(x + 0.5 - vx * frame, y + 0.5 - vy * frame) * (mass === 0 ? 0.3 : 0.7));
    const sample = await image({ width: side, height: side, frames, bytesPerPixel: 2, counts: flat });
    const { map: answer } = await map(sample, { values: true, drift: 'correct' });
    let [chi, n] = [0, 0];
    for (let y = 12; y < side - 12; y++)
      for (let x = 12; x < side - 12; x++) {
        chi += ((answer.fraction[y * side + x]! - 0.3) / answer.sigma[y * side + x]!) ** 2;
        n++;
      }
    // 1600 pixels give chi2/n to 3.5 %
    expect(Math.abs(chi / n - 1)).toBeLessThan(0.12);
  });

  it('that the counts do not tell is said', async () => {
    const { map: answer, ctx } = await map(await image({ frames: 3, counts: () => 5 }), { drift: 'correct' });
    expect(codes(ctx)).toEqual(['sims/drift-unknown', 'sims/drift']);
    expect(answer.fractionOfTotals).toBe(0.5);
  });
});

describe('counts of the detectors themselves', () => {
  const dwell = 1e-3;
  const [rate, matrixRate, frames] = [400, 100, 4];
  const [D, time] = [1e-16, HISTORY.time];
  const truth = (x: number): number => 0.02 + 0.5 * erfc(((x + 0.5) * 1e-7) / (2 * Math.sqrt(D * time)));
  const profileOf = (options: object) => ({
    ...BASE,
    ...HISTORY,
    line: '0,8:64,8',
    width: 16,
    source: 0.52,
    ...options,
  });
  const noisy = (seed: number, mean: number) => {
    const random = seededRandom(seed);
    return (_f: number, mass: number, y: number, x: number): number =>
      random.poisson((mass === 0 ? rate : matrixRate) * dwell + (y < 16 ? mean * (mass === 0 ? truth(x) : 1 - truth(x)) : 0));
  };
  const fit = async (sample: Image, options: object) => {
    const ctx = collectingContext();
    const out = await runAnalysis(profileAnalysis, sample, profileOf(options), ctx);
    const D_ = out.fits[0]!.params['D']!;
    return { D: D_.value as number, u: D_.u as number, out, ctx };
  };

  it('are part of the likelihood: D is right, at 2 counts per row and pixel too, where it was off by many times its error', async () => {
    for (const mean of [0.5, 6]) {
      const sample = await image({ width: 64, height: 20, frames, bytesPerPixel: 2, raster: 64e-7, counts: noisy(mean * 10, mean) });
      const off = await fit(sample, { background: 0.02 });
      const right = await fit(sample, { background: 0.02, 'counter-background': rate, 'matrix-background': matrixRate });
      expect(Math.abs(off.D / D - 1)).toBeGreaterThan(0.12);
      expect(Math.abs(right.D - D)).toBeLessThan(2.6 * right.u);
      expect(right.out.records[0]?.model.flags).toContain('background-subtracted');
      expect(right.out.records[0]?.model.fixed).toMatchObject({
        tracer_background: rate * dwell * frames,
        matrix_background: matrixRate * dwell * frames,
      });
      const region = await fit(sample, { background: 0.02, 'background-region': '0,16:64,20' });
      expect(Math.abs(region.D - D)).toBeLessThan(3.2 * right.u);
      const chi2 = right.out.fits[0]!;
      expect(chi2.reducedChi2).toBeLessThan(1.8);
    }
  });

  it('leave intervals that hold the truth, of low counts', async () => {
    const runs = process.env['IONWALK_SLOW'] ? 1000 : 60;
    let hits = 0;
    for (let i = 0; i < runs; i++) {
      const sample = await image({ width: 64, height: 16, frames, bytesPerPixel: 2, raster: 64e-7, counts: noisy(1000 + i, 0.4) });
      const { D: found, u } = await fit(sample, { background: 0.02, 'counter-background': rate, 'matrix-background': matrixRate });
      if (Math.abs(Math.log(found / D)) < 1.96 * (u / found)) hits++;
    }
    if (process.env['IONWALK_SLOW'] === 'print') console.log('coverage with background', hits / runs);
    expect(hits / runs).toBeGreaterThan(runs > 100 ? 0.93 : 0.86);
  });

  it('come off the map with their variance, and off no count', async () => {
    const sample = await image({ width: 64, height: 20, frames, bytesPerPixel: 2, raster: 64e-7, counts: noisy(5, 6) });
    const { map: plain } = await map(sample, { values: true });
    const { map: net } = await map(sample, {
      values: true,
      'counter-background': rate,
      'matrix-background': matrixRate,
      line: '0,8:64,8',
      width: 16,
    });
    expect(net['corrected']).toEqual(plain['corrected']);
    const expected = Array.from({ length: 16 * 64 }, (_, i) => truth(i % 64)).reduce((s, v) => s + v, 0) / (16 * 64);
    expect(Math.abs(net.fractionOfTotals - expected)).toBeLessThan(0.02);
    expect(Math.abs(plain.fractionOfTotals - expected)).toBeGreaterThan(0.05);
    expect(net['background']).toMatchObject({ tracer: rate * dwell * frames, uTracer: 0 });
    expect(JSON.stringify(net)).not.toMatch(/NaN|Infinity/);
  });

  it.each(['0,0', '0,0:1', 'a,b:c,d', '0,0:64,21', '3.6,3.6:3.9,3.9'])('of a region %s that can not be is refused', async (region) => {
    const sample = await image({ width: 64, height: 20, counts: () => 3 });
    await expect(map(sample, { 'background-region': region })).rejects.toMatchObject({ code: 'sims/counter-background' });
  });

  it('of rows of a profile need the counting time of a row', async () => {
    const rows = {
      kind: 'sims/profile',
      title: 'p',
      size: { species: 2, row: 3 },
      variables: {
        depth: { values: Float64Array.of(1e-7, 2e-7, 3e-7) },
        position: undefined,
        counts: { values: Float64Array.of(50, 40, 30, 60, 70, 80) },
        fraction: undefined,
      },
      conditions: {},
      meta: { species: ['6Li', '7Li'] },
    } as unknown as Dataset;
    await expect(
      runAnalysis(profileAnalysis, rows, { ...profileOf({ 'counter-background': 2 }), line: '' }, collectingContext()),
    ).rejects.toMatchObject({ code: 'sims/counter-background', kind: 'usage' });
    const out = await runAnalysis(
      profileAnalysis,
      rows,
      { ...profileOf({ 'counter-background': 2, dwell: 5, background: 0.02 }), line: '' },
      collectingContext(),
    );
    const shown = out.tables![0]!.columns[1]!.values as number[];
    expect(shown[0]).toBeCloseTo(40 / 90, 12);
  });
});

describe('masks', () => {
  const labels = (values: number[], width: number) =>
    ({
      kind: 'sims/label-map',
      title: 'l.csv',
      size: { x: width, y: values.length / width },
      variables: { label: { values: Float64Array.from(values) } },
      conditions: {},
      meta: {},
    }) as Dataset;
  const run = async (sample: Image, mask: Dataset | undefined, options: object) =>
    mapAnalysis.run({ sample, mask } as never, { ...BASE, 'mask-labels': '', ...options } as never, collectingContext());

  it('leave pixels out, choose regions, and give each its sums', async () => {
    const sample = await image({ width: 4, height: 3, counts: (_f, mass, _y, x) => (mass === 0 ? x + 1 : 10) });
    const mask = labels([0, 1, 2, 2, 0, 1, 2, 2, 0, 1, 2, 2], 4);
    const out = await run(sample, mask, { values: true });
    expect(out.extra?.['map']).toMatchObject({
      undefined: 3,
      totals: { '6Li': 30 },
      corrected: { '6Li': 27, '7Li': 90 },
      counting: { mask: 'all', masked_pixels: 9 },
    });
    expect(out.tables?.find(({ id }) => id === 'sims-regions')?.columns.map(({ values }) => values.slice(0, 2))).toEqual([
      ['1', '2'],
      [3, 6],
      [6, 21],
      [30, 60],
      [6 / 36, 21 / 81],
      [expect.closeTo(Math.sqrt((6 * 30) / 36 ** 3), 12), expect.closeTo(Math.sqrt((21 * 60) / 81 ** 3), 12)],
    ]);
    expect((await run(sample, mask, { 'mask-labels': '1' })).extra?.['map']).toMatchObject({
      corrected: { '6Li': 6 },
      counting: { mask: '1' },
    });
  });

  it('of another size, without such a label, and labels without a mask are refused', async () => {
    const sample = await image({ width: 4, height: 3, counts: () => 1 });
    await expect(run(sample, labels([1, 1, 1, 1], 2), {})).rejects.toMatchObject({ code: 'sims/label-size', kind: 'input' });
    await expect(
      run(
        sample,
        labels(
          Array.from({ length: 12 }, () => 1),
          4,
        ),
        { 'mask-labels': '7' },
      ),
    ).rejects.toMatchObject({ code: 'sims/mask', kind: 'input' });
    await expect(run(sample, undefined, { 'mask-labels': '7' })).rejects.toMatchObject({ code: 'sims/mask', kind: 'usage' });
  });
});

describe('uncertain fractionation and background', () => {
  const withU = (u: Record<string, number>) => ({ ...collectingContext(), uncertainty: (name: string) => u[name] });
  const rows = (background: number, mean = 4000): Dataset => {
    const random = seededRandom(31);
    const n = 200;
    const step = (x: number): number => (x < 100 ? 0.6 : 0.4) - 0.0008 * x;
    const counts = Float64Array.from({ length: 2 * n }, (_, i) => random.poisson(background + mean * (i < n ? step(i) : 1 - step(i - n))));
    return {
      kind: 'sims/profile',
      title: 'p',
      size: { species: 2, row: n },
      variables: {
        depth: { values: Float64Array.from({ length: n }, (_, i) => (i + 0.5) * 1e-6) },
        position: undefined,
        counts: { values: counts },
        fraction: undefined,
      },
      conditions: { sample: 'S1' },
      meta: { species: ['6Li', '7Li'] },
    } as unknown as Dataset;
  };

  it('of alpha is an effect on a permeance: what the fit with alpha moved by its error gives', async () => {
    const options = { ...BASE, boundary: '100um', 'D-bulk': 1e-12, 'gb-width': 5e-10, origin: 0 };
    const P = async (fractionation: number, u?: number) => {
      const out = await runAnalysis(
        boundaryAnalysis,
        rows(0, 4e8),
        { ...options, fractionation },
        withU(u === undefined ? {} : { fractionation: u }),
      );
      return out;
    };
    const out = await P(1, 0.05);
    const effect = out.records[0]?.effects.find(({ tag }) => tag === 'fractionation:S1')?.u as number;
    const [high, low] = [await P(1.05), await P(0.95)].map((one) => one.fits[0]!.params['P']!.value as number);
    // the counts of the matrix weigh a little more or less, too
    expect(effect).toBeCloseTo(0.5 * Math.log(high! / low!), 4);
    expect(Math.abs(effect)).toBeGreaterThan(3e-4);
    expect(out.records[0]?.model.fixed).not.toHaveProperty('fractionation');
    expect((await P(1.05)).records[0]?.model.fixed).toMatchObject({ fractionation: 1.05 });
  });

  it('of a background rate is an effect on D, of tracer and matrix apart', async () => {
    const options = {
      ...BASE,
      ...HISTORY,
      'counter-background': 40,
      'matrix-background': 20,
      dwell: 10,
    };
    const out = await runAnalysis(profileAnalysis, rows(400), options, withU({ 'counter-background': 0.1, 'matrix-background': 0.05 }));
    const tags = out.records[0]?.effects.map(({ tag }) => tag);
    expect(tags).toEqual(['tracer-background:S1', 'matrix-background:S1']);
    expect(out.records[0]?.effects.every(({ u }) => u !== undefined && Number.isFinite(u) && u !== 0)).toBe(true);
  });

  it('a dead time of rows is taken out with their counting time, and said to be left in without', async () => {
    const options = {
      ...BASE,
      ...HISTORY,
      'dead-time': 1e-4,
    };
    const sample = rows(0);
    const [t, m] = [0, 200].map((i) => (sample.variables as unknown as { counts: { values: Float64Array } }).counts.values[i]!);
    const fractionOf = async (more: object, ctx = collectingContext()) =>
      ((await runAnalysis(profileAnalysis, sample, { ...options, ...more }, ctx)).tables![0]!.columns[1]!.values as number[])[0];
    const live = (n: number): number => n / (1 - n * 1e-4);
    expect(await fractionOf({ dwell: 1 })).toBeCloseTo(live(t!) / (live(t!) + live(m!)), 12);
    const ctx = collectingContext();
    expect(await fractionOf({}, ctx)).toBeCloseTo(t! / (t! + m!), 12);
    expect(codes(ctx)).toContain('sims/no-dwell');
    for (const more of [{ frames: '1-2' }, { drift: 'correct' }])
      await expect(runAnalysis(profileAnalysis, sample, { ...options, ...more }, collectingContext())).rejects.toMatchObject({
        code: 'sims/frames',
        kind: 'usage',
      });
  });

  it('of alpha stands beside the fraction of a map, in no pixel', async () => {
    const sample = await image({ counts: (_f, mass) => (mass === 0 ? 30 : 70) });
    const out = await runAnalysis(mapAnalysis, sample, { ...BASE, values: true, fractionation: 1.2 }, withU({ fractionation: 0.01 }));
    const answer = out.extra?.['map'] as unknown as { fractionOfTotals: number; uFractionation: number; sigma: number[] };
    expect(answer.fractionOfTotals).toBeCloseTo(30 / (30 + 84), 12);
    expect(answer.uFractionation).toBeCloseTo(0.01 * (30 / 114) * (84 / 114), 12);
  });
});
