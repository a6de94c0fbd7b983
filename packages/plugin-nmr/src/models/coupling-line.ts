import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { CouplingSeries } from '../kinds.ts';

type Params = Record<'CQ' | 'slope', NumberParam>;

/** Mean temperature of a series, where the line is pinned: there value and slope are independent. */
export const meanTemperature = (T: Float64Array): number => T.reduce((sum, value) => sum + value, 0) / T.length;

/** Quadrupole coupling over temperature to first order: C_Q(T) = CQ + slope (T − T_ref), T_ref the mean of the temperatures. */
export const couplingLine: Model<typeof CouplingSeries, Params> = defineModel({
  id: 'coupling-line',
  version: '1.0.0',
  title: 'Quadrupole coupling over temperature, a line',
  accepts: CouplingSeries,
  equation: 'C_Q = C_Q(T_{ref}) + \\alpha (T - T_{ref})',
  params: {
    CQ: { type: 'number', title: 'Quadrupole coupling constant at T_ref', unit: 'Hz', display: 'kHz' },
    slope: { type: 'number', title: 'Change with temperature', unit: 'Hz/K' },
  },
  linear: ['CQ', 'slope'],
  observe: ({ variables }) => variables.coupling,
  guess: ({ variables }) => ({ CQ: variables.coupling.values[0] ?? 0, slope: 0 }),
  evaluate({ CQ, slope }, { variables }, out) {
    const T = variables.temperature.values;
    const mean = meanTemperature(T);
    for (let i = 0; i < out.length; i++) out[i] = CQ + slope * ((T[i] as number) - mean);
  },
  jacobian(_, { variables }, out) {
    const T = variables.temperature.values;
    const mean = meanTemperature(T);
    for (let i = 0; i < T.length; i++) [out[2 * i], out[2 * i + 1]] = [1, (T[i] as number) - mean];
  },
});
