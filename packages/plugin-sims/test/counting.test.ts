import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
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
      time: 3600,
      model: 'erfc',
      second: 'sealed',
      'then-ratio': 1,
      region: 'effective',
      line: '0,8:64,8',
      width: 16,
      origin: 0,
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
