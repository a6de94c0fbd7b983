import { describe, expect, it } from 'vitest';
import { aicc, akaikeWeights, bic } from './information-criteria.ts';

describe('aicc', () => {
  it('is χ² + 2k + 2k(k+1)/(n−k−1) with known sigma', () =>
    expect(aicc({ chi2: 12, n: 20, k: 3, sigmaKnown: true })).toBeCloseTo(12 + 6 + 24 / 16, 12));
  it('counts the variance as a parameter where it was estimated', () => {
    expect(aicc({ chi2: 12, n: 20, k: 3, sigmaKnown: false })).toBeCloseTo(20 * Math.log(0.6) + 8 + 40 / 15, 12);
  });
  it('is infinite where the correction has no data left', () => {
    expect(aicc({ chi2: 1, n: 5, k: 4, sigmaKnown: true })).toBe(Infinity);
    expect(aicc({ chi2: 1, n: 5, k: 3, sigmaKnown: false })).toBe(Infinity);
  });
});

describe('bic', () => {
  it('asks ln n for a parameter', () => {
    expect(bic({ chi2: 12, n: 20, k: 3, sigmaKnown: true })).toBeCloseTo(12 + 3 * Math.log(20), 12);
    expect(bic({ chi2: 12, n: 20, k: 3, sigmaKnown: false })).toBeCloseTo(20 * Math.log(0.6) + 4 * Math.log(20), 12);
  });
});

describe('akaikeWeights', () => {
  it('sum to 1 and fall by e for 2', () => {
    const weights = akaikeWeights([10, 12, 500]);
    expect(weights[0]! / weights[1]!).toBeCloseTo(Math.E, 12);
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 14);
  });
  it('gives nothing to infinite criteria and nothing at all to none', () => {
    expect(akaikeWeights([Infinity, 3])).toEqual([0, 1]);
    expect(akaikeWeights([Infinity])).toEqual([0]);
    expect(akaikeWeights([])).toEqual([]);
    expect(akaikeWeights([-Infinity, 0])).toEqual([1, 0]);
  });
});
