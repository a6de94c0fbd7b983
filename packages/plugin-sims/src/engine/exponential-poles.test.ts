import { expect, it } from 'vitest';
import { AT_INFINITY, EXPONENTIAL_POLES } from './exponential-poles.ts';

it('approximates exp(-x) to 1.1e-6 from 0 to infinity', () => {
  for (const x of [0, ...Array.from({ length: 20_000 }, (_, i) => 10 ** (-8 + (16 * i) / 20_000))]) {
    let sum = AT_INFINITY;
    for (const { z, c } of EXPONENTIAL_POLES) {
      const [re, im] = [x + z.re, z.im];
      sum -= (2 * (c.re * re + c.im * im)) / (re * re + im * im);
    }
    expect(Math.abs(sum - Math.exp(-x))).toBeLessThan(1.1e-6);
  }
});
