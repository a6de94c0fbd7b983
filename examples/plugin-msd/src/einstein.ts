import { defineModel, type Model, type NumberParam } from '@ionwalk/core';
import { MeanSquaredDisplacement } from './mean-squared-displacement.ts';

type Params = { readonly slope: NumberParam; readonly offset: NumberParam };

/**
 * Einstein's relation, msd(t) = 2 d D t + offset: a straight line whose slope is 2 d D; the offset holds the rattling in the cage.
 * Parameters: slope [m2/s], offset [m2].
 */
export const einstein: Model<typeof MeanSquaredDisplacement, Params> = defineModel({
  id: 'einstein',
  version: '1.0.0',
  title: 'Einstein relation',
  equation: '\\langle r^2 \\rangle = 2 d D t + r_0^2',
  accepts: MeanSquaredDisplacement,
  params: {
    slope: { type: 'number', unit: 'm2/s', title: 'Slope, 2 d D' },
    offset: { type: 'number', unit: 'm2', title: 'Offset at t = 0' },
  },
  linear: ['slope', 'offset'],
  observe: (data) => data.variables.msd,
  guess(data) {
    const { time, msd } = data.variables;
    const last = time.values.length - 1;
    const slope = ((msd.values[last] ?? 0) - (msd.values[0] ?? 0)) / ((time.values[last] ?? 1) - (time.values[0] ?? 0) || 1);
    return { slope, offset: (msd.values[0] ?? 0) - slope * (time.values[0] ?? 0) };
  },
  evaluate({ slope, offset }, data, out) {
    const t = data.variables.time.values;
    for (let i = 0; i < out.length; i++) out[i] = slope * (t[i] as number) + offset;
  },
  jacobian(_params, data, out) {
    const t = data.variables.time.values;
    for (let i = 0; i < t.length; i++) {
      out[2 * i] = t[i] as number;
      out[2 * i + 1] = 1;
    }
  },
});
