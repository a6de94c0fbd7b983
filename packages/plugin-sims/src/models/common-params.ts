import type { NumberParam } from '@ionwalk/core';

/** Tracer diffusion coefficient [m2/s], fitted in its logarithm. */
export const DIFFUSIVITY: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  title: 'Tracer diffusion coefficient',
  unit: 'm2/s',
  min: 1e-30,
  max: 1,
  scale: 'log',
};
/** Fraction offered at the surface: of the gas or the melt. */
export const SOURCE: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  title: 'Tracer fraction of the source',
  unit: '1',
  min: 0,
  max: 1,
};
/** Fraction before the exchange. */
export const BACKGROUND: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  title: 'Tracer fraction before exchange',
  unit: '1',
  min: 0,
  max: 1,
};
/** Rate at which a surface exchanges with a gas or melt [m/s]. */
export const EXCHANGE: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  title: 'Surface exchange coefficient',
  unit: 'm/s',
  min: 1e-25,
  max: 1e5,
  scale: 'log',
};
/** Flux through a boundary over the step of the fraction at it [m/s]. */
export const PERMEANCE: NumberParam & { readonly type: 'number' } = {
  type: 'number',
  title: 'Permeance of a boundary',
  unit: 'm/s',
  min: 1e-25,
  max: 1e5,
  scale: 'log',
};
