import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { gaussHermite } from '@ionwalk/core/fit';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';

type Params = { S0: NumberParam; D: NumberParam; sigma: NumberParam };

const NODES = 48;
let rule: { readonly shift: Float64Array; readonly weight: Float64Array } | undefined;

/** Log-normal distribution of coefficients: S = S0 ∫ exp(−bD') p(ln D') d ln D', median D, width σ of ln D. 48 Gauss-Hermite nodes. */
export const logNormal: Model<typeof EchoDecay, Params> = defineModel({
  id: 'log-normal',
  version: '1.0.0',
  title: 'Log-normal distribution',
  accepts: EchoDecay,
  equation: "S = S_0 \\int e^{-bD'} p(\\ln D')\\, d\\ln D'",
  params: {
    S0: amplitudeParam,
    D: diffusivityParam('Median diffusion coefficient'),
    sigma: { type: 'number', title: 'Standard deviation of ln D', unit: '1', min: 0, max: 4 },
  },
  linear: ['S0'],
  observe: (data) => data.variables.signal,
  guess: (data) => ({ ...initialDecay(data.variables.b.values, data.variables.signal.values), sigma: 0.6 }),
  starts(data) {
    const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
    return [{ S0, D: D / 2, sigma: 1.3 }];
  },
  evaluate({ S0, D, sigma }, data, out) {
    const b = data.variables.b.values;
    const { shift, weight } = (rule ??= quadrature());
    for (let i = 0; i < b.length; i++) {
      let sum = 0;
      for (let k = 0; k < NODES; k++)
        sum += (weight[k] as number) * Math.exp(-(b[i] as number) * D * Math.exp(sigma * (shift[k] as number)));
      out[i] = S0 * sum;
    }
  },
  jacobian({ S0, D, sigma }, data, out) {
    const b = data.variables.b.values;
    const { shift, weight } = (rule ??= quadrature());
    for (let i = 0; i < b.length; i++) {
      let [value, byLnD, bySigma] = [0, 0, 0];
      for (let k = 0; k < NODES; k++) {
        const x = (b[i] as number) * D * Math.exp(sigma * (shift[k] as number));
        const term = (weight[k] as number) * Math.exp(-x);
        value += term;
        // x e^−x is 0 once x overflows its exponential.
        const slope = term > 0 ? term * x : 0;
        byLnD -= slope;
        bySigma -= slope * (shift[k] as number);
      }
      out[3 * i] = value;
      out[3 * i + 1] = (S0 * byLnD) / D;
      out[3 * i + 2] = S0 * bySigma;
    }
  },
});

function quadrature(): { shift: Float64Array; weight: Float64Array } {
  const { nodes, weights } = gaussHermite(NODES);
  return { shift: nodes.map((node) => node * Math.SQRT2), weight: weights.map((value) => value / Math.sqrt(Math.PI)) };
}
