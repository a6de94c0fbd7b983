import { describe, expect, it } from 'vitest';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { leastSquares } from './least-squares.ts';
import { profileLikelihood } from './profile-likelihood.ts';
import { profileLimit } from './profile-limit.ts';

/** A straight line through (i, y): the profile of its slope is an exact parabola. */
const line = (slope: { min?: number; max?: number } = {}): LeastSquaresProblem => ({
  parameters: [
    { name: 'offset', start: 0 },
    { name: 'slope', start: 1, ...slope },
  ],
  residualCount: 9,
  residuals: (p, out) => {
    for (let i = 0; i < 9; i++) out[i] = p[0]! + p[1]! * i - (1 + 0.5 * i + Math.cos(3 * i));
  },
});

describe('profileLimit', () => {
  it('finds where a parabola has risen: at √rise standard uncertainties', () => {
    const best = leastSquares(line());
    const u = Math.sqrt(best.covariance[3]!);
    for (const rise of [1, 2.706, 9]) {
      const upper = profileLimit(line(), best, 1, { side: 'upper', rise });
      const lower = profileLimit(line(), best, 1, { side: 'lower', rise });
      expect((upper.value! - best.parameters[1]!) / u / Math.sqrt(rise)).toBeCloseTo(1, 3);
      expect((best.parameters[1]! - lower.value!) / u / Math.sqrt(rise)).toBeCloseTo(1, 3);
    }
  });
  it('finds none before a bound, and one from a bound inward', () => {
    const best = leastSquares(line({ max: 0.3 }));
    expect(best.parameters[1]).toBe(0.3);
    expect(profileLimit(line({ max: 0.3 }), best, 1, { side: 'upper', rise: 2.706 }).value).toBeUndefined();
    expect(profileLimit(line({ max: 0.3 }), best, 1, { side: 'lower', rise: 2.706 }).value).toBeLessThan(0.3);
    const open = leastSquares(line());
    const near = { max: open.parameters[1]! + Math.sqrt(open.covariance[3]!) };
    expect(profileLimit(line(near), open, 1, { side: 'upper', rise: 2.706 }).value).toBeUndefined();
  });
  it('reports a point below the fit it was given', () => {
    const stuck = { ...leastSquares(line()), parameters: Float64Array.of(1, 0.9), chi2: 100 };
    expect(profileLimit(line(), stuck, 1, { side: 'lower', rise: 2.706 }).better?.chi2).toBeLessThan(100);
  });
});

describe('profileLikelihood', () => {
  it('is the parabola of a linear problem, the other parameters following', () => {
    const best = leastSquares(line());
    const [here, there] = profileLikelihood(line(), best, 1, [best.parameters[1]!, best.parameters[1]! + 0.1]);
    expect(here!.chi2).toBeCloseTo(best.chi2, 10);
    expect(there!.chi2 - best.chi2).toBeCloseTo(0.01 / best.covariance[3]!, 8);
    expect(there!.parameters[0]! - best.parameters[0]!).toBeCloseTo(-0.4, 8);
  });
});
