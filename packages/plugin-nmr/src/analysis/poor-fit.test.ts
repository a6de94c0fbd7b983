import { describe, expect, it } from 'vitest';
import type { Dataset, Outcome } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { TestContext } from '@ionwalk/testkit';
import { run } from '../../test/support/run-analysis.ts';
import { Arrayed, EchoDecay, Recovery, NO_DIRECTION } from '../kinds.ts';
import { diffusion } from './diffusion.ts';
import { relaxation } from './relaxation.ts';
import { residualPart } from './residual-part.ts';

const common = { title: 'simulated', conditions: { temperature: 300 }, meta: { nucleus: '7Li' } };
const gates = (ctx: TestContext): string[] => ctx.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
const grid = (n: number, f: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f(i));

function decay(b: Float64Array, signal: (i: number) => number, sigma?: number): Dataset<typeof EchoDecay> {
  const values = b.map((_, i) => signal(i));
  return {
    kind: EchoDecay.id,
    ...common,
    size: { point: b.length },
    variables: {
      ...NO_DIRECTION,
      b: { values: b },
      signal: { values, ...(sigma !== undefined && { sigma: values.map(() => sigma), relativeSigma: true }) },
    },
  };
}
function curve(delays: Float64Array, signal: (t: number) => number): Dataset<typeof Recovery> {
  const values = delays.map((t) => signal(t));
  return {
    kind: Recovery.id,
    ...common,
    size: { point: delays.length },
    variables: { delay: { values: delays }, signal: { values } },
  };
}
const delays = grid(20, (i) => 1e-3 * 500 ** (i / 19));

describe('a fit that is none', () => {
  it('fails the gate nmr/poor-fit where b wraps around, with the noise of spectra and without any', async () => {
    for (const sigma of [undefined, 1e-3]) {
      const b = grid(16, (i) => 1e10 * (1 + 4 * (i % 8)));
      const { outcome, ctx } = await run(
        diffusion,
        decay(b, (i) => Math.exp(-0.25 * i), sigma),
      );
      for (const record of outcome.records) expect(record.model.flags).toContain('poor-fit');
      expect(gates(ctx)).toContain('nmr/poor-fit');
      expect(ctx.diagnostics.find(({ code }) => code === 'nmr/poor-fit')?.message).toMatch(/--kind|--model/);
    }
  });

  it('only warns of residuals above the noise of spectra that are a few per cent, and passes noise of 3 % and decays hardly begun', async () => {
    const random = seededRandom(3);
    const b = grid(16, (i) => 1e10 * (1 + 2 * i));
    const noise = grid(16, () => 0.03 * random.normal());
    const exponential = (i: number): number => Math.exp(-(b[i] as number) * 1e-11) + (noise[i] as number);
    const known = await run(diffusion, decay(b, exponential, 1e-4), { model: 'stejskal-tanner' });
    expect(known.ctx.diagnostics.find(({ code }) => code === 'nmr/poor-fit')?.severity).toBe('warning');
    const unknown = await run(diffusion, decay(b, exponential), { model: 'stejskal-tanner' });
    expect(unknown.ctx.codes()).not.toContain('nmr/poor-fit');
    const slow = await run(
      diffusion,
      decay(b, (i) => Math.exp(-(b[i] as number) * 4e-13) + (noise[i] as number) / 3),
      { model: 'stejskal-tanner' },
    );
    expect(slow.ctx.codes()).not.toContain('nmr/poor-fit');
  });

  it('passes residuals of any size that are the noise of the spectra', async () => {
    const random = seededRandom(5);
    const b = grid(24, (i) => 1e10 * (1 + i));
    const { ctx } = await run(
      diffusion,
      decay(b, (i) => Math.exp(-(b[i] as number) * 1e-11) + 0.1 * random.normal(), 0.1),
      { model: 'stejskal-tanner' },
    );
    expect(ctx.codes()).not.toContain('nmr/poor-fit');
  });

  it('fails the gate where a decay is read as a recovery, and where a recovery is read as a decay', async () => {
    const fall = (t: number): number => 100 * Math.exp(-Math.sqrt(t / 0.013)) + 0.3 * Math.sin(1e6 * t);
    for (const kind of ['T1-sr', 'T1-ir'])
      expect(gates((await run(relaxation, curve(delays, fall), { kind, model: 'mono' })).ctx)).toContain('nmr/not-identifiable');
    const rise = (t: number): number => 100 * (1 - 2 * Math.exp(-t / 0.05)) + Math.sin(1e6 * t);
    expect(gates((await run(relaxation, curve(delays, rise), { kind: 'T2', model: 'mono' })).ctx)).toContain('nmr/poor-fit');
    expect(gates((await run(relaxation, curve(delays, rise), { kind: 'T1-ir', model: 'mono' })).ctx)).toEqual([]);
  });

  it('fails the gate where M0 or S0 is negative', async () => {
    const turned = (t: number): number => -100 * (1 - 2 * Math.exp(-t / 0.05)) + Math.sin(1e6 * t);
    const { ctx } = await run(relaxation, curve(delays, turned), { kind: 'T1-ir', model: 'mono' });
    expect(ctx.diagnostics.find(({ code }) => code === 'nmr/not-identifiable')?.message).toContain('M0');
    const b = grid(16, (i) => 1e10 * i);
    const { ctx: echo } = await run(
      diffusion,
      decay(b, (i) => -Math.exp(-0.2 * i) + 1e-3 * Math.sin(1e6 * i)),
      { model: 'stejskal-tanner' },
    );
    expect(echo.diagnostics.find(({ code }) => code === 'nmr/not-identifiable')?.message).toContain('S0');
  });

  it('measures residuals by the span with zero, without overflow, and 0 without signal', () => {
    expect(residualPart({ values: Float64Array.of(1, 0.9) }, [0.9, 1])).toBeCloseTo(0.1, 12);
    expect(residualPart({ values: Float64Array.of(-1e200, 1e200) }, [-1e200, 0])).toBeCloseTo(Math.SQRT1_2 / 2, 12);
    expect(residualPart({ values: new Float64Array(3) }, [0, 0, 0])).toBe(0);
  });
});

describe('stated b-values', () => {
  const g = grid(16, (i) => (i + 1) / 4);
  const rows = (meta: object): Dataset<typeof Arrayed> => {
    const words = { values: grid(16 * 64, (k) => (k % 64 < 40 ? 1e6 * Math.exp(-0.01 * ((k >> 6) + 1) ** 2 - 0.1 * (k % 64)) : 0)) };
    return {
      kind: Arrayed.id,
      ...common,
      size: { step: 16, time: 64 },
      meta: {
        ...common.meta,
        spectralWidth: 1e4,
        groupDelay: 0,
        arrayUnit: 'T/m',
        arrayName: 'difflist',
        delta: 2e-3,
        Delta: 0.1,
        ...meta,
      },
      variables: { time: { values: grid(64, (i) => i / 1e4) }, step: { values: g }, re: words, im: { values: new Float64Array(16 * 64) } },
    };
  };
  const run1 = async (meta: object, options: object = {}): Promise<{ outcome: Outcome; ctx: TestContext }> =>
    run(diffusion, rows(meta), { model: 'stejskal-tanner', ...options });
  const b = async (): Promise<number[]> =>
    (await run1({})).outcome.tables?.[0]?.columns.find(({ name }) => name === 'b')?.values as number[];

  it('are a warning up to a factor 2 and fail the gate beyond, either way', async () => {
    const own = await b();
    for (const [factor, severity] of [
      [1.005, undefined],
      [1.5, 'warning'],
      [0.55, 'warning'],
      [2.5, 'error'],
      [0.4, 'error'],
      [0, 'error'],
    ] as const) {
      const { outcome, ctx } = await run1({ vendorB: own.map((value) => factor * value) });
      expect(ctx.diagnostics.find(({ code }) => code === 'nmr/b-mismatch')?.severity, `factor ${factor}`).toBe(severity);
      expect(outcome.records[0]?.model.flags).toEqual(severity === 'error' ? ['b-mismatch'] : []);
    }
  });

  it('are held against typed gradients, times and nucleus too', async () => {
    const vendorB = await b();
    for (const options of [{ gradients: [...g].map((value) => 10 * value).join(',') }, { delta: 1e-3, nucleus: '6Li' }])
      expect(gates((await run1({ vendorB }, options)).ctx)).toContain('nmr/b-mismatch');
  });
});

describe('the choice of a model', () => {
  it('says why another of lower AICc is not taken, and is silent where the lowest is', async () => {
    let [kept, lowest] = [0, 0];
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const b = grid(16, (i) => 1e10 * (1 + i));
      const { outcome, ctx } = await run(
        diffusion,
        decay(b, (i) => Math.exp(-(b[i] as number) * 2e-11) + 0.01 * random.normal()),
      );
      const others = outcome.alternatives?.slice(1) ?? [];
      const said = ctx.diagnostics.find(({ code }) => code === 'nmr/model-choice');
      if (others.some(({ dAICc }) => dAICc < 0)) {
        kept++;
        expect(said?.severity).toBe('info');
        expect(said?.message).toContain(others[0]?.model.slice(4));
      } else {
        lowest++;
        expect(said).toBeUndefined();
      }
    }
    expect(kept).toBeGreaterThan(0);
    expect(lowest).toBeGreaterThan(0);
  });
});
