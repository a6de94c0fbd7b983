import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';

type Params = { S0: NumberParam; D: NumberParam };

/**
 * One isotropic coefficient: S = S0 exp(−bD).
 * Source: Stejskal & Tanner (1965), doi 10.1063/1.1695690
 */
export const stejskalTanner: Model<typeof EchoDecay, Params> = defineModel({
  id: 'stejskal-tanner',
  version: '1.0.0',
  title: 'Single exponential (Stejskal-Tanner)',
  cite: ['10.1063/1.1695690'],
  accepts: EchoDecay,
  equation: 'S = S_0 e^{-bD}',
  params: { S0: amplitudeParam, D: diffusivityParam('Diffusion coefficient') },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess: (data) => initialDecay(data.variables.b.values, data.variables.signal.values),
  starts(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [{ S0, D: D / 5 }];
  },
  evaluate({ S0, D }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) out[i] = S0 * Math.exp(-(b[i] as number) * D);
  },
  jacobian({ S0, D }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) {
      const decay = Math.exp(-(b[i] as number) * D);
      out[2 * i] = decay;
      out[2 * i + 1] = -(b[i] as number) * S0 * decay;
    }
  },
});
