import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fit/seeded-random.ts';
import { constants } from '../physics/constants.ts';
import { compareRecords } from './compare-records.ts';
import type { Law } from './document.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const VOLTS = constants.e / constants.k;
const PLACES = [298, 313, 333, 353, 373, 393, 423];
const D = (T: number): number => 1e-12 * Math.exp(-0.4 * VOLTS * (1 / T - 1 / 350));

describe('random errors of the temperatures', () => {
  const random = seededRandom(8);
  const draw = (stated: boolean): Law => {
    const records = PLACES.map((T) => {
      const uT = T < 340 ? 3 : 0.5;
      return makeRecord({
        kind: 'D_NMR',
        value: D(T + uT * random.normal()) * Math.exp(0.02 * random.normal()),
        T,
        u: 0.02,
        ...(stated ? { u_T: uT } : {}),
      });
    });
    return compareRecords(records).laws[0] as Law;
  };
  const count = 1500;
  const share = (stated: boolean): { readonly cover: number; readonly flagged: number; readonly scatter: number } => {
    const laws = Array.from({ length: count }, () => draw(stated));
    const inside = laws.filter(({ arrhenius: { lo_Ea_eV: lo, hi_Ea_eV: hi } }) => (lo as number) < 0.4 && (hi as number) > 0.4).length;
    const scatter = Math.sqrt(laws.reduce((sum, { arrhenius: { Ea_eV } }) => sum + (Ea_eV - 0.4) ** 2, 0) / count);
    return { cover: inside / count, flagged: laws.filter(({ diagnostics }) => diagnostics.length > 0).length / count, scatter };
  };
  const [told, untold] = [share(true), share(false)];
  it('are in the weights: intervals of E_a hold it in 93 to 97 of 100, and no law scatters too much', () => {
    expect(told.cover).toBeGreaterThan(0.93);
    expect(told.cover).toBeLessThan(0.97);
    expect(told.flagged).toBeLessThan(0.03);
  });
  it('narrow E_a where they tell good temperatures from bad ones, and are missed where they are not stated', () => {
    expect(told.scatter).toBeLessThan(0.95 * untold.scatter);
    expect(untold.cover).toBeLessThan(0.6);
    expect(untold.flagged).toBeGreaterThan(0.5);
  });
  it('count kT less for a conductivity', () => {
    const u = (kind: string): number => {
      const records = [300, 310, 320].map((T) => makeRecord({ kind, value: D(T), T, u: 1e-9, u_T: 1 }));
      return compareRecords(records).laws[0]?.arrhenius.u_lnD_pivot as number;
    };
    expect(u('D_sigma') / u('D_NMR')).toBeCloseTo(1 - 310 / (0.4 * VOLTS), 2);
  });
  it('are said to be left out at a single temperature', () => {
    const { diagnostics } = compareRecords([makeRecord({ kind: 'D_NMR', value: 1e-12, T: 300, u: 0.02, u_T: 1 })]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['effect/no-slope']);
  });
  it('go along when a conductivity becomes a diffusion coefficient', () => {
    const sigma = makeRecord({
      kind: 'sigma',
      unit: 'S/m',
      value: 0.1,
      T: 300,
      u: 0.02,
      u_T: 1,
      carrier: { c: 1e28, u: 0, count: 'all', how: 'stated' },
    });
    expect(compareRecords([sigma]).records[0]?.u_T).toBe(1);
  });
});
