import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundSteps } from './round-steps.ts';

describe('roundSteps', () => {
  it.each([
    [[0, 1], 5, [0, 0.2, 0.4, 0.6, 0.8, 1], 1],
    [[-0.35, 0.35], 7, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3], 1],
    [[1234, 5678], 4, [2000, 3000, 4000, 5000], 0],
    [[1.001e-9, 1.009e-9], 4, [1.002e-9, 1.004e-9, 1.006e-9, 1.008e-9], 12],
  ] as const)('divides %j in about %d steps', (interval, count, values, decimals) => {
    expect(roundSteps(interval, count)).toEqual({ values, decimals });
  });

  it('gives between half and double the wanted count, inside the interval, evenly spaced', () => {
    const end = fc.double({ min: -1e30, max: 1e30, noNaN: true });
    fc.assert(
      fc.property(end, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 2, max: 10 }), (low, share, count) => {
        const width = share * Math.max(Math.abs(low), 1e-30);
        const { values } = roundSteps([low, low + width], count);
        expect(values.length).toBeGreaterThanOrEqual(Math.floor(count / 2));
        expect(values.length).toBeLessThanOrEqual(2 * count + 2);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-6 * width);
          expect(value).toBeLessThanOrEqual(low + width * (1 + 1e-6));
        }
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
