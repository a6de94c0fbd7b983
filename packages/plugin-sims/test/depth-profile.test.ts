import type { Dataset, FitParam } from '@ionwalk/core';
import { erfc, seededRandom } from '@ionwalk/core/fit';
import { testContext, type TestContext, type TestContextOptions } from '@ionwalk/testkit';
import { describe, expect, it } from 'vitest';
import { profileAnalysis } from '../src/analysis/profile.ts';
import type { SimsDepthProfile } from '../src/kinds.ts';
import { runAnalysis } from './helpers.ts';

const [D, TIME, RATE, SOURCE, BACKGROUND] = [1.6e-17, 3600, 5e-10, 0.9, 0.002];
const BASE = { model: 'erfc', time: TIME, tracer: '', matrix: '', line: '', width: 1, origin: 0, region: 'bulk' };
const fractionAt = (depth: number): number => BACKGROUND + (SOURCE - BACKGROUND) * erfc(depth / (2 * Math.sqrt(D * TIME)));

interface Wanted {
  readonly quantity: 'counts' | 'rate';
  readonly seed: number;
  /** Delay of the matrix against the tracer, in parts of a cycle. */
  readonly delay?: number;
  readonly mean?: number;
}

/** 18O and 16O of an oxide that is sputtered at 0.5 nm/s, 200 cycles of 10 s; rates are counts per 0.5 s. */
function simulateDepthProfile({ quantity, seed, delay = 0, mean = 4000 }: Wanted): Dataset<typeof SimsDepthProfile> {
  const [n, cycle, dwell] = [200, 10, 0.5];
  const random = seededRandom(seed);
  const time = Float64Array.from({ length: n }, (_, i) => (i + 1) * cycle);
  const matrixTime = time.map((t) => t + delay * cycle);
  const values = new Float64Array(2 * n);
  const unit = quantity === 'rate' ? 1 / dwell : 1;
  for (let i = 0; i < n; i++) {
    values[i] = random.poisson(mean * (1 - fractionAt(RATE * matrixTime[i]!))) * unit;
    values[n + i] = random.poisson(mean * fractionAt(RATE * time[i]!)) * unit;
  }
  return {
    kind: 'sims/depth-profile',
    title: 'oxide.is',
    size: { species: 2, time: n },
    variables: {
      time: { values: time },
      depth: undefined,
      dose: undefined,
      fluence: undefined,
      counts: quantity === 'counts' ? { values } : undefined,
      rate: quantity === 'rate' ? { values } : undefined,
      speciesTime: delay === 0 ? undefined : { values: Float64Array.of(...matrixTime, ...time) },
      speciesDepth: undefined,
    },
    conditions: { temperature: 900, sample: 'S7' },
    meta: { species: ['16O', '18O'] },
  };
}

/** The same sample with some of its variables changed. */
const changed = (sample: Dataset<typeof SimsDepthProfile>, variables: Partial<Dataset<typeof SimsDepthProfile>['variables']>): Dataset =>
  ({ ...sample, variables: { ...sample.variables, ...variables } }) as Dataset;

async function run(sample: Dataset, options: object, context: TestContextOptions = {}) {
  const ctx: TestContext = testContext(context);
  const out = await runAnalysis(profileAnalysis, sample, { ...BASE, ...options }, ctx);
  const fitted = out.fits[0]?.params['D'] as FitParam;
  return { out, ctx, value: fitted.value as number, u: fitted.u as number };
}

describe('profile of a depth profile', () => {
  it('gives the D that made the counts, by the sputter rate or by the crater alike', async () => {
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 1 });
    const [rate, crater] = [await run(sample, { 'sputter-rate': RATE }), await run(sample, { crater: RATE * 2000 })];
    expect(Math.abs(rate.value - D)).toBeLessThan(3.5 * rate.u);
    expect(rate.u / D).toBeLessThan(0.02);
    expect(crater.value / rate.value).toBeCloseTo(1, 9);
    expect(rate.out.fits[0]).toMatchObject({ weighting: 'binomial', dof: 197 });
    expect(rate.out.records[0]).toMatchObject({ ion: { element: 'O', isotope: 18, z: -2 }, T: 900, region: 'bulk', effects: [] });
    expect(rate.ctx.codes()).toEqual([]);
  });

  it.each([
    ['counts at the same times', { quantity: 'counts' }],
    ['counts in turn', { quantity: 'counts', delay: 0.5 }],
    ['rates', { quantity: 'rate' }],
    ['rates in turn', { quantity: 'rate', delay: 0.5 }],
  ] as const)('%s: about 95 of 100 intervals hold the truth', async (_what, wanted) => {
    let hits = 0;
    const runs = process.env['IONWALK_SLOW'] ? 1500 : 120;
    for (let seed = 0; seed < runs; seed++) {
      const { value, u } = await run(simulateDepthProfile({ ...wanted, seed: seed + 10, mean: 1000 }), { 'sputter-rate': RATE });
      if (Math.abs(Math.log(value / D)) < 1.96 * (u / value)) hits++;
    }
    expect(hits / runs).toBeGreaterThan(process.env['IONWALK_SLOW'] ? 0.92 : 0.89);
  });

  it('says that rates have no counting errors and weighs them alike', async () => {
    const { out, ctx, value, u } = await run(simulateDepthProfile({ quantity: 'rate', seed: 2 }), { 'sputter-rate': RATE });
    expect(out.fits[0]?.weighting).toBe('unit');
    expect(out.records[0]?.nu).toBe(197);
    expect(ctx.codes()).toEqual(['sims/rate-data']);
    expect(Math.abs(value - D)).toBeLessThan(3.5 * u);
  });

  it('interpolates a matrix of its own times onto those of the tracer, without the biased D of taking them as one', async () => {
    const steep = { 'sputter-rate': RATE, source: SOURCE, background: BACKGROUND };
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 3, delay: 0.9, mean: 4e6 });
    const { value, u, ctx, out } = await run(sample, steep);
    expect(Math.abs(value / D - 1)).toBeLessThan(2e-3);
    const asOne = changed(sample, { speciesTime: undefined });
    expect(Math.abs((await run(asOne, steep)).value - D)).toBeGreaterThan(20 * u);
    expect(ctx.codes()).toContain('sims/interpolated');
    // the first tracer point is before the first of the matrix
    expect(out.fits[0]?.dof).toBe(198);
  });

  it.each([
    ['sputter-rate', RATE],
    ['crater', 1e-6],
  ])('carries the bracket of --%s as twice its size in an effect that the sample shares', async (option, value) => {
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 4 });
    const { out } = await run(sample, { [option]: value }, { uncertainties: { [option]: 0.03 }, effects: [{ tag: 'beam', u: 0.1 }] });
    expect(out.records[0]?.effects).toEqual([
      { tag: 'beam', u: 0.1 },
      { tag: 'depth:S7', u: expect.closeTo(0.06, 9) as number },
    ]);
  });

  it('knows which coefficients of equal grains hang on the depth: all fitted ones, and P more than D where D_bulk was given', async () => {
    const grains = { model: 'brick-layer', 'grain-size': 1e-7, 'gb-width': 5e-10, source: SOURCE, background: BACKGROUND };
    const of = async (bulk: number | undefined) => {
      const options = { ...grains, 'sputter-rate': RATE, 'D-bulk': bulk };
      const { out } = await run(simulateDepthProfile({ quantity: 'counts', seed: 7 }), options, {
        uncertainties: { 'sputter-rate': 0.03 },
      });
      return Object.fromEntries(out.records.map((record) => [record.region, record.effects[0]?.u]));
    };
    const given = await of(2 * D);
    // the boundaries stay where the grain size puts them, so it isn't just the square of the depth
    expect([given['effective'], given['bulk']]).toEqual([expect.closeTo(0.06, 1), undefined]);
    expect(given['gb'] as number).toBeGreaterThan(1.5 * (given['effective'] as number));
    expect((await of(undefined))['bulk']).toBeCloseTo(0.06, 2);
  });

  it('follows layers of different rates, and makes one effect of what is uncertain about them', async () => {
    // the same sample, sputtered at half the rate below 0.3 um
    const [first, second] = [RATE, RATE / 2];
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 8 });
    const at = 3e-7;
    const times = sample.variables.time.values.map((t) => (t * RATE <= at ? t : at / first + (t * RATE - at) / second));
    const layered = changed(sample, { time: { values: times } });
    const plain = await run(sample, { 'sputter-rate': RATE });
    const rates = [`${first * 1e9}nm/s:300nm`, `${second * 1e9}nm/s`];
    const found = await run(layered, { layer: rates.join('\n') });
    expect(found.value / plain.value).toBeCloseTo(1, 9);
    expect(found.out.records[0]?.effects).toEqual([]);
    const of = async (text: string): Promise<number> => {
      const { out } = await run(layered, { layer: text });
      return out.records[0]?.effects.find(({ tag }) => tag === 'depth:S7')?.u ?? NaN;
    };
    const [top, both] = [await of('0.500(15)nm/s:300nm\n0.25nm/s'), await of('0.500(15)nm/s:300(9)nm\n0.2500(75)nm/s')];
    // the upper rate alone moves part of the profile; all three together as one would be 2 x 3 %
    expect(top).toBeGreaterThan(0.01);
    expect(top).toBeLessThan(0.06);
    expect(both).toBeGreaterThan(top);
    const one = await of('0.500(15)nm/s');
    expect(one).toBeCloseTo(0.06, 3);
    await expect(run(layered, { layer: '0.5nm/s', 'sputter-rate': RATE })).rejects.toMatchObject({ code: 'sims/depth-scale' });
  });

  it('uses the depths of a file that has them', async () => {
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 5 });
    const depth = { values: sample.variables.time.values.map((t) => t * RATE) };
    const deep = changed(sample, { depth });
    expect((await run(deep, {})).value).toBe((await run(sample, { 'sputter-rate': RATE })).value);
  });

  it('leaves out cells without a value', async () => {
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 6 });
    const values = sample.variables.counts?.values.slice() as Float64Array;
    values[3] = NaN;
    values[200 + 7] = Infinity;
    const { out } = await run(changed(sample, { counts: { values } }), { 'sputter-rate': RATE });
    expect(out.fits[0]?.dof).toBe(195);
  });

  it.each([
    ['neither option', {}, 'sims/depth-scale'],
    ['both options', { 'sputter-rate': RATE, crater: 1e-6 }, 'sims/depth-scale'],
    ['a rate of zero', { 'sputter-rate': 0 }, 'sims/option-range'],
    ['a line', { 'sputter-rate': RATE, line: '0,0:5,5' }, 'sims/line'],
  ])('refuses %s as a usage error', async (_what, options, code) => {
    await expect(run(simulateDepthProfile({ quantity: 'counts', seed: 1 }), options)).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('refuses negative counts, times that run back, and a rate for a profile that has depths', async () => {
    const sample = simulateDepthProfile({ quantity: 'counts', seed: 1, delay: 0.5 });
    const option = { 'sputter-rate': RATE };
    const negative = sample.variables.counts?.values.map((v, i) => (i === 0 ? -1 : v)) as Float64Array;
    await expect(run(changed(sample, { counts: { values: negative } }), option)).rejects.toMatchObject({
      code: 'sims/negative-counts',
    });
    const back = sample.variables.speciesTime?.values.map((v, i) => (i === 9 ? 0 : v)) as Float64Array;
    await expect(run(changed(sample, { speciesTime: { values: back } }), option)).rejects.toMatchObject({
      code: 'sims/sputter-time',
    });
    const profile: Dataset = { ...sample, kind: 'sims/profile', variables: { depth: { values: Float64Array.of(1) } } };
    await expect(run(profile, option)).rejects.toMatchObject({ kind: 'usage', code: 'sims/depth-scale' });
  });
});

describe('--normalise', () => {
  /** 18O, 16O and 28Si in turn, under a primary beam that wavers by 30 % from cycle to cycle. */
  const wavering = (quantity: 'counts' | 'rate', together = false): Dataset<typeof SimsDepthProfile> => {
    const [n, cycle] = [200, 10];
    const random = seededRandom(44);
    const beam = (t: number): number => 1 + 0.3 * Math.sin((2 * Math.PI * t) / 40);
    const delays = together ? [0, 0, 0] : [0, 3.3, 6.6];
    const times = delays.flatMap((delay) => Array.from({ length: n }, (_, i) => (i + 1) * cycle + delay));
    const mean = [(f: number) => 4000 * f, (f: number) => 4000 * (1 - f), () => 2e5] as const;
    const values = Float64Array.from(times, (t, k) => random.poisson(beam(t) * mean[Math.floor(k / n)]!(fractionAt(RATE * t))));
    const sample = simulateDepthProfile({ quantity, seed: 1, delay: 0.5 });
    return {
      ...sample,
      size: { species: 3, time: n },
      variables: {
        ...sample.variables,
        time: { values: Float64Array.from(times.slice(0, n)) },
        counts: quantity === 'counts' ? { values } : undefined,
        rate: quantity === 'rate' ? { values } : undefined,
        speciesTime: together ? undefined : { values: Float64Array.from(times) },
      },
      meta: { species: ['18O', '16O', '28Si'] },
    };
  };
  const options = { 'sputter-rate': RATE, source: SOURCE, background: BACKGROUND };

  it('takes out what the beam did between isotopes that were counted in turn, with the errors of the reference', async () => {
    const plain = await run(wavering('counts'), options);
    const divided = await run(wavering('counts'), { ...options, normalise: '28Si' });
    expect(plain.out.fits[0]?.reducedChi2).toBeGreaterThan(1.8);
    expect(divided.out.fits[0]?.reducedChi2).toBeLessThan(1.2);
    expect(Math.abs(divided.value - D)).toBeLessThan(3 * divided.u);
    expect(divided.out.records[0]?.model).toMatchObject({ fixed: { normalised: '28Si' } });
    expect(divided.out.records[0]?.model.flags).toContain('normalised');
    const rates = await run(wavering('rate'), { ...options, normalise: '28Si' });
    const loose = await run(wavering('rate'), options);
    expect(rates.u).toBeLessThan(0.8 * loose.u);
  });

  it('says that it cancels where isotopes were counted together, and refuses what is no reference', async () => {
    const plain = await run(wavering('counts', true), options);
    const same = await run(wavering('counts', true), { ...options, normalise: 'total' });
    expect(same.value).toBe(plain.value);
    expect(same.ctx.diagnostics.map(({ code }) => code)).toContain('sims/normalise');
    for (const normalise of ['18O', '27Al', 'total'])
      await expect(run(wavering('counts'), { ...options, normalise })).rejects.toMatchObject({ code: 'sims/normalise', kind: 'usage' });
  });
});
