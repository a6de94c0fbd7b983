import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';

type Params = { S0: NumberParam; D1: NumberParam; D2: NumberParam; f1: NumberParam };

/** Two isotropic populations: S = S0 [f1 exp(−b D1) + (1 − f1) exp(−b D2)]; the analysis orders them D1 > D2. */
export const twoComponent: Model<typeof EchoDecay, Params> = defineModel({
  id: 'two-component',
  version: '1.0.0',
  title: 'Two components',
  accepts: EchoDecay,
  equation: 'S = S_0 [f_1 e^{-bD_1} + (1-f_1) e^{-bD_2}]',
  params: {
    S0: amplitudeParam,
    D1: diffusivityParam('Diffusion coefficient of the fast component'),
    D2: diffusivityParam('Diffusion coefficient of the slow component'),
    f1: { type: 'number', title: 'Fraction of the fast component', unit: '1', min: 0, max: 1 },
  },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess: (data) => start(initialDecay(data.variables.b.values, data.variables.signal.values), 0.5, 5),
  starts(data) {
    const first = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [start(first, 0.3, 5), start(first, 0.7, 5), start(first, 0.3, 30), start(first, 0.7, 30)];
  },
  evaluate({ S0, D1, D2, f1 }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) out[i] = S0 * (f1 * Math.exp(-(b[i] as number) * D1) + (1 - f1) * Math.exp(-(b[i] as number) * D2));
  },
  jacobian({ S0, D1, D2, f1 }, data, out) {
    const b = data.variables.b.values;
    for (let i = 0; i < b.length; i++) {
      const weighting = b[i] as number;
      const fast = Math.exp(-weighting * D1);
      const slow = Math.exp(-weighting * D2);
      out[4 * i] = f1 * fast + (1 - f1) * slow;
      out[4 * i + 1] = -S0 * f1 * weighting * fast;
      out[4 * i + 2] = -S0 * (1 - f1) * weighting * slow;
      out[4 * i + 3] = S0 * (fast - slow);
    }
  },
});

/** The initial slope is f D1 + (1 − f) D2 = D. */
function start({ S0, D }: { S0: number; D: number }, f1: number, ratio: number): { S0: number; D1: number; D2: number; f1: number } {
  const D2 = D / (f1 * ratio + 1 - f1);
  return { S0, D1: ratio * D2, D2, f1 };
}
