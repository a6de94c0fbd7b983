import { describe, expect, it } from 'vitest';
import { seededRandom } from '@ionwalk/core/fit';
import { TimeAverage } from './time-average.ts';

describe('TimeAverage', () => {
  it.each([1, 9, 100, 700])('agrees with the plain sums to 1e-9, %i points of time', (count) => {
    const random = seededRandom(4);
    const terms = Array.from({ length: 50 }, () => ({ f: 3 * random.normal(), w: random.uniform(), v: random.normal() }));
    const average = new TimeAverage(count);
    for (const { f, w, v } of terms) average.add(f, w, v);
    const out = Array.from({ length: 4 }, () => new Float64Array(count)) as [Float64Array, Float64Array, Float64Array, Float64Array];
    average.finish(...out);
    for (let k = 0; k < count; k++) {
      const plain = [0, 0, 0, 0];
      for (const { f, w, v } of terms) {
        const angle = 2 * Math.PI * f * k;
        [w * Math.cos(angle), w * Math.sin(angle), v * Math.cos(angle), v * Math.sin(angle)].forEach(
          (term, i) => (plain[i] = (plain[i] as number) + term),
        );
      }
      plain.forEach((value, i) => expect(Math.abs((out[i]?.[k] ?? NaN) - value)).toBeLessThan(1e-9 * terms.length));
    }
  });
});
