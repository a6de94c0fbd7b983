import { ERF_TABLE } from './erf-table.ts';
import { erfcx } from './erfcx.ts';
import { expMinusSquare } from './exp-square.ts';

/**
 * Error function erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, relative error below 1e-15. erf(±∞) = ±1, erf(NaN) = NaN.
 */
export const erf = (x: number): number => {
  const size = Math.abs(x);
  if (size <= 1) {
    const u = 2 * x * x - 1;
    let sum = 0;
    for (let i = ERF_TABLE.length - 1; i >= 0; i--) sum = sum * u + ERF_TABLE[i]!;
    return x * sum;
  }
  if (size > 6) return x > 0 ? 1 : x < 0 ? -1 : NaN;
  if (Number.isNaN(x)) return NaN;
  const tail = expMinusSquare(size) * erfcx(size);
  return x > 0 ? 1 - tail : tail - 1;
};
