import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { countCorrector } from './count-correction.ts';
import { onePerPulse } from './one-per-pulse.ts';
import { paralysable } from './paralysable.ts';
import { parseFrames } from './parse-frames.ts';
import { quasiSimultaneous } from './quasi-simultaneous.ts';

const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const m = mean(values);
  return values.reduce((s, v) => s + (v - m) ** 2, 0) / (values.length - 1);
};

describe('paralysable', () => {
  it('solves m = n exp(-n tau/T) on the lower branch, up to the most there can be', () => {
    const out = new Float64Array(2);
    for (const ratio of [1e-9, 1e-4, 1e-3]) {
      for (const rho of [0, 1e-9, 1e-3, 0.1, 0.5, 0.9, 0.999]) {
        const m = (rho / ratio) * Math.exp(-rho);
        paralysable(m, ratio, out);
        expect((out[0] as number) * ratio).toBeCloseTo(rho, rho > 0.99 ? 8 : 13);
      }
      paralysable(1 / (Math.E * ratio) + 1e-3, ratio, out);
      expect(Array.from(out)).toEqual([NaN, NaN]);
    }
  });

  it('recovers the rate and the scatter of a simulated counter that each ion keeps dead', () => {
    const random = seededRandom(4);
    for (const rho of [0.1, 0.4]) {
      const [trials, rate] = [3000, 400];
      const tau = rho / rate;
      const out = new Float64Array(2);
      const found: number[] = [];
      let claimed = 0;
      for (let i = 0; i < trials; i++) {
        let [last, m] = [-tau - 1, 0];
        // from before the start, as the counter may be dead there
        for (let t = -20 * tau - Math.log(1 - random.uniform()) / rate; t < 1; t -= Math.log(1 - random.uniform()) / rate) {
          if (t >= 0 && t - last >= tau) m++;
          last = t;
        }
        paralysable(m, tau, out);
        found.push(out[0] as number);
        claimed += (out[1] as number) / trials;
      }
      // 3000 trials give the mean to 0.1 % and the variance to 2.6 %
      expect(Math.abs(mean(found) / rate - 1)).toBeLessThan(0.01);
      expect(Math.abs(variance(found) / claimed - 1)).toBeLessThan(0.12);
    }
  });
});

describe('onePerPulse', () => {
  it('recovers ions and their scatter where a pulse gives one count at most', () => {
    const random = seededRandom(9);
    const [pulses, ions, trials] = [1000, 600, 4000];
    const out = new Float64Array(2);
    const found: number[] = [];
    let claimed = 0;
    for (let i = 0; i < trials; i++) {
      let m = 0;
      for (let p = 0; p < pulses; p++) if (random.uniform() < 1 - Math.exp(-ions / pulses)) m++;
      onePerPulse(m, pulses, out);
      found.push(out[0] as number);
      claimed += (out[1] as number) / trials;
    }
    expect(Math.abs(mean(found) / ions - 1)).toBeLessThan(0.004);
    expect(Math.abs(variance(found) / claimed - 1)).toBeLessThan(0.08);
    onePerPulse(pulses, pulses, out);
    expect(out[0]).toBeNaN();
  });
});

describe('quasiSimultaneous', () => {
  it('gives back the ions of primaries that bring several, counted as one, with beta 1/2', () => {
    const primaries = 1e5;
    for (const perPrimary of [0.01, 0.1, 0.3]) {
      const counted = primaries * (1 - Math.exp(-perPrimary));
      const out = Float64Array.of(counted, counted);
      quasiSimultaneous(out, 0.5, primaries);
      expect(Math.abs((out[0] as number) / (primaries * perPrimary) - 1)).toBeLessThan(perPrimary < 0.2 ? 0.001 : 0.01);
      expect(counted / (primaries * perPrimary)).toBeLessThan(1 - 0.4 * perPrimary);
    }
  });

  it('widens the variance by the square of its slope', () => {
    const at = (n: number): Float64Array => {
      const out = Float64Array.of(n, 4 * n);
      quasiSimultaneous(out, 0.8, 1000);
      return out;
    };
    const slope = ((at(200.01)[0] as number) - (at(199.99)[0] as number)) / 0.02;
    expect(at(200)[1]).toBeCloseTo(800 * slope * slope, 5);
  });
});

describe('countCorrector', () => {
  it('looks up whole counts as it computes any, and takes the dead time first', () => {
    const correct = countCorrector({ model: 'paralysable', ratio: 1e-4, qsa: { beta: 0.7, primaries: 1e5 } });
    const [out, by] = [new Float64Array(2), new Float64Array(2)];
    for (const m of [0, 1, 1000, 1000, 70_000 / 40]) {
      correct(m, out);
      paralysable(m, 1e-4, by);
      quasiSimultaneous(by, 0.7, 1e5);
      expect(Array.from(out)).toEqual(Array.from(by));
    }
    correct(1000.5, out);
    expect(out[0]).toBeGreaterThan(1000.5);
  });

  it.each([
    ['paralysable', 4000, /more than the paralysable dead time lets through \(3678\)/],
    ['non-paralysable', 10_000, /more than the non-paralysable dead time lets through \(10000\)/],
    ['one-per-pulse', 10_000, /more than primary pulses there were \(10000\)/],
  ] as const)('refuses counts that a %s counter can not give', (model, m, message) => {
    expect(() => countCorrector({ model, ratio: 1e-4 })(m, new Float64Array(2))).toThrow(message);
  });

  it('refuses as many ions as primary ions', () => {
    const correct = countCorrector({ model: 'non-paralysable', ratio: 0, qsa: { beta: 0.5, primaries: 100 } });
    expect(() => correct(100, new Float64Array(2))).toThrow(/as many as its 100.0 primary ions/);
  });
});

describe('parseFrames', () => {
  it('counts frames from 1, each once, in order', () => {
    expect(parseFrames('', 3)).toEqual([0, 1, 2]);
    expect(parseFrames('5-', 6)).toEqual([4, 5]);
    expect(parseFrames(' 3, 1-2 ,2', 6)).toEqual([0, 1, 2]);
  });
  it.each(['0', '4', '3-2', '1-4', 'a', '1,,2', '-2', '1-2-3', '999999999999'])('refuses %s of three frames', (text) => {
    expect(() => parseFrames(text, 3)).toThrow(/names no frames of an image of 3/);
  });
});
