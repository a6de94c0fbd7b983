import { describe, expect, it } from 'vitest';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { leastSquares } from './least-squares.ts';
import { parametricBootstrap } from './parametric-bootstrap.ts';

const line: LeastSquaresProblem = {
  parameters: [
    { name: 'offset', start: 0 },
    { name: 'slope', start: 1 },
  ],
  residualCount: 30,
  residuals: (p, out) => {
    for (let i = 0; i < 30; i++) out[i] = p[0]! + (p[1]! * i) / 10 - (1 + 0.05 * i + Math.cos(3 * i * i));
  },
};

describe('parametricBootstrap', () => {
  it('spreads as the covariance says, about the fit', () => {
    const best = leastSquares(line);
    const u = Math.sqrt((best.covariance[3]! * best.chi2) / best.dof);
    const boot = parametricBootstrap(line, best, { draws: 2000, seed: 1 });
    expect([boot.draws, boot.failed]).toEqual([2000, 0]);
    // The quantiles of a normal distribution, within five of their standard errors (0.027 u).
    expect(Math.abs((boot.quantile(1, 0.5) - best.parameters[1]!) / u)).toBeLessThan(0.14);
    expect(Math.abs((boot.quantile(1, 0.8413) - best.parameters[1]!) / u - 1)).toBeLessThan(0.17);
    expect(Math.abs((boot.quantile(1, 0.1587) - best.parameters[1]!) / u + 1)).toBeLessThan(0.17);
  });
  it('takes residuals of known variance as they stand, and repeats itself for a seed', () => {
    const best = leastSquares(line);
    const known = parametricBootstrap(line, best, { draws: 500, seed: 2, sigmaKnown: true });
    const width = known.quantile(1, 0.8413) - known.quantile(1, 0.1587);
    expect(width / 2 / Math.sqrt(best.covariance[3]!)).toBeCloseTo(1, 0);
    expect(parametricBootstrap(line, best, { draws: 500, seed: 2, sigmaKnown: true }).parameters).toEqual(known.parameters);
  });
  it('has no quantile without draws', () =>
    expect(parametricBootstrap(line, leastSquares(line), { draws: 0, seed: 1 }).quantile(0, 0.5)).toBeNaN());
});
