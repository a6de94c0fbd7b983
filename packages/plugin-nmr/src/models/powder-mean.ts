import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';
import { powderDecay, powderDecayJacobian, type PowderSide } from './powder-decay.ts';

type Params = { S0: NumberParam; mean: NumberParam; Dz: NumberParam };

/**
 * The same decay as `powder-2d` or `powder-1d`, by its mean (2 Dxy + Dz)/3 and Dz: for the uncertainty of the mean where Dxy and Dz have none
 * of their own. Dxy = (3 mean − Dz)/2.
 */
export function powderMean(side: PowderSide): Model<typeof EchoDecay, Params> {
  const start = side === 'layers' ? 0.2 : 2.4;
  return defineModel({
    id: 'powder-mean',
    version: '1.0.0',
    title: `Powder average of ${side} by its mean`,
    accepts: EchoDecay,
    params: {
      S0: amplitudeParam,
      mean: diffusivityParam('Mean diffusion coefficient'),
      Dz: { type: 'number', title: 'Diffusion coefficient along the unique axis', unit: 'm2/s', min: 0 },
    },
    observe: (data) => data.variables.signal,
    guess(data) {
      const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
      return { S0, mean: D, Dz: start * D };
    },
    evaluate: ({ S0, mean, Dz }, data, out) =>
      powderDecay(side, data.variables.b.values, { S0, Dxy: Math.max(0, (3 * mean - Dz) / 2), Dz: Math.min(Dz, 3 * mean) }, out),
    jacobian({ S0, mean, Dz }, data, out) {
      powderDecayJacobian(side, data.variables.b.values, { S0, Dxy: Math.max(0, (3 * mean - Dz) / 2), Dz: Math.min(Dz, 3 * mean) }, out);
      const closed = Dz > 3 * mean;
      for (let i = 0; i < out.length; i += 3) {
        const [byDxy, byDz] = [out[i + 1] as number, out[i + 2] as number];
        out[i + 1] = closed ? 3 * byDz : 1.5 * byDxy;
        out[i + 2] = closed ? 0 : byDz - byDxy / 2;
      }
    },
  });
}
