import { describe, expect, it } from 'vitest';
import { decayByShare, decayByWidth, decayLength, voigtDecay } from './voigt-decay.ts';

/** Half width of the transform of a decay, by bisection on its numerical cosine transform. */
function fwhm(share: number, width: number): number {
  const dt = 0.002 / width;
  const value = (nu: number): number => {
    let sum = 0.5;
    for (let k = 1; k < 6000; k++) sum += voigtDecay(width, share, k * dt) * Math.cos(2 * Math.PI * nu * k * dt);
    return sum;
  };
  const half = value(0) / 2;
  let [low, high] = [0, width];
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (value(middle) > half) low = middle;
    else high = middle;
  }
  return low + high;
}

describe('voigtDecay', () => {
  it.each([0, 0.3, 0.7, 1])('gives a line of the stated full width, share %s', (share) => {
    expect(fwhm(share, 1000) / 1000).toBeCloseTo(1, 3);
  });
  it('has the slopes of its logarithm', () => {
    for (const share of [0.1, 0.6]) {
      const t = 3e-4;
      const ln = (w: number, m: number): number => Math.log(voigtDecay(w, m, t));
      expect(decayByWidth(900, share, t)).toBeCloseTo((ln(900.1, share) - ln(899.9, share)) / 0.2, 8);
      expect(decayByShare(900, share, t)).toBeCloseTo((ln(900, share + 1e-6) - ln(900, share - 1e-6)) / 2e-6, 6);
    }
  });
  it('has vanished at its length', () => {
    for (const share of [0, 0.5, 1]) expect(voigtDecay(500, share, decayLength(500, share, 1e-5, 1e6) * 1e-5)).toBeLessThan(1e-6);
  });
});
