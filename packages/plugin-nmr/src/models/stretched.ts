import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';

type Params = { S0: NumberParam; D: NumberParam; beta: NumberParam };

/** Stretched exponential: S = S0 exp(−(bD)^β), 0 < β ≤ 1. D is a scale, not a mean. */
export const stretched: Model<typeof EchoDecay, Params> = defineModel({
  id: 'stretched',
  version: '1.0.0',
  title: 'Stretched exponential',
  accepts: EchoDecay,
  equation: 'S = S_0 e^{-(bD)^\\beta}',
  params: {
    S0: amplitudeParam,
    D: diffusivityParam('Diffusion coefficient (scale)'),
    beta: { type: 'number', title: 'Stretching exponent', unit: '1', min: 0.05, max: 1 },
  },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess: (data) => ({ ...initialDecay(data.variables.b.values, data.variables.signal.values), beta: 0.8 }),
  starts(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [{ S0: 1.1 * S0, D: 1.5 * D, beta: 0.5 }];
  },
  evaluate({ S0, D, beta }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) out[i] = S0 * Math.exp(-(((b[i] as number) * D) ** beta));
  },
  jacobian({ S0, D, beta }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) {
      const x = (b[i] as number) * D;
      const power = x ** beta;
      const decay = Math.exp(-power);
      out[3 * i] = decay;
      out[3 * i + 1] = (-S0 * decay * power * beta) / D;
      out[3 * i + 2] = x > 0 ? -S0 * decay * power * Math.log(x) : 0;
    }
  },
});
