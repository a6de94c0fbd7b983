import { describe, expect, it } from 'vitest';
import type { Dataset, Fit } from '@ionwalk/core';
import { seededRandom, studentTQuantile } from '@ionwalk/core/fit';
import { Coverage, slow } from '../../test/support/coverage.ts';
import { run } from '../../test/support/run-analysis.ts';
import { RelaxationSeries } from '../kinds.ts';
import { correlationTime } from '../models/bpp.ts';
import { relaxationRate } from '../models/relaxation-rate.ts';
import type { Density } from '../models/spectral-density.ts';
import { bpp } from './bpp.ts';

const R = 8.31446261815324;
const FARADAY = 96485.33212;
const LLTO = { tau0: 1.4e-11, Ea: 0.11 * FARADAY, C: 4.567e9 };
const out = new Float64Array(3);

interface Made {
  readonly T: readonly number[];
  readonly larmor?: readonly number[];
  readonly noise?: number;
  readonly seed?: number;
  readonly form?: Density;
  readonly beta?: number;
  readonly process?: number;
}
function series(
  { T, larmor = [155.4e6], noise = 0, seed = 1, form = 'bpp', beta = 1, process = 1 }: Made,
  sigma = noise > 0,
): Dataset<typeof RelaxationSeries> {
  const random = seededRandom(seed);
  const points = larmor.flatMap((frequency) => T.map((temperature) => ({ frequency, temperature })));
  const rate = Float64Array.from(points, ({ frequency, temperature }) => {
    relaxationRate(form, process, 2 * Math.PI * frequency, 2 * Math.PI * 2e4, correlationTime(LLTO.tau0, LLTO.Ea, temperature), beta, out);
    return LLTO.C * (out[0] as number) * Math.exp(noise * random.normal());
  });
  return {
    kind: RelaxationSeries.id,
    title: 'simulated',
    size: { point: points.length },
    conditions: { sample: 'S' },
    meta: {},
    variables: {
      temperature: { values: Float64Array.from(points, (p) => p.temperature) },
      rate: { values: rate, ...(sigma && { sigma: rate.map((value) => noise * value) }) },
      process: { values: new Float64Array(points.length).fill(process) },
      larmor: { values: Float64Array.from(points, (p) => p.frequency) },
      lock: undefined,
    },
  };
}
const range = (from: number, to: number, n: number): number[] => Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
const minimum = (fit: Fit | undefined): { value: number; u: number } =>
  ((fit as Fit).derived as { T_min: { value: number; u: number }[] }).T_min[0] as { value: number; u: number };
const T13 = range(253, 493, 13);

describe('nmr bpp', () => {
  it('gives the stated tau0 and Ea back, T_min 335.2 K and D_local(333 K) 3.86e-7 cm2/s', async () => {
    const { outcome } = await run(bpp, series({ T: [...T13, 333] }), { jump: 3.87e-10, nucleus: '7Li' });
    const fit = outcome.fits[0];
    expect(fit?.params['tau0']?.value).toBeCloseTo(LLTO.tau0, 15);
    expect((fit?.params['Ea']?.value as number) / LLTO.Ea).toBeCloseTo(1, 6);
    expect(minimum(fit).value).toBeCloseTo(335.2, 1);
    const record = outcome.records.find((entry) => entry.T === 333);
    expect((record?.value as number) * 1e4).toBeCloseTo(3.858e-7, 10);
    expect(record).toMatchObject({
      kind: 'D_local',
      region: 'local',
      ion: { element: 'Li', isotope: 7, z: 1 },
      sample: { id: 'S' },
      direction: { type: 'mean', d: 3 },
    });
  });

  it('says that records without an ion are refused by compare, with a nucleus or without records not', async () => {
    const said = async (options: Readonly<Record<string, unknown>>): Promise<string | undefined> =>
      (await run(bpp, series({ T: T13 }), options)).ctx.diagnostics.find(({ code }) => code === 'nmr/ion')?.message;
    expect(await said({ jump: 3.87e-10 })).toMatch(/compare.*--nucleus 7Li/);
    expect(await said({ jump: 3.87e-10, nucleus: '13C' })).toMatch(/13C.*--nucleus 7Li/);
    expect(await said({ jump: 3.87e-10, nucleus: '7Li' })).toBeUndefined();
    expect(await said({})).toBeUndefined();
    await expect(run(bpp, series({ T: T13 }), { nucleus: '9Xx' })).rejects.toMatchObject({ code: 'nmr/nucleus', kind: 'usage' });
  });

  it('gives 5.79e-7 and 1.157e-6 cm2/s in two and one dimension, and half with a residence factor of 2', async () => {
    const at = async (options: object): Promise<number> =>
      ((await run(bpp, series({ T: [...T13, 333] }), { jump: 3.87e-10, ...options })).outcome.records.find((r) => r.T === 333)
        ?.value as number) * 1e4;
    expect(await at({ dimension: 2 })).toBeCloseTo(5.787e-7, 10);
    expect(await at({ dimension: 1 })).toBeCloseTo(1.1574e-6, 9);
    expect(await at({ 'residence-factor': 2 })).toBeCloseTo(3.858e-7 / 2, 10);
    expect(await at({ 'correlation-factor': 0.65 })).toBeCloseTo(3.858e-7 * 0.65, 10);
  });

  it.each([
    ['stated', true],
    ['unknown', false],
  ] as const)(
    'covers tau0, Ea, T_min and D_local with its intervals of 95 per cent, uncertainties %s',
    async (_, stated) => {
      const sets = slow ? 4000 : 80;
      const coverage = new Coverage(`BPP, uncertainties ${stated ? 'stated' : 'unknown'}`, sets);
      for (let seed = 1; seed <= sets; seed++) {
        const { outcome } = await run(bpp, series({ T: T13, noise: 0.02, seed }, stated), { jump: 3.87e-10 });
        const fit = outcome.fits[0] as Fit;
        const quantile = stated ? 1.959964 : studentTQuantile(0.975, fit.dof);
        const within = (p: { value: number | null; u: number | null } | undefined, truth: number): boolean =>
          Math.abs(((p?.value as number) - truth) / (p?.u as number)) < quantile;
        coverage.add('tau0', within(fit.params['tau0'], LLTO.tau0));
        coverage.add('Ea', within(fit.params['Ea'], LLTO.Ea));
        coverage.add('T_min', within(minimum(fit), LLTO.Ea / (R * Math.log(0.61579515 / (2 * Math.PI * 155.4e6 * LLTO.tau0)))));
        const record = outcome.records[4];
        const truth = 3.87e-10 ** 2 / (6 * correlationTime(LLTO.tau0, LLTO.Ea, record?.T as number));
        coverage.add('D_local', Math.abs(Math.log((record?.value as number) / truth)) < quantile * (record?.u as number));
        expect(fit.converged).toBe(true);
      }
      coverage.check();
    },
    300_000,
  );

  it('says that one flank determines neither tau0 nor C, but Ea, and gives no D_local', async () => {
    const { outcome, ctx } = await run(bpp, series({ T: range(600, 900, 10), larmor: [20e6], noise: 0.02 }), { jump: 3.87e-10 });
    const { params, derived } = outcome.fits[0] as (typeof outcome.fits)[number];
    expect(params['tau0']?.value).toBeNull();
    expect(params['C']?.value).toBeNull();
    expect(outcome.records).toHaveLength(0);
    expect(ctx.codes()).toContain('nmr/not-identifiable');
    expect(derived?.['T_min']).toEqual([{ larmor: 20e6, value: null, u: null }]);
  });

  it('separates tau0 and C on the cold flank by nothing but the maximum: two fields across it give all three', async () => {
    const { outcome, ctx } = await run(bpp, series({ T: range(253, 493, 9), larmor: [50e6, 300e6], noise: 0.02 }));
    expect(ctx.codes()).not.toContain('nmr/not-identifiable');
    const minima = outcome.fits[0]?.derived?.['T_min'] as { larmor: number; value: number }[];
    expect(minima.map((minimum) => minimum.larmor)).toEqual([50e6, 300e6]);
    expect((minima[0]?.value as number) < (minima[1]?.value as number)).toBe(true);
  });

  it.each([
    ['bpp-asymmetric', 0.6],
    ['cole-davidson', 0.5],
  ] as const)('recovers %s with its exponent and tells it from plain BPP', async (form, beta) => {
    const { outcome } = await run(bpp, series({ T: range(150, 900, 40), noise: 0.002, form, beta }), { model: 'auto' });
    const fit = outcome.fits.find((entry) => entry.model === `nmr/${form}`);
    expect(Math.abs(((fit?.params['beta']?.value as number) - beta) / (fit?.params['beta']?.u as number))).toBeLessThan(4);
    expect(outcome.fits[0]?.model).toBe(`nmr/${form}`);
    expect(outcome.alternatives?.map((entry) => entry.model)).toContain('nmr/bpp');
    expect(outcome.alternatives?.[0]?.dAICc).toBe(0);
  });

  it('puts the minimum of two-dimensional motion at omega tau = 0.307', async () => {
    const { outcome } = await run(bpp, series({ T: range(200, 900, 25), form: 'richards-2d' }), { model: 'richards-2d' });
    const T = minimum(outcome.fits[0]).value;
    expect(2 * Math.PI * 155.4e6 * correlationTime(LLTO.tau0, LLTO.Ea, T)).toBeCloseTo(0.307, 3);
  });

  it('fits T1 and T2 together with one C', async () => {
    const [a, b] = [series({ T: T13 }), series({ T: T13, process: 2 })];
    const join = (name: 'temperature' | 'rate' | 'process' | 'larmor'): { values: Float64Array } => ({
      values: Float64Array.of(...(a.variables[name]?.values ?? []), ...(b.variables[name]?.values ?? [])),
    });
    const both = {
      ...a,
      size: { point: 26 },
      variables: { temperature: join('temperature'), rate: join('rate'), process: join('process'), larmor: join('larmor') },
    };
    const { outcome } = await run(bpp, both);
    expect((outcome.fits[0]?.params['C']?.value as number) / LLTO.C).toBeCloseTo(1, 6);
  });

  it('warns of an attempt frequency no lattice has', async () => {
    const { outcome, ctx } = await run(bpp, series({ T: T13 }), { jump: 3.87e-10 });
    expect(ctx.codes()).toContain('nmr/attempt-frequency');
    expect(outcome.records[0]?.model.flags).toContain('attempt-frequency');
  });

  it('asks for the Larmor frequency where there is none', async () => {
    const data = series({ T: T13 });
    const { larmor: _, ...variables } = data.variables;
    await expect(run(bpp, { ...data, variables } as Dataset)).rejects.toMatchObject({ code: 'nmr/larmor', kind: 'usage' });
  });

  it('scales the uncertainties by the scatter where none are stated', async () => {
    const { outcome } = await run(bpp, series({ T: T13, noise: 0.02 }, false), { jump: 3.87e-10 });
    expect(outcome.records[0]?.nu).toBe(10);
    expect(outcome.fits[0]?.reducedChi2).toBeLessThan(0.01);
  });
});
