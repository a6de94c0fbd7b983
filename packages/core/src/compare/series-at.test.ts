import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fit/seeded-random.ts';
import { constants } from '../physics/constants.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';
import { groupSeries } from './group-series.ts';
import { spreadOf } from './linear-form.ts';
import { seriesAt, withBulks } from './series-at.ts';
import type { Series } from './series.ts';
import { valueAt, type ValueAt } from './value-at.ts';

const VOLTS = constants.e / constants.k;
const GRID = [250, 275, 300, 325, 350, 375, 400, 425];
const bulkD = (T: number): number => 2.9e-12 * Math.exp(-0.2913 * VOLTS * (1 / T - 1 / 300));
const totalD = (T: number): number => 1 / (1 / bulkD(T) + (1.13 / 2.9e-12) * Math.exp(0.4 * VOLTS * (1 / T - 1 / 300)));

/** Total and bulk over the grid; `noise` gives a factor on each value. */
function pair(noise: (region: string, i: number) => number = () => 1, u = 0.01): [total: Series, bulk: Series] {
  const one = (region: 'bulk' | 'total', T: number, i: number): ReturnType<typeof makeRecord> =>
    makeRecord({
      kind: 'D_sigma',
      region,
      T,
      u,
      value: (region === 'bulk' ? bulkD(T) : totalD(T)) * noise(region, i),
      effects: [{ tag: 'geometry', u: 0.02 }],
    });
  const all = withBulks(groupSeries([...GRID.map((T, i) => one('bulk', T, i)), ...GRID.map((T, i) => one('total', T, i))], () => {}));
  return [all.find(({ region }) => region === 'total')!, all.find(({ region }) => region === 'bulk')!];
}
const value = (found: ReturnType<typeof seriesAt>): ValueAt => {
  if (!found.ok) throw new Error(found.reason);
  return found;
};
const PLACES = [262, 290, 312.5, 337.5, 362.5];

describe('a total between its temperatures', () => {
  it('is right to 0.1 % by its parts, where a line through the curved ln D of the total is 0.6 % low or more', () => {
    const [total] = pair();
    for (const T of PLACES) expect(Math.abs(value(seriesAt(total, T)).y - Math.log(totalD(T))), `${T} K`).toBeLessThan(1e-3);
    for (const T of [290, 312.5, 337.5]) expect(value(valueAt(total, T)).y - Math.log(totalD(T)), `${T} K`).toBeLessThan(-0.006);
  });
  it('follows each value of total and bulk as its weights say: derivatives by differences', () => {
    const [total, bulk] = pair();
    const { form } = value(seriesAt(total, 312.5));
    const step = 1e-5;
    for (const [series, region] of [
      [total, 'total'],
      [bulk, 'bulk'],
    ] as const) {
      series.points.forEach((point, place) => {
        const moved = (by: number): number =>
          value(seriesAt(pair((name, i) => (name === region && GRID[i] === point.T ? Math.exp(by) : 1))[0], 312.5)).y;
        expect(form.get(series)?.[place] ?? 0).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 5);
      });
    }
  });
  it('carries a common error of both whole', () => {
    expect(spreadOf(value(seriesAt(pair()[0], 312.5)).form).tags.get('geometry')).toBeCloseTo(0.02, 10);
  });
  it('has intervals that hold the truth in 93 to 97 of 100 draws', () => {
    const random = seededRandom(6);
    let hits = 0;
    const count = 1500;
    for (let n = 0; n < count; n++) {
      const [total] = pair(() => Math.exp(0.03 * random.normal()), 0.03);
      const { y, form } = value(seriesAt(total, 312.5));
      const { random: u } = spreadOf(form);
      if (Math.abs(y - Math.log(totalD(312.5))) < 1.96 * u) hits++;
    }
    expect(hits / count).toBeGreaterThan(0.93);
    expect(hits / count).toBeLessThan(0.97);
  });
  it('is as measured at its own temperatures, and the line where no bulk is at hand', () => {
    const [total] = pair();
    expect(seriesAt(total, 300)).toBe(valueAt(total, 300));
    const { bulk: _, ...alone } = total;
    expect(seriesAt(alone, 312.5)).toEqual(valueAt(alone, 312.5));
  });
});
