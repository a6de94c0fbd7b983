import { describe, expect, it } from 'vitest';
import { constants } from '../../physics/constants.ts';
import { fitArrhenius } from './fit-arrhenius.ts';
import { dot } from './law-fit.ts';
import { weightedLine } from './weighted-line.ts';

const T = [301.25, 327.5, 349.875, 372.0625, 401.5, 430.75, 455.125].reverse();
const D = [2.9173e-12, 7.0151e-12, 1.41283e-11, 2.46197e-11, 5.39442e-11, 9.8214e-11, 1.55107e-10].reverse();
const u = [0.031, 0.042, 0.05, 0.027, 0.036, 0.061, 0.04].reverse();
const x = Float64Array.from(T, (t) => 1 / t);
const y = Float64Array.from(D, Math.log);
const volts = constants.k / constants.e;

describe('fitArrhenius', () => {
  // Reference: the same sums in 40-digit arithmetic (mpmath 1.3).
  it.each([
    [
      'unweighted',
      Float64Array.from(T, () => 1),
      { T: 369.8183410823663, y: -24.418211906665846, E: 0.3068089909212075, rss: 0.008744833307978943 },
    ],
    [
      'weighted',
      Float64Array.from(u, (v) => 1 / v ** 2),
      { T: 362.026051271166, y: -24.630836983369331, E: 0.30466808259753853, rss: 9.178906875438816 },
    ],
  ])('equals 40-digit arithmetic to 1e-12, %s', (_, w, expected) => {
    const line = weightedLine(x, y, w);
    const fit = fitArrhenius({ x, y, w });
    expect(Math.abs(1 / line.x / expected.T - 1)).toBeLessThan(1e-14);
    expect(Math.abs(Number(fit?.value(line.x)) / expected.y - 1)).toBeLessThan(1e-14);
    expect(Math.abs((-Number(fit?.slope(line.x)) * volts) / expected.E - 1)).toBeLessThan(1e-12);
    expect(Math.abs(Number(fit?.rss) / expected.rss - 1)).toBeLessThan(1e-10);
  });

  it('writes value and slope as weighted sums of the data', () => {
    const w = Float64Array.from(u, (v) => 1 / v ** 2);
    const fit = fitArrhenius({ x, y, w });
    for (const at of [0.0024, 0.0031]) {
      expect(dot(fit?.valueWeights(at) ?? new Float64Array(7), y)).toBeCloseTo(Number(fit?.value(at)), 10);
      expect(dot(fit?.slopeWeights(at) ?? new Float64Array(7), y)).toBeCloseTo(Number(fit?.slope(at)), 6);
    }
  });

  it('returns undefined for one temperature', () => {
    expect(fitArrhenius({ x: Float64Array.of(0.003, 0.003), y: Float64Array.of(-25, -26), w: Float64Array.of(1, 1) })).toBeUndefined();
  });
});
