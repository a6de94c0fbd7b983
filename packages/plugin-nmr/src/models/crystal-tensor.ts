import { defineModel, type Dataset, type Model, type NumberParam } from '@ionwalk/core';
import { EchoDecay } from '../kinds.ts';
import { amplitudeParam, diffusivityParam } from './diffusivity-param.ts';
import { initialDecay } from './initial-decay.ts';

const DIAGONAL = ['Daa', 'Dbb', 'Dcc'] as const;
const MIXED = ['Dab', 'Dac', 'Dbc'] as const;
/** Rows and columns of the mixed elements. */
const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/** Direction cosines of the gradient of one point along the axes a, b, c. */
function direction({ variables: { na, nb, nc } }: Dataset<typeof EchoDecay>, i: number, out: Float64Array): void {
  out[0] = na?.values[i] ?? 0;
  out[1] = nb?.values[i] ?? 0;
  out[2] = nc?.values[i] ?? 0;
}

/** Whether every gradient points along an axis: then the mixed elements of a tensor are out of reach. */
export function isAlongAxes(data: Dataset<typeof EchoDecay>): boolean {
  const n = new Float64Array(3);
  return data.variables.b.values.every((_, i) => {
    direction(data, i, n);
    return PAIRS.every(([k, l]) => Math.abs((n[k] as number) * (n[l] as number)) < 1e-9);
  });
}

/**
 * Single crystal: S = S0 exp(−b nᵀDn), n the unit vector of the gradient in the axes a, b, c; D symmetric. `axesOnly`: gradients along the axes alone, D is then
 * diagonal. Six directions that are not on a cone (three along axes) fix the tensor; fewer leave elements not identifiable.
 * Source: Stejskal (1965), doi 10.1063/1.1696526; Basser, Mattiello & LeBihan (1994), doi 10.1016/S0006-3495(94)80775-1
 */
export function crystalTensor(axesOnly: boolean): Model<typeof EchoDecay> {
  const mixed: NumberParam = { type: 'number', title: 'Mixed element of the tensor', unit: 'm2/s', display: 'cm2/s' };
  const params: Record<string, NumberParam> = { S0: amplitudeParam };
  for (const name of DIAGONAL) params[name] = diffusivityParam(`Diffusion coefficient along ${name.at(-1)}`);
  if (!axesOnly) for (const name of MIXED) params[name] = mixed;
  const width = Object.keys(params).length;
  const n = new Float64Array(3);
  const at = (p: Readonly<Record<string, number>>): number => {
    let sum = 0;
    DIAGONAL.forEach((name, k) => (sum += (p[name] as number) * (n[k] as number) ** 2));
    if (!axesOnly) PAIRS.forEach(([k, l], m) => (sum += 2 * (p[MIXED[m] as string] as number) * (n[k] as number) * (n[l] as number)));
    return sum;
  };
  return defineModel<typeof EchoDecay, Record<string, NumberParam>>({
    id: 'tensor',
    version: '1.0.0',
    title: 'Tensor of a single crystal',
    cite: ['10.1063/1.1696526'],
    accepts: EchoDecay,
    equation: 'S = S_0 e^{-b \\sum_{ij} n_i D_{ij} n_j}',
    params,
    linear: ['S0'],
    observe: (data) => data.variables.signal,
    guess(data) {
      const { S0, D } = initialDecay(data.variables.b.values, data.variables.signal.values);
      return Object.fromEntries(Object.keys(params).map((name) => [name, name === 'S0' ? S0 : DIAGONAL.some((d) => d === name) ? D : 0]));
    },
    evaluate(p, data, out) {
      const b = data.variables.b.values;
      for (let i = 0; i < b.length; i++) {
        direction(data, i, n);
        out[i] = (p['S0'] as number) * Math.exp(-(b[i] as number) * at(p));
      }
    },
    jacobian(p, data, out) {
      const b = data.variables.b.values;
      for (let i = 0; i < b.length; i++) {
        direction(data, i, n);
        const decay = Math.exp(-(b[i] as number) * at(p));
        const slope = -(p['S0'] as number) * (b[i] as number) * decay;
        out[i * width] = decay;
        for (let k = 0; k < 3; k++) out[i * width + 1 + k] = slope * (n[k] as number) ** 2;
        if (!axesOnly) PAIRS.forEach(([k, l], m) => (out[i * width + 4 + m] = 2 * slope * (n[k] as number) * (n[l] as number)));
      }
    },
  });
}
