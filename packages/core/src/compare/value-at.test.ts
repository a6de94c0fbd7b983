import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fit/seeded-random.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';
import { groupSeries } from './group-series.ts';
import { spreadOf } from './linear-form.ts';
import type { Series } from './series.ts';
import { valueAt } from './value-at.ts';

const kinked = (T: number): number => -25 - (T < 450 ? 3830 : 2321) * (1 / T - 1 / 450);
const straight = (T: number): number => -25 - 3830 * (1 / T - 1 / 450);

function series(T: readonly number[], law: (T: number) => number, u: number | null, noise: () => number = () => 0): Series {
  const records = T.map((t) => makeRecord({ kind: 'D_NMR', value: Math.exp(law(t) + (u ?? 0.05) * noise()), T: t, u }));
  return groupSeries(records, () => {})[0] as Series;
}

const GAP = [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693];

describe('valueAt', () => {
  it('takes a point within 0.1 K as it is', () => {
    const value = valueAt(series([300, 310, 320], straight, 0.05), 310.05);
    expect(value).toMatchObject({ ok: true, corrected: false, beyond: 0, y: expect.closeTo(straight(310), 12) as number });
  });
  it('brings exact data to any temperature between and to 10 K outside', () => {
    for (const T of [290, 305, 327, 363]) {
      const value = valueAt(series([300, 315, 325, 340, 353], straight, 0.05), T);
      expect(value).toMatchObject({ ok: true, corrected: true, y: expect.closeTo(straight(T), 10) as number });
    }
  });
  it('refuses more than 10 K outside, and anything from one temperature', () => {
    expect(valueAt(series([300, 315], straight, 0.05), 289)).toMatchObject({ ok: false, code: 'gate/extrapolation' });
    expect(valueAt(series([300], straight, 0.05), 301)).toMatchObject({ ok: false, code: 'gate/extrapolation' });
  });
  it('uses four temperatures at most, on both sides', () => {
    const value = valueAt(series([300, 301, 302, 303, 304, 380], straight, 0.05), 310);
    expect(value.ok && value.ids.length).toBe(4);
    expect(value.ok && value.beyond).toBe(0);
  });
  it('refuses inside a gap whose two sides differ in slope, at its edges it uses one side only', () => {
    const random = seededRandom(2);
    const kink = series(GAP, kinked, 0.02, () => random.normal());
    for (const T of [400, 440, 450, 470, 490]) expect(valueAt(kink, T)).toMatchObject({ ok: false, code: 'gate/gap-break' });
    const edge = valueAt(kink, 493.05);
    expect(edge.ok).toBe(true);
    const inside = valueAt(kink, 390);
    expect(inside.ok && Math.abs(inside.y - kinked(390))).toBeLessThan(0.06);
  });
  it('interpolates across the same gap where both sides have one slope', () => {
    const random = seededRandom(6);
    expect(
      valueAt(
        series(GAP, straight, 0.05, () => random.normal()),
        440,
      ).ok,
    ).toBe(true);
  });
  it('covers the truth in 95 % of cases, known and unknown u', () => {
    const random = seededRandom(7);
    for (const u of [0.05, null]) {
      let hits = 0;
      const count = 1000;
      for (let i = 0; i < count; i++) {
        const one = series([300, 310, 320, 330, 340, 350, 360, 370], straight, u, () => random.normal());
        const value = valueAt(one, 333);
        if (!value.ok) continue;
        const spread = spreadOf(value.form);
        // Student t at 6 degrees of freedom for the unknown one.
        if (Math.abs(value.y - straight(333)) < (u === null ? 2.447 : 1.96) * spread.u) hits++;
      }
      // 0.95 within three binomial standard errors of 0.007; the scatter of eight points and an error among four of them go together,
      // which makes the unknown case somewhat wide (0.971 in 4000 draws).
      expect(hits / count).toBeGreaterThan(0.93);
      expect(hits / count).toBeLessThan(u === null ? 0.985 : 0.975);
    }
  });
});
