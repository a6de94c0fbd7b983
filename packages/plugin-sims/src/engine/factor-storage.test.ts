import { describe, expect, it } from 'vitest';
import { complexFactor } from './complex-factor.ts';
import { factorPattern } from './factor-pattern.ts';
import { factorStorage } from './factor-storage.ts';
import { pixelNetwork } from './pixel-network.ts';
import { realFactor } from './real-factor.ts';

// blocks of odd and even widths, and more than 2500 pixels
const SIZES = [
  [61, 43],
  [50, 53],
  [3, 900],
] as const;
const networkOf = (width: number, height: number) => {
  const network = pixelNetwork({ width, height, pixel: 1e-5, edge: 'left' }, undefined, { diffusivity: 2.6e-12, permeance: [] });
  network.east.forEach((g, i) => (network.east[i] = g * (1 + 0.9 * Math.sin(i))));
  network.south.forEach((g, i) => (network.south[i] = g * (1 + 0.9 * Math.cos(3 * i))));
  return network;
};

describe.each(SIZES)('the kernels in WebAssembly, %d by %d pixels', (width, height) => {
  const pattern = factorPattern(width, height);
  const network = networkOf(width, height);
  const right = (i: number): number => Math.sin(1.7 * i) + 0.2;

  it('give the solution of plain code with a real factor', () => {
    const [fast, plain] = [false, true].map((slow) => {
      const storage = factorStorage(pattern, 'real', slow);
      expect(storage.kernels === undefined).toBe(slow);
      const factor = realFactor(pattern, network, 2e3, storage);
      for (let i = 0; i < pattern.n; i++) factor.vector[i] = right(i);
      factor.solve();
      return factor.vector;
    }) as [Float64Array, Float64Array];
    for (let i = 0; i < pattern.n; i++) expect(Math.abs(fast[i]! - plain[i]!)).toBeLessThan(1e-13);
  });

  it('give the solutions of plain code with a complex factor, of single vectors and of four', () => {
    const support = Array.from({ length: 40 }, (_, k) => 17 + 3 * k);
    const results = [false, true].map((slow) => {
      const factor = complexFactor(pattern, network, 3e4, { re: 1.2, im: 3.6 }, { storage: factorStorage(pattern, 'complex', slow) });
      const one = Float64Array.from({ length: 2 * pattern.n }, (_, i) => right(i));
      factor.solve(one);
      factor.batch.fill(0);
      for (const at of support) for (let k = 0; k < 8; k++) factor.batch[8 * at + k] = right(8 * at + k);
      factor.solveBatch(support);
      return [one, Float64Array.from(factor.batch)] as const;
    });
    const [[one, four], [plainOne, plainFour]] = results as [(typeof results)[0], (typeof results)[0]];
    one.forEach((v, i) => expect(Math.abs(v - plainOne[i]!)).toBeLessThan(1e-13));
    four.forEach((v, i) => expect(Math.abs(v - plainFour[i]!)).toBeLessThan(1e-13));
  });

  it('leave far from the support what would be smaller than a share of the largest number', () => {
    const factor = complexFactor(pattern, network, 100, { re: 1.2, im: 3.6 });
    const solve = (share: number): Float64Array => {
      factor.batch.fill(0);
      for (let k = 0; k < 8; k += 2) factor.batch[8 * (40 * (k + 1)) + k] = 10 ** -k;
      factor.solveBatch(
        [0, 2, 4, 6].map((k) => 40 * (k + 1)),
        share,
      );
      return Float64Array.from(factor.batch);
    };
    const [whole, near] = [solve(0), solve(1e-3)];
    for (let k = 0; k < 8; k++) {
      const column = (x: Float64Array): number[] =>
        Array.from({ length: pattern.n }, (_, i) => Math.hypot(x[8 * i + (k & 6)]!, x[8 * i + (k | 1)]!));
      const [all, some] = [column(whole), column(near)];
      const most = Math.max(...all);
      all.forEach((v, i) => expect(Math.abs(v - some[i]!)).toBeLessThan(3e-3 * most));
    }
    expect(near.filter((v) => v === 0).length).toBeGreaterThan(near.length / 2);
  });
});
