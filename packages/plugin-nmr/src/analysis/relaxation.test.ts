import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { seededRandom, studentTQuantile } from '@ionwalk/core/fit';
import { Coverage, slow } from '../../test/support/coverage.ts';
import { run } from '../../test/support/run-analysis.ts';
import { Recovery } from '../kinds.ts';
import { relaxation } from './relaxation.ts';

const geometric = (from: number, to: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => from * (to / from) ** (i / (n - 1)));
function curve(delays: readonly number[], signal: (t: number) => number, noise = 0, seed = 1, stated = false): Dataset<typeof Recovery> {
  const random = seededRandom(seed);
  const values = Float64Array.from(delays, (t) => signal(t) + noise * random.normal());
  return {
    kind: Recovery.id,
    title: 'simulated',
    size: { point: delays.length },
    conditions: { temperature: 300 },
    meta: {},
    variables: { delay: { values: Float64Array.from(delays) }, signal: { values, ...(stated && { sigma: values.map(() => noise) }) } },
  };
}
const inversion =
  (T1: number, a = 1.85) =>
  (t: number): number =>
    100 * (1 - a * Math.exp(-t / T1));
const decay =
  (T: number, beta = 1) =>
  (t: number): number =>
    100 * Math.exp(-((t / T) ** beta));

describe('nmr relaxation', () => {
  it.each([
    ['T1-ir', inversion(0.8), 'T1', 0.8],
    ['T1-sr', inversion(0.8, 0.9), 'T1', 0.8],
    ['T2', decay(0.05), 'T2', 0.05],
    ['T1rho', decay(0.05), 'T1rho', 0.05],
  ] as const)('names the time of %s and recovers it', async (kind, signal, name, truth) => {
    const { outcome } = await run(relaxation, curve(geometric(truth / 100, truth * 6, 16), signal, 0.5), { kind });
    expect(outcome.fits[0]?.model).toBe('nmr/mono');
    const param = outcome.fits[0]?.params[name];
    expect(Math.abs((param?.value as number) - truth) / (param?.u as number)).toBeLessThan(4);
    expect(outcome.records).toEqual([]);
    expect(outcome.tables?.[0]?.columns[1]?.values[0]).toBe(param?.value);
  });

  it.each([
    ['T1-ir', 'mono', inversion(0.8), 0.8, { T1: 0.8, a: 1.85, M0: 100 }],
    ['T1-sr', 'mono', inversion(0.8, 0.9), 0.8, { T1: 0.8, a: 0.9, M0: 100 }],
    ['T2', 'mono', decay(0.05), 0.05, { T2: 0.05, M0: 100 }],
    ['T1rho', 'stretched', decay(0.05, 0.6), 0.05, { T1rho: 0.05, beta: 0.6, M0: 100 }],
  ] as const)(
    'covers the parameters of %s, %s, with their intervals of 95 per cent',
    async (kind, model, signal, scale, truth) => {
      const sets = slow ? 4000 : 60;
      const coverage = new Coverage(`${kind}, ${model}`, sets);
      for (let seed = 1; seed <= sets; seed++) {
        const { outcome } = await run(relaxation, curve(geometric(scale / 150, 6 * scale, 14), signal, 1.5, seed), { kind, model });
        const { params, dof } = outcome.fits[0] as (typeof outcome.fits)[number];
        const t = studentTQuantile(0.975, dof);
        for (const [name, expected] of Object.entries(truth)) {
          const param = params[name];
          coverage.add(name, Math.abs((param?.value as number) - expected) < t * (param?.u as number));
        }
      }
      coverage.check();
    },
    300_000,
  );

  it('recognises an inversion recovery without a sign and fits its magnitude', async () => {
    const { outcome, ctx } = await run(
      relaxation,
      curve(geometric(0.01, 5, 16), (t) => Math.abs(inversion(0.8)(t)), 0.5),
      { kind: 'T1-ir', model: 'mono' },
    );
    expect(ctx.codes()).toContain('nmr/magnitude');
    const { T1, a } = (outcome.fits[0] as (typeof outcome.fits)[number]).params as Record<string, { value: number; u: number }>;
    expect(Math.abs((T1?.value as number) - 0.8) / (T1?.u as number)).toBeLessThan(4);
    expect(a?.value).toBeCloseTo(1.85, 1);
  });

  it('does not take a signed recovery, or one that starts above zero, for a magnitude', async () => {
    for (const signal of [inversion(0.8), inversion(0.8, 0.7)]) {
      const { ctx } = await run(relaxation, curve(geometric(0.01, 5, 16), signal, 0.5), { kind: 'T1-ir' });
      expect(ctx.codes()).not.toContain('nmr/magnitude');
    }
  });

  it('tells a stretched decay from one exponential and reports the mean time beside T', async () => {
    const { outcome } = await run(relaxation, curve(geometric(1e-4, 0.5, 30), decay(0.02, 0.5), 0.5), { kind: 'T1rho' });
    const fit = outcome.fits[0];
    expect(fit?.model).toBe('nmr/stretched');
    expect(Math.abs((fit?.params['beta']?.value as number) - 0.5) / (fit?.params['beta']?.u as number)).toBeLessThan(4);
    // Γ(2)/0.5 = 2
    expect(fit?.params['T1rhomean']).toMatchObject({ derived: true });
    expect((fit?.params['T1rhomean']?.value as number) / (fit?.params['T1rho']?.value as number)).toBeCloseTo(2, 0);
    expect(fit?.correlation).toHaveLength(3);
  });

  it('puts the fast one of two components first', async () => {
    const { outcome } = await run(
      relaxation,
      curve(geometric(1e-4, 0.5, 30), (t) => 30 * Math.exp(-t / 0.002) + 70 * Math.exp(-t / 0.06), 0.2),
      { kind: 'T2', model: 'two-component' },
    );
    const { T2fast, T2slow, fraction } = (outcome.fits[0] as (typeof outcome.fits)[number]).params as Record<
      string,
      { value: number; u: number }
    >;
    expect(Math.abs((T2fast?.value as number) - 0.002) / (T2fast?.u as number)).toBeLessThan(4);
    expect(Math.abs((T2slow?.value as number) - 0.06) / (T2slow?.u as number)).toBeLessThan(4);
    expect(fraction?.value).toBeCloseTo(0.3, 1);
  });

  it('gives no value, or a bound, where the longest delay is far too short', async () => {
    const { outcome, ctx } = await run(relaxation, curve(geometric(1e-4, 0.02, 12), inversion(0.8), 1), { kind: 'T1-ir', model: 'mono' });
    const T1 = outcome.fits[0]?.params['T1'];
    expect(T1?.bound === 'lower' || T1?.value === null || (T1?.u as number) >= (T1?.value as number)).toBe(true);
    expect(ctx.codes().some((code) => code === 'nmr/bound' || code === 'nmr/not-identifiable')).toBe(true);
  });

  it('says that a decay rises beyond its noise, and is silent about noise', async () => {
    const times = geometric(1e-3, 0.2, 20);
    const odd = await run(
      relaxation,
      curve(times, (t) => decay(0.05)(t) * (1 + (t > 0.009 && t < 0.012 ? -0.4 : 0)), 0.5, 1, true),
      { kind: 'T2' },
    );
    expect(odd.ctx.codes()).toContain('nmr/not-monotone');
    for (let seed = 1; seed <= 20; seed++) {
      const { ctx } = await run(relaxation, curve(times, decay(0.05), 0.5, seed), { kind: 'T2', model: 'mono' });
      expect(ctx.codes()).not.toContain('nmr/not-monotone');
    }
  });

  it('keeps stated uncertainties and gates what they do not allow', async () => {
    const { ctx } = await run(relaxation, curve(geometric(1e-4, 0.5, 30), decay(0.02, 0.5), 0.5, 1, true), { kind: 'T2', model: 'mono' });
    expect(ctx.diagnostics.find(({ code }) => code === 'nmr/poor-fit')?.severity).toBe('error');
  });

  it('asks which experiment it is where nothing says so', async () => {
    await expect(run(relaxation, curve(geometric(0.01, 5, 16), inversion(0.8)))).rejects.toMatchObject({ code: 'nmr/kind', kind: 'usage' });
  });

  it('refuses fewer points than parameters', async () => {
    await expect(run(relaxation, curve([0.1, 0.2], inversion(0.8)), { kind: 'T1-ir' })).rejects.toMatchObject({
      code: 'nmr/too-few-points',
    });
  });
});
