import { describe, expect, it } from 'vitest';
import { minimiseProfile } from './minimise-profile.ts';

const grid = Float64Array.from({ length: 21 }, (_, i) => i / 10);

function counted(f: (at: number) => number): { f: (at: number) => number; count: () => number } {
  let count = 0;
  return { f: (at) => (count++, f(at)), count: () => count };
}

describe('minimiseProfile', () => {
  it('finds the least of several minima to the root of the rounding error', () => {
    const best = minimiseProfile((x) => Math.cos(9 * x) + 0.3 * (x - 1.2) ** 2, grid);
    // 9 sin 9x = 0.6 (x − 1.2)
    const at = Number(best?.at);
    expect(Math.abs(9 * Math.sin(9 * at) - 0.6 * (at - 1.2))).toBeLessThan(1e-5);
    expect(at).toBeCloseTo(1.0485, 3);
  });
  it('takes few steps on a smooth function', () => {
    const { f, count } = counted((x) => Math.exp(x) - 2.1 * x);
    expect(minimiseProfile(f, grid)?.at).toBeCloseTo(Math.log(2.1), 7);
    expect(count() - grid.length).toBeLessThan(16);
  });
  it('finds a kink between two nodes and one on a node', () => {
    for (const at of [0.734_211, 0.7]) {
      const { f, count } = counted((x) => (x < at ? 3 * (at - x) : 0.2 * (x - at)));
      expect(minimiseProfile(f, grid)?.at).toBeCloseTo(at, 9);
      expect(count() - grid.length).toBeLessThan(100);
    }
  });
  it('finds a minimum beside a wall of infinite values, and one at the end of the grid', () => {
    expect(minimiseProfile((x) => (x < 0.55 ? Infinity : (x - 0.5) ** 2), grid)?.at).toBeCloseTo(0.55, 8);
    expect(minimiseProfile((x) => x, grid)).toEqual({ at: 0, value: 0 });
  });
  it('returns undefined where the function is finite nowhere', () => {
    expect(minimiseProfile(() => Infinity, grid)).toBeUndefined();
  });
});
