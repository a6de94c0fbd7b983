import { describe, expect, it } from 'vitest';
import { seededRandom } from '@ionwalk/core/fit';
import { ricianMean } from './rician-mean.ts';

const out = new Float64Array(3);
const at = (A: number, sigma: number): number => {
  ricianMean(A, sigma, out);
  return out[0] as number;
};

describe('ricianMean', () => {
  it('has the floor σ√(π/2) without signal and A + σ²/2A far above the noise', () => {
    expect(at(0, 2)).toBeCloseTo(2 * Math.sqrt(Math.PI / 2), 13);
    expect(at(100, 1)).toBeCloseTo(100 + 1 / 200 + 1 / 8e6, 9);
    expect(at(-100, 1)).toBe(at(100, 1));
    expect(at(1e9, 1)).toBe(1e9);
  });
  it.each([0.3, 1, 2.5])('is the mean of simulated magnitudes, A/σ = %s', (A) => {
    const random = seededRandom(5);
    let sum = 0;
    const n = 200_000;
    for (let i = 0; i < n; i++) sum += Math.hypot(A + random.normal(), random.normal());
    // Magnitudes scatter by at most 1: four standard errors.
    expect(Math.abs(sum / n - at(A, 1))).toBeLessThan(4 / Math.sqrt(n));
  });
  it('joins its two series without a step, and has their slopes', () => {
    const edge = 2 * Math.sqrt(18);
    expect(Math.abs(at(edge * (1 + 1e-12), 1) / at(edge * (1 - 1e-12), 1) - 1)).toBeLessThan(1e-11);
    for (const [A, sigma] of [
      [0.4, 1],
      [5, 1.5],
      [40, 2],
    ] as const) {
      ricianMean(A, sigma, out);
      const [, byA, bySigma] = out;
      const h = 1e-5;
      expect(byA).toBeCloseTo((at(A + h, sigma) - at(A - h, sigma)) / (2 * h), 8);
      expect(bySigma).toBeCloseTo((at(A, sigma + h) - at(A, sigma - h)) / (2 * h), 8);
    }
  });
});
