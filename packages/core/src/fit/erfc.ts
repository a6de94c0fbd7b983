import { erf } from './erf.ts';
import { erfcx } from './erfcx.ts';
import { expMinusSquare } from './exp-square.ts';

/**
 * Complementary error function erfc(x) = 1 − erf(x), relative error below 1e-14 down to where it underflows (x ≈ 26.5).
 * erfc(∞) = 0, erfc(−∞) = 2, erfc(NaN) = NaN.
 */
export const erfc = (x: number): number => {
  if (x < 0.25) return 1 - erf(x);
  if (x > 27.3) return 0;
  return expMinusSquare(x) * erfcx(x);
};
