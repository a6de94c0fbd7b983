import { erfc } from './erfc.ts';

const ROOT_TWO_PI = 2.5066282746310002;

/** z with Φ(z) = p for the standard normal distribution; ∓Infinity at 0 and 1, NaN outside. Relative error below 1e-13 in the lower tail. */
export const normalQuantile = (p: number): number => {
  if (!(p >= 0) || !(p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  // A start good to 5e-4 (Abramowitz and Stegun 26.2.23), then Halley's iteration.
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let i = 0; i < 4; i++) {
    const error = 0.5 * erfc(-z / Math.SQRT2) - p;
    const step = error * ROOT_TWO_PI * Math.exp((z * z) / 2);
    if (!Number.isFinite(step)) break;
    z -= step / (1 + (z * step) / 2);
    if (Math.abs(step) < 1e-15 * Math.abs(z)) break;
  }
  return z;
};
