import { describe, expect, it } from 'vitest';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { multistart } from './multistart.ts';

/** One observation of a double well and a pull to one side: minima near −1 and, lower, near 1. */
const doubleWell: LeastSquaresProblem = {
  parameters: [{ name: 'p', start: -1.2 }],
  residualCount: 2,
  residuals: (p, out) => {
    out[0] = p[0]! ** 2 - 1;
    out[1] = 0.1 * (p[0]! - 1.5);
  },
};

describe('multistart', () => {
  it('keeps the lowest minimum and counts who agrees', () => {
    const { best, tried, agree, converged } = multistart(doubleWell, [[-1.2], [0.8], [1.4]]);
    expect(best.parameters[0]).toBeGreaterThan(0.9);
    expect([tried, agree, converged]).toEqual([3, 2, true]);
  });
  it('is not converged when no second start confirms the best', () => {
    const { best, agree, converged } = multistart(doubleWell, [[-1.2], [0.8]]);
    expect(best.converged).toBe(true);
    expect([agree, converged]).toEqual([1, false]);
  });
  it('believes a single start, the own one by default', () => {
    const { best, tried, converged } = multistart(doubleWell, []);
    expect(best.parameters[0]).toBeLessThan(-0.9);
    expect([tried, converged]).toEqual([1, true]);
  });
  it('scatters further starts, the same ones for the same seed', () => {
    const options = { jittered: 20, spread: 2, seed: 3 };
    const first = multistart(doubleWell, [], options);
    expect(first.best.parameters[0]).toBeGreaterThan(0.9);
    expect(first.agree).toBeGreaterThan(2);
    expect(multistart(doubleWell, [], options)).toEqual(first);
  });
  it('agrees where data without noise leave rounding errors only', () => {
    const exact: LeastSquaresProblem = {
      parameters: [{ name: 'k', start: 1, scale: 'log' }],
      residualCount: 20,
      residuals: (p, out) => {
        for (let i = 0; i < 20; i++) out[i] = Math.exp(-p[0]! * i * 0.1) - Math.exp(-0.7 * i * 0.1);
      },
    };
    expect(multistart(exact, [[0.1], [1], [3]])).toMatchObject({ agree: 3, converged: true });
  });
  it('passes over a start where the model is no number, and fails with its error if all are', () => {
    const guarded: LeastSquaresProblem = {
      ...doubleWell,
      residuals: (p, out) => (p[0]! < 0 ? void out.fill(NaN) : doubleWell.residuals(p, out)),
    };
    expect(multistart(guarded, [[-1], [1], [1.1]]).agree).toBe(2);
    expect(() => multistart(guarded, [[-1], [-2]])).toThrow(expect.objectContaining({ code: 'fit/not-finite' }));
  });
});
