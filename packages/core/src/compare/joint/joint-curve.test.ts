import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../fit/seeded-random.ts';
import { makeRecord } from '../fixtures/synthetic-study.ts';
import { groupSeries } from '../group-series.ts';
import { augmented, havenColumns } from './haven-columns.ts';
import { curveColumns, fitCurve } from './joint-curve.ts';
import { jointData, type JointData } from './joint-data.ts';
import { projection } from './projection.ts';

/** Two techniques, each with a thermometer of its own, under one broken law. */
function twoTechniques(seed: number, each: number): JointData {
  const random = seededRandom(seed);
  const records = ['D_NMR', 'D_tracer'].flatMap((kind) =>
    Array.from({ length: each }, () => {
      const T = 300 + 300 * random.uniform();
      const lnD = -27 - (T < 450 ? 3500 : 1800) * (1 / T - 1 / 450) + 0.2 * random.normal();
      return makeRecord({ kind, value: Math.exp(lnD), u: 0.2, T, effects: [{ tag: kind, from: { u_T: 1, unit: 'K' } }] });
    }),
  );
  return jointData(groupSeries(records, () => undefined)) as JointData;
}

/** The rss of a hinge at `bend`, all columns at once. */
function rssAt(data: JointData, bend: number): number {
  const { y, w, pad, effects } = augmented(data);
  const columns = [...curveColumns(data, 'segmented', bend), ...havenColumns(data, 'constant')].map(pad);
  return projection([...columns, ...effects], y, w).rss;
}

describe('fitCurve', () => {
  it('misses no hinge a fine grid finds, between the temperatures of several techniques with shared effects', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const data = twoTechniques(seed, 6);
      const best = fitCurve(data, 'segmented', 'constant');
      const places = [...new Set(data.t)].toSorted((a, b) => a - b);
      const [from, to] = [places[1] as number, places.at(-2) as number];
      expect(rssAt(data, best?.bend ?? NaN)).toBeCloseTo(best?.rss ?? NaN, 8);
      for (let i = 0; i <= 400; i++) expect(best?.rss).toBeLessThan(rssAt(data, from + ((to - from) * i) / 400) + 1e-7);
    }
  });
  it('comes near the best hinge among more temperatures than it goes through one by one', () => {
    const data = twoTechniques(1, 40);
    const best = fitCurve(data, 'segmented', 'constant');
    const fine = Array.from({ length: 4001 }, (_, i) => rssAt(data, -0.4 + (0.8 * i) / 4000));
    expect(best?.rss).toBeLessThan(Math.min(...fine) + 0.1);
  });
});
