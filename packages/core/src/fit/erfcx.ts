import { ERFCX_TABLE } from './erfcx-table.ts';
import { expSquare } from './exp-square.ts';

const INVERSE_ROOT_PI = 0.5641895835477563;
const DEGREE = 8;

/**
 * Scaled complementary error function erfcx(x) = exp(x²) erfc(x), relative error below 1e-14 over the whole range.
 * Overflows to Infinity below x = −26.63, as it should; erfcx(∞) = 0, erfcx(NaN) = NaN.
 */
export const erfcx = (x: number): number => {
  if (x < 0) return x < -26.7 ? Infinity : 2 * expSquare(x) - erfcx(-x);
  if (x > 100) {
    // The continued fraction 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + 2/x)))): the next term is below 1e-16.
    const s = x * x;
    if (s > 1e15) return INVERSE_ROOT_PI / x;
    return (INVERSE_ROOT_PI * (s * (s + 4.5) + 2)) / (x * (s * (s + 5) + 3.75));
  }
  if (Number.isNaN(x)) return NaN;
  const scaled = 128 / (4 + x);
  const piece = Math.min(Math.floor(scaled), 31);
  const u = 2 * scaled - (2 * piece + 1);
  const last = (piece - 1) * (DEGREE + 1);
  let sum = 0;
  for (let i = last + DEGREE; i >= last; i--) sum = sum * u + ERFCX_TABLE[i]!;
  return sum;
};
