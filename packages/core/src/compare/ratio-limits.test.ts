import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fit/seeded-random.ts';
import { ratioLimits } from './ratio-limits.ts';

describe('ratioLimits', () => {
  it('gives the plain one-sided limits where the denominator is exact', () => {
    const { upper, lower } = ratioLimits(6, 2, 1, 0, 0);
    expect(upper).toBeCloseTo((6 + 1.6448536) / 2, 6);
    expect(lower).toBeCloseTo((6 - 1.6448536) / 2, 6);
  });
  it('sets no upper limit where the denominator may be zero', () => {
    const { upper, lower } = ratioLimits(6, 1, 1, 0, 1);
    expect(upper).toBeUndefined();
    expect(lower).toBeGreaterThan(0);
  });
  it('sets no lower limit where the numerator may be zero', () => {
    expect(ratioLimits(1, 6, 1, 0, 1).lower).toBeUndefined();
    expect(ratioLimits(1, 6, 1, 0, 1).upper).toBeGreaterThan(1 / 6);
  });
  it('sets none where neither is determined, or where something is unknown', () => {
    expect(ratioLimits(0.1, 0.1, 1, 0, 1)).toEqual({ upper: undefined, lower: undefined });
    expect(ratioLimits(1, 1, NaN, 0, 1)).toEqual({ upper: undefined, lower: undefined });
  });
  it('does not depend on the unit of numerator and denominator', () => {
    const [plain, scaled] = [ratioLimits(3, 2, 0.5, 0.1, 0.3), ratioLimits(3e12, 2e12, 0.5e24, 0.1e24, 0.3e24)];
    expect(scaled.upper).toBeCloseTo(Number(plain.upper), 10);
    expect(scaled.lower).toBeCloseTo(Number(plain.lower), 10);
  });
  it('holds the truth in 95 % of draws on each side, shared errors included', () => {
    const random = seededRandom(8);
    const count = 20_000;
    let [up, low] = [0, 0];
    for (let i = 0; i < count; i++) {
      const shared = 0.5 * random.normal();
      const limits = ratioLimits(1 + 0.3 * random.normal() + shared, 2 + 0.4 * random.normal() + shared, 0.34, 0.25, 0.41);
      if (limits.upper === undefined || limits.upper >= 0.5) up++;
      if (limits.lower === undefined || limits.lower <= 0.5) low++;
    }
    // Binomial standard error 0.0015; a side without a limit excludes nothing.
    expect(up / count).toBeGreaterThan(0.945);
    expect(low / count).toBeGreaterThan(0.945);
  });
});
