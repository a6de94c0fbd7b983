import { spectralDensity, type Density } from './spectral-density.ts';

/** 1/T1, 1/T2, 1/T1rho, as in the variable `process` of `nmr/relaxation-series`. */
export const PROCESSES = ['T1', 'T2', 'T1rho'] as const;

const density = new Float64Array(3);

/**
 * Relaxation rate over C [s], into `out[0]`; `out[1]` = d ln rate/d ln τ, `out[2]` = d ln rate/dβ.
 *
 *     1/T1    = C [J(ω0) + 4 J(2ω0)]
 *     1/T2    = (C/2) [3 J(0) + 5 J(ω0) + 2 J(2ω0)]
 *     1/T1rho = (C/2) [3 J(2ω1) + 5 J(ω0) + 2 J(2ω0)]
 *
 * @param process – 1, 2 or 3; @param omega0, omega1 – angular Larmor and spin-lock frequency [rad/s]
 */
export function relaxationRate(
  form: Density,
  process: number,
  omega0: number,
  omega1: number,
  tau: number,
  beta: number,
  out: Float64Array,
): void {
  out.fill(0);
  if (process === 1) {
    add(form, omega0, tau, beta, 1, out);
    add(form, 2 * omega0, tau, beta, 4, out);
  } else {
    add(form, process === 2 ? 0 : 2 * omega1, tau, beta, 1.5, out);
    add(form, omega0, tau, beta, 2.5, out);
    add(form, 2 * omega0, tau, beta, 1, out);
  }
  const rate = out[0] as number;
  out[1] = (out[1] as number) / rate;
  out[2] = (out[2] as number) / rate;
}

function add(form: Density, omega: number, tau: number, beta: number, weight: number, out: Float64Array): void {
  spectralDensity(form, omega, tau, beta, density);
  const part = weight * (density[0] as number);
  out[0] = (out[0] as number) + part;
  out[1] = (out[1] as number) + part * (density[1] as number);
  out[2] = (out[2] as number) + part * (density[2] as number);
}
