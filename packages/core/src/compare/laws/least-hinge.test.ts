import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../fit/seeded-random.ts';
import { fitSegmented } from './fit-segmented.ts';
import { hingePlaces } from './least-hinge.ts';
import type { LawData } from './law-fit.ts';

describe('leastHinge', () => {
  it('misses no minimum a fine grid finds, in noise of any size', () => {
    const random = seededRandom(11);
    for (let run = 0; run < 200; run++) {
      const n = 6 + (run % 12);
      const x = Float64Array.from({ length: n }, () => 1 + 2 * random.uniform()).toSorted();
      const y = x.map((value) => -5 * value + Math.max(0, value - 2) * (run % 3) + [0.01, 0.1, 1][run % 3]! * random.normal());
      const w = x.map(() => 0.5 + random.uniform());
      const best = fitSegmented({ x, y, w }, false)?.rss ?? NaN;
      const [from, to] = [x[1] as number, x[n - 2] as number];
      for (let i = 0; i <= 400; i++) expect(best).toBeLessThan(rssAt({ x, y, w }, from + ((to - from) * i) / 400) + 1e-9);
    }
  });
  it('has places for a hinge from four distinct temperatures on', () => {
    expect(hingePlaces(Float64Array.of(1, 2, 2, 3))).toBeUndefined();
    expect([...(hingePlaces(Float64Array.of(4, 1, 2, 2, 3)) ?? [])]).toEqual([2, 3]);
  });
});

/** The rss of two lines that meet at `c`, by the normal equations of their three columns. */
function rssAt({ x, y, w }: LawData, c: number): number {
  const columns = [x.map(() => 1), x.map((value) => Math.min(value - c, 0)), x.map((value) => Math.max(value - c, 0))];
  const sum = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, i) => total + value * b[i]! * w[i]!, 0);
  const rows = columns.map((a) => [...columns.map((b) => sum(a, b)), sum(a, y)]);
  for (let k = 0; k < 3; k++)
    for (let i = k + 1; i < 3; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j < 4; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  const p = [0, 0, 0];
  for (let k = 2; k >= 0; k--)
    p[k] = (rows[k]![3]! - p.reduce((total, value, j) => total + (j > k ? value * rows[k]![j]! : 0), 0)) / rows[k]![k]!;
  return y.reduce((total, value, i) => total + w[i]! * (value - columns.reduce((all, column, k) => all + p[k]! * column[i]!, 0)) ** 2, 0);
}
