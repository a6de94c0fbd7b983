import type { FitParam, Outcome } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { profileAnalysis } from '../src/analysis/profile.ts';
import { suzuokaModel } from '../src/models/suzuoka.ts';
import { whippleModel } from '../src/models/whipple.ts';
import { codes, collectingContext, runAnalysis } from './helpers.ts';
import { history } from './history.ts';
import { depths, simulateProfile } from './simulate-profile.ts';

/** An oxide after one hour: sqrt(Dt) 95 nm, boundaries 2 um apart that run 300 times ahead in beta. */
const TIME = 3600;
const D = 2.5e-18;
const L = Math.sqrt(D * TIME);
const PRODUCT = 2 * 300 * D * L;
const P = { D, sdD_gb: PRODUCT, density: 5e5, source: 0.95, background: 0.00205 };
const OPTIONS = {
  model: 'whipple',
  time: TIME,
  tracer: '',
  matrix: '',
  line: '',
  width: 1,
  origin: 0,
  region: 'effective',
  second: 'sealed',
  'then-ratio': 1,
} as const;

const sampleOf = (p: typeof P, seed: number, width = 0) => {
  const row = new Float64Array(6);
  return simulateProfile(
    depths(200, 8e-8),
    (y) => {
      whippleModel.profile.row(p, history({ time: TIME, total: TIME, boundaryWidth: width }), y, row);
      return row[0] as number;
    },
    2e5,
    seed,
  );
};
const run = async (sample: ReturnType<typeof sampleOf>, more: object = {}) => {
  const ctx = collectingContext();
  const out = await runAnalysis(profileAnalysis, sample, { ...OPTIONS, ...more }, ctx);
  return { out, ctx, params: out.fits[0]?.params as Record<string, FitParam> };
};
const derived = (out: Outcome): Record<string, Record<string, unknown>> => out.fits[0]?.derived as never;

describe('profiles with fast boundaries', () => {
  it('give the lattice and the product of a boundary, and say the regime', async () => {
    const { out, ctx, params } = await run(sampleOf(P, 1));
    for (const [name, value] of Object.entries(P)) {
      const { value: found, u } = params[name] as FitParam;
      expect(Math.abs((found as number) - value), name).toBeLessThan(3.5 * (u as number));
      expect((u as number) / value, name).toBeLessThan(0.2);
    }
    expect(out.records.map((r) => r.region)).toEqual(['bulk']);
    expect(params['D_gb']).toBeUndefined();
    expect(ctx.diagnostics.find((d) => d.code === 'sims/harrison')?.message).toMatch(/^regime B: beta (29|30)\d/);
    expect(derived(out)['harrison']).toMatchObject({ regime: 'B', alpha: null });
    const tail = derived(out)['leClaire'] as { value: number; u: number };
    expect(Math.abs(Math.log(tail.value / PRODUCT))).toBeLessThan(0.08);
  });

  it('give D_gb only with the width it is stated for; the product stays', async () => {
    const sample = sampleOf(P, 2);
    const [thin, half, wide] = [await run(sample), await run(sample, { 'gb-width': 5e-10 }), await run(sample, { 'gb-width': 1e-9 })];
    const value = ({ params }: typeof thin, name: string): number => params[name]?.value as number;
    for (const found of [half, wide]) expect(Math.abs(value(found, 'sdD_gb') / value(thin, 'sdD_gb') - 1)).toBeLessThan(0.03);
    expect(value(half, 'D_gb') * 5e-10).toBeCloseTo(value(half, 'sdD_gb'), 30);
    expect(half.out.records.map((r) => r.region)).toEqual(['bulk', 'gb']);
    expect(half.out.records[1]).toMatchObject({ value: value(half, 'D_gb'), model: { fixed: { gb_width: 5e-10 } } });
    expect(half.params['D_gb']).toMatchObject({ derived: true, unit: 'm2/s' });
  });

  it('hold what is known beforehand', async () => {
    const { params } = await run(sampleOf(P, 3), { 'D-bulk': D, 'gb-density': 5e5, source: 0.95 });
    for (const name of ['D', 'density', 'source']) expect(params[name]).toMatchObject({ fixed: true, value: P[name as keyof typeof P] });
    const { params: grains } = await run(sampleOf(P, 3), { 'grain-size': 2e-6 });
    expect(grains['density']).toMatchObject({ fixed: true, value: 5e5 });
  });

  it('are refused as such where neighbouring boundaries merge, and flagged where a boundary is wide', async () => {
    const merged = await run(sampleOf({ ...P, density: 1.5e7, source: 0.1 }, 4), { 'gb-density': 1.5e7 });
    expect(merged.ctx.diagnostics.find((d) => d.code === 'sims/harrison')).toMatchObject({
      gate: true,
      message: expect.stringMatching(/regime A: .*erfc/) as string,
    });
    expect(merged.out.records[0]?.model.flags).toContain('harrison-A');
    expect(derived(merged.out)['leClaire']).toMatchObject({ refused: expect.stringMatching(/not B/) as string });
    const wide = await run(sampleOf(P, 5, 4e-8), { 'gb-width': 4e-8 });
    expect(codes(wide.ctx)).toContain('sims/harrison');
    expect(wide.out.records[0]?.model.flags).toContain('harrison-B-C');
  });

  it('below a film too', async () => {
    const p = { D, sdD_gb: PRODUCT / 10, density: 5e5, M: 8e-8, background: 0.00205 };
    const row = new Float64Array(6);
    const sample = simulateProfile(
      depths(150, 3e-8),
      (y) => {
        suzuokaModel.profile.row(p, history({ time: TIME, total: TIME }), y, row);
        return row[0] as number;
      },
      1e6,
      6,
    );
    const { params } = await run(sample, { model: 'suzuoka', 'gb-density': 5e5 });
    for (const name of ['D', 'sdD_gb', 'M'] as const) {
      expect(Math.abs((params[name]?.value as number) - p[name]), name).toBeLessThan(3.5 * (params[name]?.u as number));
      expect((params[name]?.u as number) / p[name], name).toBeLessThan(0.2);
    }
  });
});
