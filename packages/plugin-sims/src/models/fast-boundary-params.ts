import type { NumberParam } from '@ionwalk/core';
import { DIFFUSIVITY } from './common-params.ts';

/** What the two models of fast boundaries share: the lattice, the product of a boundary, and how many boundaries there are. */
export const FAST_BOUNDARY: {
  readonly D: NumberParam;
  readonly sdD_gb: NumberParam;
  readonly density: NumberParam;
} = {
  D: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient of the lattice' },
  sdD_gb: {
    type: 'number',
    title: 'Segregation x width x diffusion coefficient of a boundary',
    unit: 'm3/s',
    min: 1e-45,
    max: 1,
    scale: 'log',
  },
  density: { type: 'number', title: 'Length of boundaries per area of a section', unit: '1/m', min: 1e-3, max: 1e12, scale: 'log' },
};
