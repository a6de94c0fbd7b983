import { constants } from '@ionwalk/core';
import { relaxationRate } from '../models/relaxation-rate.ts';
import type { Density } from '../models/spectral-density.ts';

const out = new Float64Array(3);

/** ω0 τ at the minimum of T1: 0.61579515 for BPP, 0.307 for two-dimensional motion. Where d ln rate/d ln τ = 0, by bisection. */
export function rateMaximum(form: Density, beta: number): number {
  let [low, high] = [Math.log(1e-4), Math.log(1e4)];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    relaxationRate(form, 1, 1, 0, Math.exp(middle), beta, out);
    if ((out[1] as number) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

export interface T1Minimum {
  /** K */
  readonly value: number;
  readonly u: number;
}

/**
 * Temperature of the T1 minimum, Ea/(R ln(x/(ω0 τ0))), x from `rateMaximum`, with the covariance of (tau0, Ea, beta); undefined where no
 * temperature gives that correlation time.
 * @param covariance – of tau0, Ea and beta, row-major 3 × 3, own units
 */
export function t1Minimum(
  form: Density,
  larmor: number,
  p: { readonly tau0: number; readonly Ea: number; readonly beta: number },
  covariance: readonly number[],
): T1Minimum | undefined {
  const tau = rateMaximum(form, p.beta) / (2 * Math.PI * larmor);
  const span = Math.log(tau / p.tau0);
  const T = p.Ea / (constants.R * span);
  if (!(T > 0) || !Number.isFinite(T)) return undefined;
  const h = 1e-4;
  const byBeta = p.beta > 2 * h ? Math.log(rateMaximum(form, p.beta + h) / rateMaximum(form, p.beta - h)) / (2 * h) : 0;
  const gradient = [T / span / p.tau0, T / p.Ea, (-T / span) * byBeta];
  let variance = 0;
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) variance += (gradient[i] as number) * (gradient[j] as number) * (covariance[3 * i + j] as number);
  return { value: T, u: Math.sqrt(Math.max(variance, 0)) };
}
