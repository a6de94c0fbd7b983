import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';
import { powderDecay, powderDecayJacobian } from './powder-decay.ts';

type Params = { S0: NumberParam; Dxy: NumberParam; Dz: NumberParam };

/**
 * Powder of layered conductors, Dxy ≥ Dz with z the unique axis: S = S0 exp(−b Dz) F(v)/v, v = √(b(Dxy − Dz)), F Dawson's integral.
 * Dz is a linear parameter with the bound 0. Dxy and Dz separate only in the order b² of the decay: at b Dxy < 1 the mean alone is known.
 * Source: P. T. Callaghan, Translational Dynamics and Magnetic Resonance (2011)
 */
export const powder2d: Model<typeof EchoDecay, Params> = defineModel({
  id: 'powder-2d',
  version: '1.0.0',
  title: 'Powder average, layers (Dxy ≥ Dz)',
  accepts: EchoDecay,
  equation: 'S = S_0 e^{-bD_z} F(v)/v,\\; v = \\sqrt{b(D_{xy}-D_z)}',
  params: {
    S0: amplitudeParam,
    Dxy: diffusivityParam('Diffusion coefficient in the layers'),
    Dz: { type: 'number', title: 'Diffusion coefficient across the layers', unit: 'm2/s', min: 0, display: 'cm2/s' },
  },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return { S0, Dxy: 1.6 * D, Dz: 0.1 * D };
  },
  starts(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [{ S0, Dxy: 1.2 * D, Dz: 0.6 * D }];
  },
  evaluate: (params, data, out) => powderDecay('layers', data.variables.b.values, params, out),
  jacobian: (params, data, out) => powderDecayJacobian('layers', data.variables.b.values, params, out),
});
