import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { addCorrected } from './dead-time.ts';
import { effectiveCounts, fractionOf } from './fraction.ts';

describe('addCorrected', () => {
  it('gives n = m/(1 - m tau/T) and var n = m/(1 - m tau/T)^2, added to what was there', () => {
    const sum = Float64Array.of(1, 0);
    const variance = Float64Array.of(2, 0);
    addCorrected(Float64Array.of(1000, 0), 1e-4, sum, variance);
    expect(sum[0]).toBeCloseTo(1 + 1000 / 0.9, 9);
    expect(variance[0]).toBeCloseTo(2 + 1000 / 0.81, 9);
    expect(Array.from(sum.subarray(1))).toEqual([0]);
  });

  it('changes nothing without a dead time', () => {
    const [sum, variance] = [new Float64Array(1), new Float64Array(1)];
    addCorrected(Float64Array.of(123), 0, sum, variance);
    expect([sum[0], variance[0]]).toEqual([123, 123]);
  });

  it('recovers the rate and the scatter of a simulated counter that is dead after each count', () => {
    const random = seededRandom(3);
    const [tau, trials, rate] = [0.002, 4000, 200];
    const [sum, variance] = [new Float64Array(1), new Float64Array(1)];
    const found: number[] = [];
    for (let i = 0; i < trials; i++) {
      let [t, m] = [-Math.log(1 - random.uniform()) / rate, 0];
      // a start in equilibrium: the counter may still be dead
      if (random.uniform() < (rate * tau) / (1 + rate * tau)) t += random.uniform() * tau;
      for (; t < 1; t += tau - Math.log(1 - random.uniform()) / rate) m++;
      sum[0] = 0;
      addCorrected(Float64Array.of(m), tau, sum, variance);
      found.push(...sum);
    }
    const mean = found.reduce((s, v) => s + v, 0) / trials;
    const scatter = found.reduce((s, v) => s + (v - mean) ** 2, 0) / (trials - 1);
    const claimed = (variance[0] as number) / trials;
    expect(Math.abs(mean / rate - 1)).toBeLessThan(0.006);
    // 4000 trials give the variance to 2.2 %
    expect(Math.abs(scatter / claimed - 1)).toBeLessThan(0.08);
  });

  it('refuses more counts than the dead time lets through', () => {
    expect(() => addCorrected(Float64Array.of(2000), 1e-3, new Float64Array(1), new Float64Array(1))).toThrow(/more than the dead time/);
  });
});

describe('fractionOf', () => {
  const of = (...args: [number, number, number, number]): number[] => {
    const out = new Float64Array(2);
    fractionOf(...args, out);
    return Array.from(out);
  };

  it('is binomial for Poisson counts', () => {
    expect(of(30, 70, 30, 70)).toEqual([0.3, expect.closeTo(Math.sqrt((0.3 * 0.7) / 100), 12)]);
  });

  it('is not a number where nothing was counted', () => {
    expect(of(0, 0, 0, 0)).toEqual([NaN, NaN]);
  });

  it('claims the scatter that simulated counts show', () => {
    const random = seededRandom(11);
    const [trials, f, n] = [5000, 0.2, 400];
    let [s, s2, claimed] = [0, 0, 0];
    for (let i = 0; i < trials; i++) {
      const [t, m] = [random.poisson(f * n), random.poisson((1 - f) * n)];
      const [value, sigma] = of(t, m, t, m) as [number, number];
      s += value;
      s2 += value * value;
      claimed += sigma * sigma;
    }
    const scatter = (s2 - (s * s) / trials) / (trials - 1);
    // the scatter of 5000 trials is known to 2 %
    expect(Math.abs(scatter / (claimed / trials) - 1)).toBeLessThan(0.07);
    expect(s / trials).toBeCloseTo(f, 3);
  });
});

describe('effectiveCounts', () => {
  it('is the total for Poisson counts, less where a dead time widened them, and 0 for none', () => {
    expect(effectiveCounts(30, 70, 30, 70)).toBeCloseTo(100, 12);
    expect(effectiveCounts(30, 70, 36, 84)).toBeCloseTo(100 / 1.2, 12);
    expect(effectiveCounts(0, 50, 0, 50)).toBe(50);
    expect(effectiveCounts(0, 0, 0, 0)).toBe(0);
  });
});
