import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';
import { powderDecay, powderDecayJacobian } from './powder-decay.ts';

type Params = { S0: NumberParam; Dxy: NumberParam; Dz: NumberParam };

/**
 * Powder of chain conductors, Dz ≥ Dxy with z the unique axis: S = S0 exp(−b Dxy) (√π/2) erf(v)/v, v = √(b(Dz − Dxy)).
 * Dxy is a linear parameter with the bound 0.
 * Source: P. T. Callaghan, Translational Dynamics and Magnetic Resonance (2011)
 */
export const powder1d: Model<typeof EchoDecay, Params> = defineModel({
  id: 'powder-1d',
  version: '1.0.0',
  title: 'Powder average, chains (Dz ≥ Dxy)',
  accepts: EchoDecay,
  equation: 'S = S_0 e^{-bD_{xy}} \\frac{\\sqrt\\pi}{2} \\mathrm{erf}(v)/v,\\; v = \\sqrt{b(D_z-D_{xy})}',
  params: {
    S0: amplitudeParam,
    Dxy: { type: 'number', title: 'Diffusion coefficient across the chains', unit: 'm2/s', min: 0, display: 'cm2/s' },
    Dz: diffusivityParam('Diffusion coefficient along the chains'),
  },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return { S0, Dxy: 0.1 * D, Dz: 2.8 * D };
  },
  starts(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [{ S0, Dxy: 0.7 * D, Dz: 1.6 * D }];
  },
  evaluate: (params, data, out) => powderDecay('chains', data.variables.b.values, params, out),
  jacobian: (params, data, out) => powderDecayJacobian('chains', data.variables.b.values, params, out),
});
