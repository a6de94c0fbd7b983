import { normalQuantile } from '@ionwalk/core/fit';

/** P = -D g/step [m/s], or the limit the data put on it. */
export interface Permeance {
  /** Null when neither an upper nor a lower limit exists. */
  readonly value: number | null;
  /** Standard uncertainty of ln P; null for a bound. */
  readonly uLn: number | null;
  readonly bound: 'lower' | 'upper' | 'none' | null;
}

/**
 * Permeance of a boundary from the gradient (df/dx, negative where f falls) and the step (positive where f falls), with their covariance:
 * var ln P = var g/g^2 + var s/s^2 - 2 cov(g, s)/(g s). Known no better than to a factor e it is a one-sided 95 % bound instead: the P at which D g + P step
 * differs from zero by 1.645 standard deviations (Fieller), so that a step or a gradient that may be zero needs no special case.
 */
export function permeance(diffusivity: number, gradient: number, step: number, varG: number, varS: number, cov: number): Permeance {
  const ratio = (-diffusivity * gradient) / step;
  const variance = varG / (gradient * gradient) + varS / (step * step) - (2 * cov) / (gradient * step);
  const uLn = Math.sqrt(Math.max(0, variance));
  if (ratio > 0 && uLn <= 1) return { value: ratio, uLn, bound: null };
  const q = normalQuantile(0.95);
  const stepKnown = Math.abs(step) > q * Math.sqrt(varS);
  const gradientKnown = Math.abs(gradient) > q * Math.sqrt(varG);
  // signed so that a flux along the better known of gradient and step counts as positive
  const sign = gradientKnown ? Math.sign(-gradient) : Math.sign(step);
  const flux = (p: number): number =>
    (sign * (-diffusivity * gradient - p * step)) / Math.sqrt(diffusivity * diffusivity * varG + 2 * p * diffusivity * cov + p * p * varS);
  const scale = (diffusivity * (Math.abs(gradient) + Math.sqrt(varG))) / (Math.abs(step) + Math.sqrt(varS));
  if (stepKnown && !gradientKnown) return { value: crossing((p) => flux(p) + q, scale), uLn: null, bound: 'upper' };
  if (gradientKnown && !stepKnown) return { value: crossing((p) => flux(p) - q, scale), uLn: null, bound: 'lower' };
  if (!stepKnown || ratio <= 0) return { value: null, uLn: null, bound: 'none' };
  const stepWorse = varS / (step * step) > varG / (gradient * gradient);
  return { value: crossing((p) => flux(p) + (stepWorse ? -q : q), scale), uLn: null, bound: stepWorse ? 'lower' : 'upper' };
}

/** The p > 0 at which a function that falls through zero does so; found in ln p. */
function crossing(f: (p: number) => number, scale: number): number {
  let [low, high] = [Math.log(scale) - 30, Math.log(scale) + 30];
  for (let i = 0; i < 80; i++) {
    const middle = 0.5 * (low + high);
    if (f(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}
