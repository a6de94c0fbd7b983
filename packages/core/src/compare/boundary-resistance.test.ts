import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { constants } from '../physics/constants.ts';
import { boundaryResistance } from './boundary-resistance.ts';
import { compareRecords } from './compare-records.ts';
import type { HavenEntry } from './document.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';
import { groupSeries } from './group-series.ts';
import { resistanceDifference } from './resistance-difference.ts';
import type { Series } from './series.ts';
import { valueAt, type ValueAt } from './value-at.ts';

const VOLTS = constants.e / constants.k;
const GRID = [250, 275, 300, 325, 350, 375, 400, 425, 450, 475, 500, 550, 600, 650];
const NMR_GRID = [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693];
const AT = 295.15;

/** The LLTO model: a hinge at 450 K in the grains, boundaries of 0.40 eV, H_R 1 in the grains and 0.24 in the boundaries. */
const bulk = (T: number): number =>
  2.902426e-12 * Math.exp(-0.2913 * VOLTS * (1 / Math.min(T, 450) - 1 / 300)) * (T > 450 ? Math.exp(-0.2 * VOLTS * (1 / T - 1 / 450)) : 1);
const tracerA = (T: number): number => 5e-10 / 2e-5 / (1.4e-17 * Math.exp(-0.4 * VOLTS * (1 / T - 1 / 298.15)));
const inSeries = (T: number, a: number): number => 1 / (1 / bulk(T) + a);

function study(
  noise = (_: number): number => 1,
  grid: { total: readonly number[]; bulk: readonly number[] } = { total: GRID, bulk: GRID },
): DiffusionRecord[] {
  const oven = (tag: string): DiffusionRecord['effects'] => [{ tag, from: { u_T: 1, unit: 'K' } }];
  const carrier = { c: 5.0034e27, u: 0.035, count: 'all' as const, how: 'stated' };
  const conduct = (region: 'bulk' | 'total', T: number): DiffusionRecord => {
    const D = region === 'bulk' ? bulk(T) : inSeries(T, 0.24 * tracerA(T));
    const value = ((D * carrier.c * constants.e ** 2) / (constants.k * T)) * noise(0.01);
    return makeRecord({
      kind: 'sigma',
      region,
      unit: 'S/m',
      value,
      T,
      u: 0.01,
      carrier,
      effects: [...oven('oven'), { tag: 'geometry', u: 0.02 }],
    });
  };
  return [
    ...grid.bulk.map((T) => conduct('bulk', T)),
    ...grid.total.map((T) => conduct('total', T)),
    ...NMR_GRID.map((T) => makeRecord({ kind: 'D_NMR', value: bulk(T) * noise(0.01), T, u: 0.01, effects: oven('probe') })),
    makeRecord({
      kind: 'D_tracer',
      region: 'effective',
      value: inSeries(AT, tracerA(AT)) * noise(0.05),
      T: AT,
      u: 0.05,
      effects: oven('bath'),
    }),
  ];
}
const boundary = (records: DiffusionRecord[]): HavenEntry =>
  compareRecords(records, { at: [AT] }).haven.find((entry) => entry.region === 'gb') as HavenEntry;

describe('the boundary between the temperatures of total and bulk', () => {
  it('has the Haven ratio put in, to 0.3 %, in a study without noise', () => {
    expect(Math.abs(Number(boundary(study()).value) / 0.24 - 1)).toBeLessThan(0.003);
  });
  it('has none of the 2 to 3 % that a line through the curved ln D of the total adds', () => {
    const [total, inner] = sigmaSeries(study());
    const plain = resistanceDifference(valueAt(total, AT) as ValueAt, valueAt(inner, AT) as ValueAt);
    const { a } = at(total, inner, AT);
    expect(plain.a / (0.24 * tracerA(AT))).toBeGreaterThan(1.02);
    expect(a / (0.24 * tracerA(AT))).toBeCloseTo(1, 6);
  });
  it('has its mean over many noisy studies within 2 %, and intervals that hold 0.24 in nearly all where only random errors are drawn', () => {
    const random = seededRandom(8);
    const entries = Array.from({ length: 80 }, () => boundary(study((u) => Math.exp(u * random.normal()))));
    const mean = entries.reduce((sum, { value }) => sum + Math.log(Number(value) / 0.24), 0) / entries.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(entries.filter(({ lo, hi }) => Number(lo) < 0.24 && Number(hi) > 0.24).length).toBeGreaterThan(76);
  });
  it('has a budget and an interval that follow each value: derivatives by differences', () => {
    const [total, inner] = sigmaSeries(study());
    const { a, form } = at(total, inner, AT);
    for (const one of [total, inner]) {
      const weights = form.get(one) as Float64Array;
      one.points.forEach((_, i) => {
        const moved = { ...one, y: one.y.map((y, j) => (i === j ? y + 1e-6 : y)) };
        const changed = one === total ? at(moved, inner, AT) : at(total, moved, AT);
        // Weights of the line follow the data too, which moves an exact line by nothing.
        expect((changed.a - a) / 1e-6 / a).toBeCloseTo((weights[i] as number) / a, 4);
      });
    }
  });
  it('gives back a for the values of its own parts', () => {
    const { a, parts, lnA } = at(...sigmaSeries(study()), AT);
    expect(Math.exp(lnA([0, ...parts.map((part) => part.y)], 1)) / a).toBeCloseTo(1, 12);
    const reversed = parts.map((part, i) => (i === 0 ? (parts[1]?.y as number) + 1 : part.y));
    expect(lnA(reversed, 0)).toBe(-Infinity);
  });
});

describe('the plain difference at T', () => {
  const plainly = (total: Series, inner: Series): void => {
    const plain = resistanceDifference(valueAt(total, AT) as ValueAt, valueAt(inner, AT) as ValueAt);
    const { a, u, parts } = at(total, inner, AT);
    expect([a, u]).toEqual([plain.a, plain.u]);
    expect(parts).toHaveLength(2);
  };
  it('stands where the total was measured at T', () => {
    plainly(...sigmaSeries(study(undefined, { total: [...GRID, AT], bulk: GRID })));
  });
  it('stands where total and bulk share one temperature at most, or none near T', () => {
    plainly(...sigmaSeries(study(undefined, { total: GRID, bulk: GRID.map((T) => T + 5) })));
    plainly(...sigmaSeries(study(undefined, { total: GRID, bulk: [...GRID.slice(0, 4).map((T) => T + 5), ...GRID.slice(4)] })));
    plainly(...sigmaSeries(study(undefined, { total: GRID, bulk: [250, 280, 290, 305, 310, 450] })));
  });
});

const sigmaSeries = (records: DiffusionRecord[]): [total: Series, bulk: Series] => {
  const made = compareRecords(records).records.filter((record) => record.kind === 'D_sigma' && record.region !== 'gb');
  const series = groupSeries(made, () => {});
  return ['total', 'bulk'].map((region) => series.find((one) => one.region === region)) as [Series, Series];
};
const at = (total: Series, inner: Series, T: number): ReturnType<typeof boundaryResistance> =>
  boundaryResistance({ total, bulk: inner }, { total: valueAt(total, T) as ValueAt, bulk: valueAt(inner, T) as ValueAt }, T);
