import { erfc } from './erfc.ts';
import { gammaLn } from './gamma-ln.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Probability that a Student-t variable with `nu` degrees of freedom exceeds t. */
export const studentTSurvival = (t: number, nu: number): number => {
  if (nu === Infinity) return 0.5 * erfc(t / Math.SQRT2);
  const x = nu / (nu + t * t);
  // 1 − x without cancellation where t is small.
  const tail = x > 0.5 ? 0.5 * (1 - incompleteBeta((t * t) / (nu + t * t), 0.5, nu / 2)) : 0.5 * incompleteBeta(x, nu / 2, 0.5);
  return t >= 0 ? tail : 1 - tail;
};

/**
 * t with P(T ≤ t) = p for Student's distribution with `nu` > 0 degrees of freedom (need not be whole; Infinity is the normal distribution).
 * ∓Infinity at p = 0 and 1; NaN outside or for nu ≤ 0.
 */
export const studentTQuantile = (p: number, nu: number): number => {
  if (!(nu > 0) || !(p >= 0) || !(p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentTQuantile(1 - p, nu);
  if (nu > 1e10) return normalQuantile(p);
  const target = 1 - p;
  // The quantile lies above the normal one; double until it is bracketed, then Newton kept inside the bracket.
  let low = 0;
  let high = Math.max(normalQuantile(p), 1);
  while (studentTSurvival(high, nu) > target) {
    low = high;
    high *= 2;
    if (high > 1e300) return high;
  }
  const norm = gammaLn((nu + 1) / 2) - gammaLn(nu / 2) - 0.5 * Math.log(nu * Math.PI);
  let t = (low + high) / 2;
  for (let i = 0; i < 200; i++) {
    const excess = studentTSurvival(t, nu) - target;
    if (excess > 0) low = t;
    else high = t;
    const density = Math.exp(norm - ((nu + 1) / 2) * Math.log1p((t * t) / nu));
    let next = t + excess / density;
    if (!(next > low) || !(next < high)) next = (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * Math.abs(next)) return next;
    t = next;
  }
  return t;
};
