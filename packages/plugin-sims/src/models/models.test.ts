import type { Dataset } from '@ionwalk/core';
import { erfc, gaussLegendre } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { solveGrainRow } from '../../test/finite-volume.ts';
import { history } from '../../test/history.ts';
import type { TracerProfile } from '../kinds.ts';
import { PROFILE_MODELS } from '../profile/candidates.ts';
import { blockingSeriesModel } from './blocking-series.ts';
import { countResidual } from './count-residual.ts';
import type { Given } from './given.ts';
import { exchangeShape } from './surface-exchange.ts';
import type { ProfileModel } from './profile-model.ts';

const META = {
  time: 212_400,
  sealed: 1.4e6,
  source: null,
  background: null,
  thickness: 3e-3,
  grainSize: 2e-4,
  bulkDiffusivity: null,
  sourceWidth: 5e-4,
  interface: 7e-4,
  boundaryWidth: 2e-9,
};
const POINT: Record<string, Record<string, number>> = {
  erfc: { D: 4e-13, source: 0.9, background: 0.08 },
  'surface-exchange': { D: 4e-13, k: 2e-9, source: 0.9, background: 0.08 },
  'thin-film': { D: 4e-13, M: 2e-4, background: 0.08 },
  sheet: { D: 1.2e-12, source: 0.9, background: 0.08 },
  'two-step': { D: 4e-13, source: 0.9, background: 0.08 },
  'extended-source': { D: 4e-13, source: 0.9, background: 0.08 },
  'sheet-exchange': { D: 1.2e-12, k: 1e-9, source: 0.9, background: 0.08 },
  couple: { D: 4e-14, D2: 1e-13, source: 0.9, background: 0.08 },
  interface: { D: 8e-14, P: 3e-10, source: 0.9, background: 0.08 },
  whipple: { D: 4e-14, sdD_gb: 1e-15, density: 900, source: 0.9, background: 0.08 },
  suzuoka: { D: 4e-14, sdD_gb: 1e-15, density: 900, M: 6e-5, background: 0.08 },
  'blocking-series': { P: 3e-9, D_bulk: 2.4e-12, source: 0.9, background: 0.08 },
  'brick-layer': { D: 4e-13, D_bulk: 2.4e-12, source: 0.9, background: 0.08 },
};
const depth = Float64Array.from({ length: 40 }, (_, i) => (i + 0.3) * 4e-5);
const data = (total: number | undefined, meta: Record<string, number | null> = META): Dataset<typeof TracerProfile> => ({
  kind: 'sims/tracer-profile',
  title: 't',
  size: { row: depth.length },
  variables: {
    depth: { values: depth },
    fraction: { values: depth.map((_, i) => 0.5 + 0.4 * Math.cos(0.3 * i)) },
    total: total === undefined ? undefined : { values: new Float64Array(depth.length).fill(total) },
    tracerBackground: undefined,
    matrixBackground: undefined,
  },
  conditions: {},
  meta,
});

describe.each(Object.keys(POINT))('%s', (id) => {
  const model = (id === 'blocking-series' ? blockingSeriesModel : PROFILE_MODELS[id]) as ProfileModel;
  const names = Object.keys(model.params);
  const p = POINT[id] as Record<string, number>;

  it.each([200, undefined])('has the jacobian of its residuals (counts per row: %s)', (total) => {
    const set = data(total);
    const n = depth.length;
    const jacobian = new Float64Array(n * names.length);
    model.jacobian?.(p, set, jacobian);
    names.forEach((name, j) => {
      const h = (p[name] as number) * 1e-5;
      const [up, down] = [new Float64Array(n), new Float64Array(n)];
      model.residuals?.({ ...p, [name]: (p[name] as number) + h }, set, up);
      model.residuals?.({ ...p, [name]: (p[name] as number) - h }, set, down);
      const slopes = up.map((u, i) => (u - (down[i] as number)) / (2 * h));
      const size = slopes.reduce((m, s) => Math.max(m, Math.abs(s)), 0);
      slopes.forEach((s, i) =>
        expect(Math.abs(s - (jacobian[i * names.length + j] as number)) / size, `${name} row ${i}`).toBeLessThan(1e-6),
      );
    });
  });

  it('starts inside of its bounds', () => {
    const set = data(200);
    for (const start of [model.guess(set), ...(model.starts?.(set) ?? [])]) {
      for (const name of names) {
        const param = model.params[name];
        expect(Number.isFinite(start[name])).toBe(true);
        expect(start[name]).toBeGreaterThanOrEqual(param?.min ?? -Infinity);
        expect(start[name]).toBeLessThanOrEqual(param?.max ?? Infinity);
      }
    }
  });

  it('fills every row with a finite number, also at extreme parameters', () => {
    for (const D of [1e-29, 1e-16, 1e-12, 1e-6, 1e-1]) {
      const out = new Float64Array(depth.length).fill(NaN);
      model.residuals?.({ ...p, D }, data(200), out);
      expect(out.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('countResidual', () => {
  const of = (f: number, y: number, n: number): [number, number] => {
    const out = new Float64Array(2);
    countResidual(f, y, n, out);
    return [out[0] as number, out[1] as number];
  };
  it('squares to twice the binomial deviance', () => {
    const [r] = of(0.3, 0.25, 400);
    expect(r * r).toBeCloseTo(2 * (100 * Math.log(0.25 / 0.3) + 300 * Math.log(0.75 / 0.7)), 9);
    expect(of(0.3, 0, 10)[0] ** 2).toBeCloseTo(-20 * Math.log(0.7), 9);
    expect(of(0.3, 1, 10)[0]).toBeLessThan(0);
  });
  it('is smooth through the datum', () => {
    for (const d of [1e-4, 1e-5, 2.2e-6, 2e-6, 1e-8, 0]) {
      const [r, slope] = of(0.3 + d, 0.3, 1e6);
      expect(slope).toBeCloseTo(Math.sqrt(1e6 / 0.21), -1);
      expect(r).toBeCloseTo(d * Math.sqrt(1e6 / 0.21), 2);
    }
  });
  it('is zero for a row without counts, and finite at fractions of 0 and 1', () => {
    expect(of(0.3, NaN, 0)).toEqual([0, 0]);
    for (const f of [-1, 0, 1, 2]) expect(Number.isFinite(of(f, 0.5, 10)[0])).toBe(true);
  });
});

describe('limits and references', () => {
  const out = new Float64Array(4);
  const given = history();
  const unit = { source: 1, background: 0 };
  const c = (id: string, p: Record<string, number>, x: number, more: Partial<Given> = {}): number => {
    const row = new Float64Array(6);
    (PROFILE_MODELS[id] as ProfileModel).profile.row({ ...unit, ...p }, history(more), x, row);
    return row[0] as number;
  };
  const D = 4e-13;
  const L = 2 * Math.sqrt(D * given.time);

  it('surface exchange tends to the constant surface for fast exchange and never overflows', () => {
    for (const z of [0, 0.5, 2, 5, 20]) {
      exchangeShape(D, 1e5, given.time, z * L, out);
      expect(out[0]).toBeCloseTo(erfc(z), 7);
      exchangeShape(D, 1e-25, given.time, z * L, out);
      expect(out.subarray(0, 3).every((v) => Number.isFinite(v) && Math.abs(v) < 1e-10)).toBe(true);
    }
    exchangeShape(D, 40 * Math.sqrt(D / given.time), given.time, 0, out);
    // 1 - erfcx(40), from the asymptotic series of erfcx
    expect(out[0]).toBeCloseTo(1 - (1 / (40 * Math.sqrt(Math.PI))) * (1 - 1 / 3200 + 3 / 3200 ** 2 - 15 / 3200 ** 3), 12);
  });

  it('the two series of the plate agree where they meet', () => {
    const l = 1e-3;
    for (const x of [0, 3e-4, 1e-3, 1.7e-3, 2e-3]) {
      const at = (tau: number): number => c('sheet', { D: (tau * l * l) / given.time }, x, { thickness: 2 * l });
      expect(at(0.3 - 1e-12)).toBeCloseTo(at(0.3 + 1e-12), 10);
    }
  });

  it('the two-step profile is erfc without a second step, keeps its tracer, and spreads', () => {
    expect(c('two-step', { D }, 0.7 * L, { sealed: 0 })).toBeCloseTo(erfc(0.7), 12);
    // int_0^inf erfc(x/2sqrt(D t1)) dx = 2 sqrt(D t1/pi) must be kept
    const { nodes, weights } = gaussLegendre(64);
    for (const then of [1e4, 212_400, 2e6]) {
      const far = 14 * Math.sqrt(D * (given.time + then));
      let mass = 0;
      nodes.forEach(
        (node, i) => (mass += 0.5 * far * (weights[i] as number) * c('two-step', { D }, 0.5 * far * (1 + node), { sealed: then })),
      );
      expect(mass / (2 * Math.sqrt((D * given.time) / Math.PI))).toBeCloseTo(1, 8);
    }
  });

  it('erfc is what finite volumes give', () => {
    const h = 4e-6;
    const row = solveGrainRow({ cells: 1000, step: h, diffusivity: D, permeance: 1, boundaries: [], time: given.time });
    for (const i of [0, 50, 150, 300]) expect(Math.abs((row[i] as number) - c('erfc', { D }, (i + 0.5) * h))).toBeLessThan(1e-4);
  });

  it('the brick layer is what finite volumes give for many grains', () => {
    const [bulk, P, d, h] = [2.412e-12, 2.39e-8, 2e-5, 1e-6];
    const boundaries = Array.from({ length: 149 }, (_, i) => 20 * (i + 1));
    const row = solveGrainRow({ cells: 3000, step: h, diffusivity: bulk, permeance: P, boundaries, time: given.time });
    const eff = 1 / (1 / bulk + 1 / (P * d));
    let worst = 0;
    for (let i = 0; i < 1500; i++)
      worst = Math.max(worst, Math.abs((row[i] as number) - c('brick-layer', { D: eff, D_bulk: bulk }, (i + 0.5) * h, { grainSize: d })));
    expect(worst).toBeLessThan(1e-3);
  });
});
