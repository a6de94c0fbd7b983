import { describe, expect, it } from 'vitest';
import { compareRecords } from '../../src/compare/compare-records.ts';
import type { Law } from '../../src/compare/document.ts';
import { makeRecord } from '../../src/compare/fixtures/synthetic-study.ts';
import { seededRandom } from '../../src/fit/seeded-random.ts';
import { constants } from '../../src/physics/constants.ts';

const COUNT = process.env['IONWALK_SLOW'] ? 3000 : 400;
const PLACES = [298, 313, 333, 353, 373, 393, 423, 453, 493, 533, 573, 613, 653, 693];
const BREAK = 450;

/** Laws of drawn series: 0.33 eV below 450 K and `high` above, fourteen temperatures, noise in ln D stated or not. */
function laws(high: number, noise: number, stated: boolean, count = COUNT): Law[] {
  const random = seededRandom(1000 * noise + high);
  const kelvins = constants.e / constants.k;
  const value = (T: number): number =>
    1e-11 * Math.exp(-(T < BREAK ? 0.33 : high) * kelvins * (1 / T - 1 / BREAK) + noise * random.normal());
  return Array.from({ length: count }, () => {
    const records = PLACES.map((T) => makeRecord({ kind: 'D_NMR', value: value(T), T, u: stated ? noise : null }));
    return compareRecords(records).laws[0] as Law;
  });
}

const share = (all: readonly Law[], holds: (law: Law) => boolean): number => all.filter(holds).length / all.length;

/** Mean and standard deviation of the break temperature where one is claimed. */
function scatter(all: readonly Law[]): { mean: number; deviation: number } {
  const found = all.flatMap((law) => law.break?.T ?? []);
  const mean = found.reduce((sum, T) => sum + T, 0) / found.length;
  return { mean, deviation: Math.sqrt(found.reduce((sum, T) => sum + (T - mean) ** 2, 0) / found.length) };
}

describe.each([true, false])(`${COUNT} series with a break from 0.33 to 0.20 eV at 450 K (noise stated: %s)`, (stated) => {
  const two = laws(0.2, 0.02, stated);
  const five = laws(0.2, 0.05, stated);
  it('at 2 per cent noise: all have their break, to 5 K', () => {
    expect(share(two, (law) => law.break !== null)).toBeGreaterThan(0.99);
    expect(scatter(two).deviation).toBeLessThan(5);
  });
  it('at 5 per cent noise: 95 of 100 or more have their break, to 10 K', () => {
    expect(share(five, (law) => law.break !== null)).toBeGreaterThanOrEqual(0.95);
    expect(scatter(five).deviation).toBeLessThan(10);
    expect(Math.abs(scatter(five).mean - BREAK)).toBeLessThan(2);
  });
  it('at 5 per cent noise: the stated energies of both sides are right within 0.01 eV on average', () => {
    const broken = five.filter((law) => law.break !== null);
    const mean = (of: (law: Law) => number): number => broken.reduce((sum, law) => sum + of(law), 0) / broken.length;
    expect(mean((law) => law.break?.Ea_low_eV ?? NaN)).toBeCloseTo(0.33, 2);
    expect(mean((law) => law.break?.Ea_high_eV ?? NaN)).toBeCloseTo(0.2, 2);
  });
  it('at 5 per cent noise: two standard uncertainties of the break hold it in 85 of 100 or more', () => {
    const inside = (law: Law): boolean => law.break !== null && Math.abs(law.break.T - BREAK) <= 2 * law.break.u;
    expect(share(five, inside)).toBeGreaterThan(0.85);
  });
  it('at 20 per cent noise: claims a break in less than 40 of 100', () => {
    expect(share(laws(0.2, 0.2, stated), (law) => law.break !== null)).toBeLessThan(0.4);
  });
});

describe(`${COUNT} straight series`, () => {
  it.each([
    [0.02, true],
    [0.05, true],
    [0.05, false],
    [0.2, true],
  ])('at noise %f (stated: %s): 10 of 100 or fewer are called curved, 5 or fewer broken', (noise, stated) => {
    const straight = laws(0.33, noise, stated);
    expect(share(straight, (law) => law.model !== 'arrhenius')).toBeLessThanOrEqual(0.1);
    expect(share(straight, (law) => law.break !== null)).toBeLessThanOrEqual(0.05);
  });
});
