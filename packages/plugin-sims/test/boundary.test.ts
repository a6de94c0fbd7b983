import type { Fit, FitParam } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { boundaryAnalysis } from '../src/analysis/boundary.ts';
import { permeance } from '../src/boundary/permeance.ts';
import { codes, collectingContext, runAnalysis } from './helpers.ts';
import { solveGrainRow } from './finite-volume.ts';
import { simulateProfile } from './simulate-profile.ts';

const [D, P, STEP, TIME] = [2.412e-12, 2.39e-8, 1e-6, 212_400];
const BASE = {
  boundary: '',
  'D-bulk': undefined,
  'D-eff': undefined,
  'gb-width': 5e-10,
  tracer: '',
  matrix: '',
  'dead-time': undefined,
  line: '',
  width: 1,
  origin: 0,
} as const;
type Options = Partial<Record<keyof typeof BASE, string | number | undefined>>;

interface Row {
  readonly depth: Float64Array;
  readonly fraction: (x: number) => number;
  readonly boundaries: readonly number[];
  readonly effective: number;
}

/** A window of a deep row of grains after 59 h, from finite volumes: its boundaries in micrometres. */
function grains(size: number, from: number, to: number, smear = 0): Row {
  const all = Array.from({ length: Math.floor(2999 / size) }, (_, i) => size * (i + 1));
  const c = solveGrainRow({ cells: 3000, step: STEP, diffusivity: D, permeance: P, boundaries: all, time: TIME });
  return {
    depth: Float64Array.from({ length: to - from }, (_, i) => (from + i + 0.5) * STEP),
    fraction: (x) => 0.0759 + 0.8741 * seen(c, Math.floor(x / STEP), smear),
    boundaries: all.filter((b) => b > from + 5 && b < to - 5),
    effective: 1 / (1 / D + 1 / (P * size * STEP)),
  };
}
/** What a beam sees that is Gaussian with this standard deviation in cells. */
function seen(c: Float64Array, at: number, smear: number): number {
  if (smear === 0) return c[at] as number;
  let [sum, weight] = [0, 0];
  for (let k = -6; k <= 6; k++) {
    const w = Math.exp(-0.5 * (k / smear) ** 2);
    sum += w * (c[at + k] as number);
    weight += w;
  }
  return sum / weight;
}

const run = async (row: Row, counts: number, seed: number, options: Options) => {
  const ctx = collectingContext();
  const out = await runAnalysis(boundaryAnalysis, simulateProfile(row.depth, row.fraction, counts, seed), { ...BASE, ...options }, ctx);
  return { out, ctx };
};
const params = (fit: Fit | undefined): Record<string, FitParam> => fit?.params as Record<string, FitParam>;
const list = (boundaries: readonly number[]): string => boundaries.map((b) => `${b}um`).join('\n');

/** Mean of ln(P/true), its root mean square in units of u, and the part of 95 % intervals that hold the truth. */
async function statistics(
  row: Row,
  counts: number,
  runs: number,
  options: Options,
): Promise<{ bias: number; rms: number; covered: number; n: number }> {
  let [n, sum, squares, hits] = [0, 0, 0, 0];
  for (let seed = 0; seed < runs; seed++) {
    const { out } = await run(row, counts, seed, options);
    for (const fit of out.fits) {
      const found = params(fit)['P'] as FitParam;
      if (found.bound !== null) continue;
      const error = Math.log((found.value as number) / P);
      const z = error / ((found.u as number) / (found.value as number));
      n++;
      sum += error;
      squares += z * z;
      if (Math.abs(z) < 1.96) hits++;
    }
  }
  return { bias: sum / n, rms: Math.sqrt(squares / n), covered: hits / n, n };
}

describe('permeance of resistive boundaries, from finite volumes', () => {
  const fine = grains(20, 100, 350);
  const coarse = grains(100, 100, 500);

  it('is recovered from the gradient inside the grains', async () => {
    const { bias, rms, covered } = await statistics(coarse, 1e5, 30, { 'D-bulk': D, boundary: list(coarse.boundaries) });
    expect(Math.abs(bias)).toBeLessThan(0.03);
    expect(rms).toBeLessThan(1.35);
    expect(covered).toBeGreaterThan(0.88);
  });

  it('is recovered from the gradient over many grains', async () => {
    const { bias, rms, covered } = await statistics(fine, 1e5, 20, { 'D-eff': fine.effective, boundary: list(fine.boundaries) });
    expect(Math.abs(bias)).toBeLessThan(0.015);
    expect(rms).toBeLessThan(1.25);
    expect(covered).toBeGreaterThan(0.9);
  });

  it('is recovered where the beam smears each step over several rows', async () => {
    const smeared = grains(20, 100, 350, 1);
    for (const options of [{ 'D-bulk': D }, { 'D-eff': smeared.effective }]) {
      const { bias, rms, covered } = await statistics(smeared, 1e6, 15, { ...options, boundary: list(smeared.boundaries) });
      // u(ln P) of one boundary is 0.15 with --D-bulk: what is left of the smear stays well within it
      expect(Math.abs(bias)).toBeLessThan(0.07);
      expect(rms).toBeLessThan(1.3);
      expect(covered).toBeGreaterThan(0.88);
    }
  });

  it('is recovered in large grains, where the profile bends', async () => {
    const large = grains(400, 100, 1300);
    const { bias, rms } = await statistics(large, 1e6, 15, { 'D-bulk': D, boundary: list(large.boundaries) });
    expect(Math.abs(bias)).toBeLessThan(0.004);
    expect(rms).toBeLessThan(1.3);
  });

  it('is recovered where the other boundaries of the profile are not named', async () => {
    const one = fine.boundaries[5] as number;
    for (const options of [{ 'D-bulk': D }, { 'D-eff': fine.effective }]) {
      const { rms, covered } = await statistics(fine, 1e6, 30, { ...options, boundary: `${one}um` });
      expect(rms).toBeLessThan(1.5);
      expect(covered).toBeGreaterThan(0.83);
    }
  });

  it('does not depend on the width of the boundary, and D_gb is P times the width', async () => {
    const options = { 'D-bulk': D, boundary: list(coarse.boundaries) };
    const found = await Promise.all([2e-10, 5e-9].map(async (width) => (await run(coarse, 1e5, 1, { ...options, 'gb-width': width })).out));
    const [thin, wide] = found.map((out) => params(out.fits[0]));
    expect(wide?.['P']).toEqual(thin?.['P']);
    expect((wide?.['D_gb']?.value as number) / (thin?.['D_gb']?.value as number)).toBeCloseTo(25, 9);
    expect(thin?.['D_gb']?.value).toBeCloseTo((thin?.['P']?.value as number) * 2e-10, 25);
  });

  it('gives one fit and one record per boundary, in order of position', async () => {
    const { out, ctx } = await run(coarse, 1e5, 2, { 'D-bulk': D, boundary: '400um\n200um\n300um' });
    expect(out.fits.map((f) => params(f)['position']?.value)).toEqual([2e-4, 3e-4, 4e-4].map((v) => expect.closeTo(v, 12) as number));
    expect(out.fits[0]?.model).toBe('sims/boundary');
    expect(params(out.fits[0])['step']?.value).toBeGreaterThan(0);
    expect(params(out.fits[0])['gradient']?.value).toBeLessThan(0);
    const [record] = out.records;
    const d = params(out.fits[0])['D_gb'] as FitParam;
    expect(out.records).toHaveLength(3);
    expect(record).toMatchObject({
      kind: 'D_tracer',
      region: 'gb',
      value: d.value,
      T: 295.15,
      ion: { isotope: 6 },
      model: { fixed: { gb_width: 5e-10 } },
    });
    expect(record?.u).toBeCloseTo((d.u as number) / (d.value as number), 12);
    expect(out.figures.map((f) => f.id)).toEqual(['sims-boundary']);
    expect(codes(ctx)).toEqual([]);
  });

  it('is a bound, not a number, where noise hides the gradient inside a grain', async () => {
    let [bounds, wrong] = [0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const { out, ctx } = await run(fine, 3000, seed, { 'D-bulk': D, boundary: list(fine.boundaries) });
      for (const fit of out.fits) {
        const found = params(fit)['P'] as FitParam;
        if (found.bound === null) continue;
        bounds++;
        expect(found.u).toBeNull();
        expect(ctx.diagnostics.some((d) => d.code === 'sims/bound' && d.gate)).toBe(true);
        if ((found.bound === 'upper' && (found.value as number) < P) || (found.bound === 'lower' && (found.value as number) > P)) wrong++;
      }
    }
    expect(bounds).toBeGreaterThan(40);
    expect(wrong / bounds).toBeLessThan(0.12);
  });

  it('warns where the profile spans too few grains for a gradient over many', async () => {
    const { ctx } = await run(coarse, 1e5, 1, { 'D-eff': coarse.effective, boundary: '300um' });
    expect(codes(ctx)).toContain('sims/few-grains');
  });

  it('wants exactly one diffusion coefficient, and boundaries inside of the profile', async () => {
    const at = (options: Options) => run(coarse, 1e4, 1, options);
    await expect(at({ boundary: '300um' })).rejects.toMatchObject({ kind: 'usage' });
    await expect(at({ boundary: '300um', 'D-bulk': D, 'D-eff': D })).rejects.toMatchObject({ kind: 'usage' });
    await expect(at({ boundary: '900um', 'D-bulk': D })).rejects.toMatchObject({ kind: 'usage', code: 'sims/boundary-outside' });
    await expect(at({ boundary: '', 'D-bulk': D })).rejects.toMatchObject({ kind: 'usage' });
    await expect(at({ boundary: '300', 'D-bulk': D })).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('permeance()', () => {
  it('follows the covariance of step and gradient', () => {
    const alone = permeance(1e-12, -200, 0.02, 100, 1e-6, 0);
    expect(alone.value).toBeCloseTo(1e-8, 20);
    expect(alone.uLn).toBeCloseTo(Math.sqrt(0.05 ** 2 + 0.05 ** 2), 12);
    expect(permeance(1e-12, -200, 0.02, 100, 1e-6, -0.01).uLn).toBeCloseTo(0, 12);
    expect(permeance(1e-12, -200, 0.02, 100, 1e-6, 0.01).uLn).toBeCloseTo(0.1, 12);
  });

  it('is the same for a profile that rises', () => {
    expect(permeance(1e-12, 200, -0.02, 100, 1e-6, 0)).toEqual(permeance(1e-12, -200, 0.02, 100, 1e-6, 0));
    expect(permeance(1e-12, 2000, -1e-4, 100, 1e-6, 0)).toEqual(permeance(1e-12, -2000, 1e-4, 100, 1e-6, 0));
  });

  it('is a lower bound for a step that may be zero, whatever its sign', () => {
    for (const step of [5e-4, 0, -5e-4]) {
      const found = permeance(1e-12, -2000, step, 100, 1e-6, 0);
      expect(found).toMatchObject({ bound: 'lower', uLn: null });
      expect(found.value).toBeCloseTo(2e-9 / (step + 1.645e-3), 7);
    }
  });

  it('is an upper bound for a gradient that may be zero', () => {
    const found = permeance(1e-12, -10, 0.02, 100 ** 2, 1e-8, 0);
    expect(found).toMatchObject({ bound: 'upper' });
    expect(found.value).toBeCloseTo((1e-12 * (10 + 164.5)) / 0.02, 10);
  });

  it('is nothing where neither is known, or they contradict each other', () => {
    expect(permeance(1e-12, -10, 1e-5, 1e4, 1e-6, 0)).toEqual({ value: null, uLn: null, bound: 'none' });
    expect(permeance(1e-12, 2000, 0.02, 100, 1e-6, 0)).toEqual({ value: null, uLn: null, bound: 'none' });
  });
});
