import type { NumberParam } from '@ionwalk/core';

/** A diffusion coefficient as a parameter that spans decades [m2/s]. */
export const diffusivityParam = (title: string): NumberParam => ({
  type: 'number',
  title,
  unit: 'm2/s',
  min: 1e-22,
  max: 1e-4,
  scale: 'log',
  display: 'cm2/s',
});

/** The echo amplitude at b = 0. */
export const amplitudeParam: NumberParam = { type: 'number', title: 'Echo amplitude at b = 0', unit: '1' };
