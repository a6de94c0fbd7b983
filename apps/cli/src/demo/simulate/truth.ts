import { constants } from '@ionwalk/core';
import { LLTO } from '../llto-study.ts';

const K_EV = constants.k / constants.e;

/** Bulk diffusivity of the simulated crystal [m2/s]: Arrhenius with a continuous hinge at the break temperature. */
export function bulkDiffusivity(T: number): number {
  const { D300, eaLow, eaHigh, Tbreak } = LLTO.truth;
  const below = Math.min(T, Tbreak);
  const low = D300 * Math.exp((-eaLow / K_EV) * (1 / below - 1 / 300));
  return T <= Tbreak ? low : low * Math.exp((-eaHigh / K_EV) * (1 / T - 1 / Tbreak));
}

/** Tracer diffusivity inside a grain boundary [m2/s]. */
export const boundaryTracerDiffusivity = (T: number): number =>
  LLTO.truth.Dgb298 * Math.exp((-LLTO.truth.eaGb / K_EV) * (1 / T - 1 / 298.15));

/** Permeance of one boundary for the tracer, P = D*_gb/δ [m/s]. */
export const boundaryPermeance = (T: number): number => boundaryTracerDiffusivity(T) / LLTO.sample.gbWidth;

/** Boundary resistance over bulk resistance on the charge side: (δ/L) D_bulk/(D*_gb/H_R). */
export function boundaryToBulkResistance(T: number): number {
  const { gbWidth, grainSize } = LLTO.sample;
  return ((gbWidth / grainSize) * bulkDiffusivity(T)) / (boundaryTracerDiffusivity(T) / LLTO.truth.havenGb);
}

/** Effective tracer diffusivity of the series of grains and boundaries [m2/s]. */
export function effectiveTracerDiffusivity(T: number): number {
  const { gbWidth, grainSize } = LLTO.sample;
  return 1 / (1 / bulkDiffusivity(T) + gbWidth / grainSize / boundaryTracerDiffusivity(T));
}

/** Conductivity from a charge diffusivity by Nernst-Einstein [S/m]. */
export const conductivity = (D: number, T: number, c: number): number => (D * c * constants.e ** 2) / (constants.k * T);

/** Correlation time of option A, the stated fit [s]. */
export const correlationTime = (T: number): number => LLTO.t1.tau0 * Math.exp(LLTO.t1.ea / (K_EV * T));

/** Longitudinal rate of option A [1/s]. */
export function longitudinalRate(T: number): number {
  const w = 2 * Math.PI * LLTO.nmr.larmor;
  const tau = correlationTime(T);
  return LLTO.t1.C * (tau / (1 + (w * tau) ** 2) + (4 * tau) / (1 + (2 * w * tau) ** 2));
}
