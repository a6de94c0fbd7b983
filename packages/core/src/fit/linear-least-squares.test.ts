import { describe, expect, it } from 'vitest';
import { linearLeastSquares } from './linear-least-squares.ts';

// x = 1 … 5, the textbook straight line: y = 2.2 + 0.6 x, χ² = 2.4.
const design = Float64Array.from([1, 2, 3, 4, 5].flatMap((x) => [1, x]));
const y = Float64Array.of(2, 4, 5, 4, 5);

describe('linearLeastSquares', () => {
  it('fits the textbook line, its covariance scaled by the residuals', () => {
    const { coefficients, covariance, chi2, dof } = linearLeastSquares(design, y);
    expect(coefficients[0]).toBeCloseTo(2.2, 12);
    expect(coefficients[1]).toBeCloseTo(0.6, 12);
    expect(chi2).toBeCloseTo(2.4, 12);
    expect(dof).toBe(3);
    expect(covariance[3]).toBeCloseTo(2.4 / 3 / 10, 12);
    expect(covariance[1]).toBeCloseTo(-(2.4 / 3) * 0.3, 12);
  });
  it('takes known uncertainties as they stand, relative ones up to their factor', () => {
    const sigma = new Float64Array(5).fill(0.5);
    expect(linearLeastSquares(design, y, { sigma }).covariance[3]).toBeCloseTo(0.25 / 10, 12);
    expect(linearLeastSquares(design, y, { sigma, relativeSigma: true }).covariance[3]).toBeCloseTo(0.08, 12);
  });
  it('keeps its digits where columns differ by 1e12 in size', () => {
    const scaled = design.map((v, i) => (i % 2 === 1 ? v * 1e-12 : v));
    expect(linearLeastSquares(scaled, y).coefficients[1]! * 1e-12).toBeCloseTo(0.6, 11);
  });
  it('refuses fewer points than coefficients and dependent columns, by code', () => {
    expect(() => linearLeastSquares(Float64Array.of(1, 2), Float64Array.of(1))).toThrow(
      expect.objectContaining({ code: 'fit/too-few-points' }),
    );
    const twice = Float64Array.from([1, 2, 3].flatMap((x) => [x, 2 * x]));
    expect(() => linearLeastSquares(twice, Float64Array.of(1, 2, 3))).toThrow(expect.objectContaining({ code: 'fit/rank' }));
  });
});
