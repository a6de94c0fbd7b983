import { describe, expect, it } from 'vitest';
import type { Dataset, Model } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import nmr from '../index.ts';
import type { EchoDecay } from '../kinds.ts';
import { measuredDecay } from './measured-decay.ts';
import { powder2d } from './powder-2d.ts';
import { powderMean } from './powder-mean.ts';

/** Parameters inside every model's valid region, by name. */
const VALUES: Readonly<Record<string, number>> = {
  S0: 1000,
  D: 3e-12,
  Dxy: 5e-12,
  Dz: 4e-13,
  D1: 8e-12,
  D2: 6e-13,
  f1: 0.6,
  beta: 0.7,
  sigma: 0.8,
  M0: 500,
  a: 1.8,
  T1: 0.4,
  T2: 0.03,
  T1rho: 0.01,
  T1fast: 0.2,
  T1slow: 1.2,
  T2fast: 0.01,
  T2slow: 0.08,
  T1rhofast: 0.002,
  T1rhoslow: 0.03,
  fraction: 0.4,
  tau0: 1.4e-11,
  Ea: 10613,
  C: 4.5e9,
  mean: 3.5e-12,
  Daa: 6e-12,
  Dbb: 4e-12,
  Dcc: 1e-12,
  Dab: 1e-12,
  Dac: -4e-13,
  Dbc: 3e-13,
  offset: 40,
  noise: 30,
  rigid: 9e3,
  T_half: 320,
  floor: 400,
  CQ: 5e4,
  slope: -20,
};
const own = (model: Model): Record<string, number> => ({
  ...Object.fromEntries(Object.keys(model.params).map((name) => [name, VALUES[name] as number])),
  ...(model.id === 'powder-1d' && { Dxy: 4e-13, Dz: 8e-12 }),
  ...(model.title.includes('of chains') && { Dz: 6e-12 }),
});
const grid = (n: number, f: (x: number) => number): { values: Float64Array } => ({
  values: Float64Array.from({ length: n }, (_, i) => f(i / (n - 1))),
});
/** Directions that turn from point to point, on no cone. */
function crystalAxes(n: number): Record<'na' | 'nb' | 'nc', { values: Float64Array }> {
  const at = (f: (theta: number, phi: number) => number): { values: Float64Array } => ({
    values: Float64Array.from({ length: n }, (_, i) => f(Math.acos(1 - 2 * ((i * 0.618) % 1)), 2.4 * i)),
  });
  return {
    na: at((theta, phi) => Math.sin(theta) * Math.cos(phi)),
    nb: at((theta, phi) => Math.sin(theta) * Math.sin(phi)),
    nc: at(Math.cos),
  };
}
const observedBy = ({ accepts }: Model): string =>
  ({ 'nmr/relaxation-series': 'rate', 'nmr/linewidth-series': 'width', 'nmr/coupling-series': 'coupling' })[accepts.id] ?? 'signal';
function dataFor(model: Model): Dataset {
  const n = 30;
  const flat = { values: new Float64Array(n).fill(1) };
  const variables: Record<string, { values: Float64Array }> = {
    b: grid(n, (x) => 1e12 * x),
    signal: flat,
    delay: grid(n, (x) => 1e-4 * 3e4 ** x),
    temperature: grid(n, (x) => 200 + 500 * x),
    rate: flat,
    width: flat,
    coupling: flat,
    process: { values: Float64Array.from({ length: n }, (_, i) => (model.id === 'richards-2d' ? 1 : 1 + (i % 3))) },
    larmor: { values: new Float64Array(n).fill(155.4e6) },
    ...crystalAxes(n),
    lock: { values: new Float64Array(n).fill(2e4) },
  };
  const data: Dataset = { kind: model.accepts.id, title: 'made', size: { point: n }, variables, conditions: {}, meta: {} };
  const out = new Float64Array(n);
  model.evaluate(own(model), data, out);
  const observed = observedBy(model);
  const logarithmic = observed !== 'signal' && observed !== 'coupling';
  return { ...data, variables: { ...variables, [observed]: { values: logarithmic ? out.map(Math.exp) : out } } };
}
const measured = [
  { offset: true, magnitude: false },
  { offset: false, magnitude: true },
  { offset: true, magnitude: true },
].map((how) => measuredDecay(powder2d as unknown as Model<typeof EchoDecay>, how) as unknown as Model);
const models = [
  ...(nmr.models ?? []),
  ...measured,
  ...(['layers', 'chains'] as const).map((side) => powderMean(side) as unknown as Model),
].map((model, i) => ({ name: `${model.id} (${i})`, model }));

describe('every model', () => {
  it.each(models)('$name fills all of out and keeps its parameters', ({ model }) => {
    const data = dataFor(model);
    const out = new Float64Array(30).fill(NaN);
    const params = own(model);
    model.evaluate(params, data, out);
    expect(out.every(Number.isFinite)).toBe(true);
    expect(params).toEqual(own(model));
  });

  it.each(models)('$name has the Jacobian that central differences give', ({ model }) => {
    const data = dataFor(model);
    const names = Object.keys(model.params);
    const exact = new Float64Array(30 * names.length).fill(NaN);
    model.jacobian?.(own(model), data, exact);
    names.forEach((name, j) => {
      const [up, down] = [new Float64Array(30), new Float64Array(30)];
      const h = 1e-5 * Math.abs(own(model)[name] as number);
      model.evaluate({ ...own(model), [name]: (own(model)[name] as number) + h }, data, up);
      model.evaluate({ ...own(model), [name]: (own(model)[name] as number) - h }, data, down);
      const largest = Math.max(...up.map((value, i) => Math.abs(value - (down[i] as number)) / (2 * h)));
      for (let i = 0; i < 30; i++) {
        const numeric = ((up[i] as number) - (down[i] as number)) / (2 * h);
        expect(Math.abs((exact[i * names.length + j] as number) - numeric) / largest, `${name}[${i}]`).toBeLessThan(1e-5);
      }
    });
  });

  it.each(models.filter(({ model }) => model.id !== 'powder-mean'))('$name finds its parameters again from its own guess', ({ model }) => {
    const { fit } = fitModel(model, dataFor(model), {}, { bounds: false });
    expect(fit.converged).toBe(true);
    for (const name of Object.keys(model.params))
      expect((fit.params[name]?.value as number) / (own(model)[name] as number), name).toBeCloseTo(1, 4);
  });

  it.each(models)('$name has a guess within its bounds, whatever the data', ({ model }) => {
    const data = dataFor(model);
    const key = observedBy(model);
    for (const fill of [0, -5, 1e-300, 1e200]) {
      if ((key === 'rate' || key === 'width') && fill <= 0) continue;
      const odd = { ...data, variables: { ...data.variables, [key]: { values: new Float64Array(30).fill(fill) } } };
      for (const start of [model.guess(odd), ...(model.starts?.(odd) ?? [])]) {
        for (const [name, { min = -Infinity, max = Infinity }] of Object.entries(model.params)) {
          expect(start[name], name).toSatisfy((value: number) => Number.isFinite(value) && value >= min && value <= max);
        }
      }
    }
  });
});

describe('powder-2d', () => {
  it('joins the single exponential of the mean with equal value and slope at Dxy = Dz', () => {
    const data = dataFor(powder2d) as Dataset<typeof powder2d.accepts>;
    const [inside, outside] = [new Float64Array(30), new Float64Array(30)];
    const [slopeIn, slopeOut] = [new Float64Array(90), new Float64Array(90)];
    powder2d.evaluate({ S0: 1, Dxy: 3.000001e-12, Dz: 3e-12 }, data, inside);
    powder2d.evaluate({ S0: 1, Dxy: 2.999999e-12, Dz: 3e-12 }, data, outside);
    powder2d.jacobian?.({ S0: 1, Dxy: 3.000001e-12, Dz: 3e-12 }, data, slopeIn);
    powder2d.jacobian?.({ S0: 1, Dxy: 2.999999e-12, Dz: 3e-12 }, data, slopeOut);
    inside.forEach((value, i) => expect(value).toBeCloseTo(outside[i] as number, 5));
    slopeIn.forEach((value, i) =>
      expect(value).toSatisfy((v: number) => Math.abs(v - (slopeOut[i] as number)) <= 1e-5 * Math.abs(v) + 1e-12),
    );
  });

  it('does not overflow at b Dxy = 1e5 and more', () => {
    const data = {
      ...dataFor(powder2d),
      variables: { b: grid(30, (x) => 1e18 * x), signal: grid(30, () => 1) },
    } as Dataset<typeof powder2d.accepts>;
    const out = new Float64Array(30);
    powder2d.evaluate({ S0: 1, Dxy: 1e-11, Dz: 0 }, data, out);
    expect(out[29]).toBeCloseTo(1 / 2e7, 12);
  });
});
