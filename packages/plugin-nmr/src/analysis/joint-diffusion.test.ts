import { describe, expect, it } from 'vitest';
import { constants, type Dataset } from '@ionwalk/core';
import { dawson } from '@ionwalk/core/fit';
import { madeDecay } from '../../test/support/echo-decay.ts';
import { run } from '../../test/support/run-analysis.ts';
import type { EchoDecay } from '../kinds.ts';
import { arrheniusLinked } from '../models/arrhenius-linked.ts';
import { powder2d } from '../models/powder-2d.ts';
import { diffusion } from './diffusion.ts';

type Decay = Dataset<typeof EchoDecay>;
const [EA, D0] = [27e3, 1e-7];
const at = (T: number): number => D0 * Math.exp(-EA / (constants.R * T));
const TEMPERATURES = [300, 330, 360, 400];
const layers = (Dxy: number, Dz: number, b: number): number => {
  const v = Math.sqrt(b * (Dxy - Dz));
  return v < 1e-6 ? 1 : (Math.exp(-b * Dz) * dawson(v)) / v;
};
const series = (signal: (D: number, b: number) => number, noise: number, seed = 1, stated = false): Decay[] =>
  TEMPERATURES.map((T, i) =>
    madeDecay({
      signal: (b) => signal(at(T), b),
      bMax: 3 / at(T),
      noise,
      seed: seed + 10 * i,
      stated,
      conditions: { temperature: T },
      meta: { nucleus: '7Li' },
    }),
  );
const single = (D: number, b: number): number => Math.exp(-b * D);

describe('nmr diffusion --joint', () => {
  it('finds one activation energy and a coefficient per temperature, better than alone', async () => {
    const { outcome, ctx } = await run(diffusion, series(single, 0.01), { joint: true, model: 'stejskal-tanner' });
    const { params, derived } = outcome.fits[0] as (typeof outcome.fits)[number];
    expect(Object.keys(params)).toEqual(['S0.1', 'S0.2', 'S0.3', 'S0.4', 'D', 'Ea']);
    const { value, u } = params['Ea'] as { value: number; u: number };
    expect(Math.abs(value - EA)).toBeLessThan(3 * u);
    expect(u).toBeLessThan(0.02 * EA);
    expect(derived?.['T_ref']).toBeCloseTo(4 / TEMPERATURES.reduce((sum, T) => sum + 1 / T, 0), 9);
    expect(outcome.records.map(({ T }) => T)).toEqual(TEMPERATURES);
    outcome.records.forEach((record, i) => {
      expect(Math.abs(Math.log(record.value / at(TEMPERATURES[i] as number)))).toBeLessThan(4 * (record.u ?? NaN));
      expect(record.model?.flags).toContain('joint-fit');
    });
    const alone = await run(diffusion, series(single, 0.01)[0] as Decay, { model: 'stejskal-tanner' });
    expect(outcome.records[0]?.u ?? NaN).toBeLessThan(alone.outcome.records[0]?.u ?? NaN);
    expect(ctx.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
  it('finds both coefficients of a layered powder with one activation energy', async () => {
    const { outcome } = await run(
      diffusion,
      series((D, b) => layers(1.4 * D, 0.2 * D, b), 0.003),
      { joint: true, model: 'powder-2d' },
    );
    const { params } = outcome.fits[0] as (typeof outcome.fits)[number];
    const ratio = (params['Dz']?.value ?? NaN) / (params['Dxy']?.value ?? NaN);
    expect(ratio).toBeCloseTo(0.2 / 1.4, 1);
    expect(Math.abs((params['Ea']?.value ?? NaN) - EA)).toBeLessThan(4 * (params['Ea']?.u ?? NaN));
    expect(outcome.records).toHaveLength(4);
    outcome.records.forEach((record, i) => expect(Math.abs(Math.log(record.value / at(TEMPERATURES[i] as number)))).toBeLessThan(0.03));
  });
  it('draws all series over one another, coldest first, and lists their lengths', async () => {
    const { outcome } = await run(diffusion, [...series(single, 0.005)].reverse(), { joint: true, model: 'stejskal-tanner', Delta: 0.05 });
    const [all] = outcome.figures;
    expect(all?.id).toBe('nmr-echo-decays');
    const points = all?.layers.filter((layer) => layer.kind === 'points') ?? [];
    expect(points.map((layer) => layer.series)).toEqual([...TEMPERATURES].sort((a, b) => a - b).map((T) => `${T.toFixed(1)} K`));
    expect(all?.layers.filter((layer) => layer.kind === 'line')).toHaveLength(TEMPERATURES.length);
    const column = (name: string): (number | null)[] =>
      (outcome.tables?.[0]?.columns.find((one) => one.name === name)?.values ?? []) as number[];
    column('length along one direction').forEach((length, i) =>
      expect((length as number) / Math.sqrt(2 * (column('D')[i] as number) * 0.05)).toBeCloseTo(1, 12),
    );
  });
  it('says when the series contradict one law', async () => {
    const [first, ...rest] = series(single, 0.005) as [Decay, ...Decay[]];
    const odd = madeDecay({
      signal: (b) => single(0.6 * at(300), b),
      bMax: 3 / at(300),
      noise: 0.005,
      conditions: { temperature: 300 },
      meta: first.meta,
    });
    const { ctx } = await run(diffusion, [odd, ...rest], { joint: true, model: 'stejskal-tanner' });
    expect(ctx.diagnostics.map(({ code }) => code)).toContain('nmr/joint-contradicted');
  });
  it('shares the coefficient over several Delta at one temperature, and says when it falls', async () => {
    const over = (factors: readonly number[]): Decay[] =>
      factors.map((factor, i) =>
        madeDecay({
          signal: (b) => single(factor * 1e-11, b),
          bMax: 3e11,
          noise: 0.005,
          seed: i + 1,
          conditions: { temperature: 300 },
          meta: { nucleus: '7Li', Delta: 0.02 * (i + 1) },
        }),
      );
    const same = await run(diffusion, over([1, 1, 1]), { joint: true, model: 'stejskal-tanner' });
    expect(Object.keys(same.outcome.fits[0]?.params ?? {})).toEqual(['S0.1', 'S0.2', 'S0.3', 'D']);
    expect(same.ctx.diagnostics.map(({ code }) => code)).not.toContain('nmr/joint-contradicted');
    const falling = await run(diffusion, over([1, 0.8, 0.6]), { joint: true, model: 'stejskal-tanner' });
    expect(falling.ctx.diagnostics.map(({ code }) => code)).toContain('nmr/joint-contradicted');
  });
  it('refuses a single series, a series without temperature, several without --joint, and models that can not be linked', async () => {
    const decays = series(single, 0.01);
    const typed = { joint: true, model: 'stejskal-tanner' };
    const cases: readonly (readonly [readonly Decay[], object])[] = [
      [decays.slice(0, 1), typed],
      [[decays[0] as Decay, { ...(decays[1] as Decay), conditions: {} }], typed],
      [decays, { model: 'stejskal-tanner' }],
      [decays, { ...typed, model: 'auto' }],
      [decays, { ...typed, model: 'two-component' }],
    ];
    for (const [data, options] of cases)
      await expect(run(diffusion, data, options as never)).rejects.toMatchObject({ code: 'nmr/joint', kind: 'usage' });
  });
});

describe('arrheniusLinked', () => {
  it('has derivatives that agree with differences', () => {
    const data = madeDecay({ signal: () => 1, bMax: 3e11, points: 6 });
    const model = arrheniusLinked(powder2d, 350, 320);
    const names = Object.keys(model.params);
    const params = { S0: 1.3, Dxy: 1e-11, Dz: 2e-12, Ea: 30e3 };
    const analytic = new Float64Array(6 * names.length);
    model.jacobian?.(params, data, analytic);
    const [low, high] = [new Float64Array(6), new Float64Array(6)];
    names.forEach((name, j) => {
      const value = params[name as keyof typeof params];
      model.evaluate({ ...params, [name]: value * (1 - 1e-6) }, data, low);
      model.evaluate({ ...params, [name]: value * (1 + 1e-6) }, data, high);
      for (let i = 0; i < 6; i++)
        expect((analytic[i * names.length + j] as number) * value).toBeCloseTo(((high[i] as number) - (low[i] as number)) / 2e-6, 7);
    });
  });
});
