import { describe, expect, it } from 'vitest';
import { backgroundResidual } from './background-residual.ts';
import { countResidual } from './count-residual.ts';

const at = (f: number, t: number, m: number, b: number, c: number): number[] => {
  const out = new Float64Array(4);
  backgroundResidual(f, t, m, b, c, out);
  return Array.from(out);
};

describe('backgroundResidual', () => {
  it('is the binomial residual without a background', () => {
    const pair = new Float64Array(2);
    for (const [f, t, m] of [
      [0.2, 30, 70],
      [0.5, 3, 0],
      [0.9, 0, 4],
      [0.31, 31, 69],
    ] as const) {
      countResidual(f, t / (t + m), t + m, pair);
      const [r, slope, information, chi2] = at(f, t, m, 0, 0) as [number, number, number, number];
      expect(r).toBeCloseTo(pair[0] as number, 9);
      expect(slope / (pair[1] as number)).toBeCloseTo(1, 4);
      expect(information).toBeCloseTo((t + m) / (f * (1 - f)), 9);
      expect(chi2).toBeCloseTo((t - (t + m) * f) ** 2 / ((t + m) * f * (1 - f)), 9);
    }
  });

  it('has the slope of its own difference quotient, and vanishes at the fraction of the row', () => {
    for (const [t, m, b, c] of [
      [30, 70, 5, 2],
      [8, 3, 4, 4],
      [0, 5, 2, 1],
      [1, 0, 3, 3],
      [2, 2, 5, 5],
    ] as const) {
      for (const f of [0.05, 0.4, 0.9]) {
        const h = 1e-6;
        const [r, slope] = at(f, t, m, b, c) as [number, number];
        const numeric = ((at(f + h, t, m, b, c)[0] as number) - (at(f - h, t, m, b, c)[0] as number)) / (2 * h);
        if (Math.abs(r) > 1e-3) expect(slope).toBeCloseTo(numeric, 3);
        expect(Number.isFinite(r + slope)).toBe(true);
      }
    }
    expect(Math.abs(at(25 / 93, 30, 70, 5, 2)[0] as number)).toBeLessThan(1e-6);
    expect(at(0.1, 30, 70, 5, 2)[0]).toBeLessThan(0);
    expect(at(0.6, 30, 70, 5, 2)[0]).toBeGreaterThan(0);
  });

  it('holds no information where the counts are no more than the background', () => {
    expect(at(0.3, 1, 1, 5, 5).slice(1, 3)).toEqual([0, 0]);
  });
});
