import { constants, type Model, type NumberParam } from '@ionwalk/core';
import type { EchoDecay } from '../kinds.ts';

type EchoModel = Model<typeof EchoDecay>;

/** True for the parameters of a decay model that follow temperature. */
export const isDiffusivity = (param: NumberParam): boolean => param.unit === 'm2/s';

/**
 * A decay model at a temperature T whose diffusion coefficients are those at T_ref times exp(−(Ea/R)(1/T − 1/T_ref)): its own parameters, now at T_ref, and
 * `Ea` [J/mol], common to all of them. With analytic derivatives where the model has them.
 */
export function arrheniusLinked(model: EchoModel, T: number, reference: number): EchoModel {
  const lever = (1 / T - 1 / reference) / constants.R;
  const names = Object.keys(model.params);
  const linked = names.map((name) => isDiffusivity(model.params[name] as NumberParam));
  const own: Record<string, number> = {};
  const load = (params: Readonly<Record<string, number>>): Record<string, number> => {
    const factor = Math.exp(-(params['Ea'] as number) * lever);
    names.forEach((name, j) => (own[name] = (params[name] as number) * (linked[j] ? factor : 1)));
    return own;
  };
  const { jacobian } = model;
  let block = new Float64Array(0);
  const width = names.length;
  return {
    ...model,
    params: { ...model.params, Ea: { type: 'number', title: 'Activation energy', unit: 'J/mol', display: 'eV' } },
    guess: (data) => ({ ...model.guess(data), Ea: 0 }),
    starts: () => [],
    evaluate: (params, data, out) => model.evaluate(load(params), data, out),
    ...(jacobian && {
      jacobian(params, data, out) {
        const rows = out.length / (width + 1);
        if (block.length !== rows * width) block = new Float64Array(rows * width);
        jacobian(load(params), data, block);
        const factor = Math.exp(-(params['Ea'] as number) * lever);
        for (let i = 0; i < rows; i++) {
          let byEnergy = 0;
          for (let j = 0; j < width; j++) {
            const slope = block[i * width + j] as number;
            if (linked[j]) byEnergy -= slope * (own[names[j] as string] as number) * lever;
            out[i * (width + 1) + j] = slope * (linked[j] ? factor : 1);
          }
          out[i * (width + 1) + width] = byEnergy;
        }
      },
    }),
  };
}
