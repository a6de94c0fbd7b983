import { erfc } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { history } from '../../test/history.ts';
import { PROFILE_MODELS } from '../profile/candidates.ts';
import type { Given } from './given.ts';
import { predictRows } from './predict-rows.ts';
import type { ProfileModel } from './profile-model.ts';
import { withResolution } from './with-resolution.ts';

const TIME = 212_400;
const L = 1e-4;
const D = (L * L) / TIME;
const depth = Float64Array.from({ length: 30 }, (_, i) => (i + 0.5) * 2e-5);
const blurred = (id: string, p: Record<string, number>, given: Partial<Given>): Float64Array => {
  const model = PROFILE_MODELS[id] as ProfileModel;
  const width = 1 + Object.keys(model.params).length;
  const out = new Float64Array(depth.length * width);
  predictRows(model.profile, { source: 1, background: 0, ...p }, history(given), depth, out);
  return depth.map((_, i) => out[i * width] as number);
};
/** The same by the trapezoidal rule on 40 000 steps, cut where there is no material. */
const brute = (
  id: string,
  p: Record<string, number>,
  given: Partial<Given>,
  x: number,
  sigma: number,
  from: number,
  to: number,
): number => {
  const model = PROFILE_MODELS[id] as ProfileModel;
  const row = new Float64Array(1 + Object.keys(model.params).length);
  const [a, b] = [Math.max(from, x - 8 * sigma), Math.min(to, x + 8 * sigma)];
  const n = 40_000;
  let [top, bottom] = [0, 0];
  for (let i = 0; i < n; i++) {
    const y = a + ((b - a) * (i + 0.5)) / n;
    model.profile.row({ source: 1, background: 0, ...p }, history({ ...given, resolution: 0 }), y, row);
    const w = Math.exp(-0.5 * ((y - x) / sigma) ** 2);
    top += w * (row[0] as number);
    bottom += w;
  }
  return top / bottom;
};

describe('blur', () => {
  it.each([0.1, 1, 3])('adds sigma^2 to 2 D t where a couple has material on both sides: sigma = %d sqrt(Dt)', (ratio) => {
    const resolution = ratio * L;
    const at = 3e-4;
    const f = blurred('couple', { D, D2: D }, { interface: at, resolution });
    const wide = 2 * Math.sqrt(L * L + (resolution * resolution) / 2);
    f.forEach((v, i) => expect(Math.abs(v - 0.5 * erfc(((depth[i] as number) - at) / wide)), `row ${i}`).toBeLessThan(1e-9));
  });

  it.each([
    ['erfc', { D }, {}, Infinity],
    ['surface-exchange', { D, k: 1e-9 }, {}, Infinity],
    ['thin-film', { D, M: 5e-5 }, {}, Infinity],
    ['extended-source', { D }, { sourceWidth: 2e-4 }, Infinity],
    ['sheet', { D }, { thickness: 6e-4 }, 6e-4],
    ['brick-layer', { D, D_bulk: 8 * D }, { grainSize: 7e-5 }, Infinity],
    ['whipple', { D: D / 9, sdD_gb: 2e-18, density: 800 }, {}, Infinity],
  ] as const)('is the integral over the material: %s', (id, p, given, to) => {
    for (const sigma of [5e-6, 6e-5]) {
      const f = blurred(id, p, { ...given, resolution: sigma });
      // steps inside of the window limit the reference
      const close = id === 'brick-layer' ? 1e-4 : 2e-8;
      for (const i of [0, 3, 11, 29]) {
        expect(Math.abs((f[i] as number) - brute(id, p, given, depth[i] as number, sigma, 0, to)), `row ${i}`).toBeLessThan(close);
      }
    }
  });

  it('stays right where the profile is much steeper than the resolution', () => {
    const steep = { D: D / 400 };
    const f = blurred('erfc', steep, { resolution: 1e-4 });
    for (const i of [0, 3, 11])
      expect(Math.abs((f[i] as number) - brute('erfc', steep, {}, depth[i] as number, 1e-4, 0, 1))).toBeLessThan(1e-7);
  });

  it('changes nothing where it is far finer than the profile, or zero', () => {
    const plain = blurred('erfc', { D }, {});
    blurred('erfc', { D }, { resolution: 1e-9 }).forEach((v, i) => expect(v).toBeCloseTo(plain[i] as number, 7));
  });

  it.each([
    ['erfc', { D }, {}],
    ['interface', { D, P: 3e-10 }, { interface: 3e-4 }],
    ['brick-layer', { D, D_bulk: 8 * D }, { grainSize: 7e-5 }],
    ['sheet-exchange', { D, k: 1e-9 }, { thickness: 6e-4 }],
  ] as const)('has the slopes of its parameters, its own width among them: %s', (id, own, given) => {
    const model = withResolution(PROFILE_MODELS[id] as ProfileModel);
    const names = Object.keys(model.params);
    const p: Record<string, number> = { ...own, source: 0.9, background: 0.1, resolution: 3e-5 };
    const width = 1 + names.length;
    const at = (q: Record<string, number>): Float64Array => {
      const out = new Float64Array(depth.length * width);
      predictRows(model.profile, q, history(given), depth.slice(), out);
      return out;
    };
    const rows = at(p);
    names.forEach((name, j) => {
      const h = 1e-4 * (p[name] as number);
      const [up, down] = [at({ ...p, [name]: (p[name] as number) + h }), at({ ...p, [name]: (p[name] as number) - h })];
      const slope = depth.map((_, i) => ((up[i * width] as number) - (down[i * width] as number)) / (2 * h));
      const size = slope.reduce((m, s) => Math.max(m, Math.abs(s)), 0);
      slope.forEach((s, i) => expect(Math.abs(s - (rows[i * width + 1 + j] as number)) / size, `${name} row ${i}`).toBeLessThan(1e-5));
    });
  });
});
