import { expect, it } from 'vitest';
import { EXPONENTIAL } from './exponential-poles.ts';

it.each([['1.1e-6', EXPONENTIAL, 1.1e-6]] as const)(
  'approximates exp(-x) to %s from 0 to infinity',
  (_name, { poles, atInfinity }, error) => {
    for (const x of [0, ...Array.from({ length: 20_000 }, (_, i) => 10 ** (-8 + (16 * i) / 20_000))]) {
      let sum = atInfinity;
      for (const { z, c } of poles) {
        const [re, im] = [x + z.re, z.im];
        sum -= (2 * (c.re * re + c.im * im)) / (re * re + im * im);
      }
      expect(Math.abs(sum - Math.exp(-x))).toBeLessThan(error);
    }
  },
);
