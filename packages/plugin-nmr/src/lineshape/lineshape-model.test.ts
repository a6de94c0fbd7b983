import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { fitModel, seededRandom } from '@ionwalk/core/fit';
import type { Spectrum } from '../kinds.ts';
import { asymmetryOf } from './asymmetry-of.ts';
import { lineshapeModel } from './lineshape-model.ts';
import { LINESHAPE_COLUMNS, staticLineshape } from './static-lineshape.ts';

const N = 512;
const WIDTH = 120e3;
const shift = Float64Array.from({ length: N }, (_, i) => ((i - N / 2) / N) * WIDTH);
const truth = {
  CQ: 50e3,
  eta: 0.3,
  offset: 120,
  widthCentral: 900,
  widthSatellite: 3000,
  fractionCentral: 0.4,
  amplitude: 1e6,
  fractionLorentzian: 0,
};

function simulate(change: Partial<typeof truth>, noise: number, seed: number): Dataset<typeof Spectrum> {
  const values = new Float64Array(N);
  staticLineshape(shift, { spin: 1.5 }).evaluate({ ...truth, ...change }, values);
  const random = seededRandom(seed);
  const peak = Math.max(...values);
  for (let i = 0; i < N; i++) values[i] = (values[i] as number) + noise * peak * random.normal();
  return {
    kind: 'nmr/spectrum',
    title: 'simulated',
    size: { point: N },
    variables: { shift: { values: shift }, re: { values }, im: undefined },
    conditions: {},
    meta: {},
  };
}

describe('staticLineshape', () => {
  it('keeps the whole area, whatever the coupling', () => {
    const out = new Float64Array(N);
    for (const CQ of [10e3, 50e3]) {
      staticLineshape(shift, { spin: 1.5 }).evaluate({ ...truth, CQ }, out);
      expect(out.reduce((sum, value) => sum + value, 0) * (WIDTH / N)).toBeCloseTo(1e6, -3);
    }
  });
  it('agrees with a sum of cosines over orientations, transformed', () => {
    const out = new Float64Array(N);
    staticLineshape(shift, { spin: 1.5 }).evaluate(truth, out);
    const at = (nu: number): number => out[Math.round((nu / WIDTH) * N + N / 2)] as number;
    let [reference, near] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      for (let j = 0; j < 40; j++) {
        const z2 = ((i + 0.5) / 2000) ** 2;
        const g = (3 * z2 - 1 + truth.eta * (1 - z2) * Math.cos(((j + 0.5) * Math.PI) / 40)) / 2;
        for (const sign of [1, -1]) {
          const d = 8000 - truth.offset - (sign * g * truth.CQ) / 2;
          reference += Math.exp((-4 * Math.LN2 * d * d) / 3000 ** 2);
          near++;
        }
      }
    }
    const expected = (0.6 * 1e6 * (reference / near)) / (3000 * Math.sqrt(Math.PI / (4 * Math.LN2)));
    expect(at(8000) / expected).toBeCloseTo(1, 1);
  });
});

describe('staticLineshape, spin 3/2', () => {
  it.each([0.05, 0.3, 0.7])('has horns at ±ν_Q(1 − η)/2 and edges at ±ν_Q for η = %s', (eta) => {
    const out = new Float64Array(N);
    staticLineshape(shift, { spin: 1.5 }).evaluate({ ...truth, eta, offset: 0, widthSatellite: 700, fractionCentral: 0 }, out);
    const nuQ = truth.CQ / 2;
    const highest = shift[out.indexOf(Math.max(...out))] as number;
    expect(Math.abs(Math.abs(highest) - (nuQ * (1 - eta)) / 2)).toBeLessThan(700);
    const at = (nu: number): number => out[Math.round((nu / WIDTH) * N + N / 2)] as number;
    expect(at(nuQ + 1500)).toBeLessThan(0.02 * at(nuQ - 1500));
  });
  it.each([
    { spin: 1.5, voigt: true },
    { spin: 2.5, voigt: true },
    { spin: 1.5, voigt: true, larmor: 1e5 },
    { spin: 2.5, larmor: 2e4 },
  ])('has derivatives that agree with differences: %o', (system) => {
    const { evaluate, jacobian } = staticLineshape(shift, system);
    const at = { ...truth, fractionLorentzian: system.voigt ? 0.3 : 0 };
    const columns = LINESHAPE_COLUMNS.slice(0, system.voigt ? 8 : 7);
    const analytic = new Float64Array(N * columns.length);
    jacobian(at, analytic);
    const [low, high] = [new Float64Array(N), new Float64Array(N)];
    columns.forEach((name, c) => {
      const h = 1e-5 * Math.max(Math.abs(at[name]), 1e-2);
      evaluate({ ...at, [name]: at[name] - h }, low);
      evaluate({ ...at, [name]: at[name] + h }, high);
      const scale = Math.max(...low.map((_, i) => Math.abs(analytic[i * columns.length + c] as number)));
      for (let i = 0; i < N; i++) {
        const difference = ((high[i] as number) - (low[i] as number)) / (2 * h);
        expect(Math.abs((analytic[i * columns.length + c] as number) - difference)).toBeLessThan(1e-5 * scale);
      }
    });
  });
});

describe('lineshapeModel', () => {
  it.each([
    [20e3, 0, 0.01],
    [50e3, 0.3, 0.01],
    [60e3, 0.7, 0.01],
    // Near η = 1 the pattern is nearly that of the axes renamed: coupling and asymmetry trade.
    [33e3, 0.95, 0.02],
  ])('finds C_Q = %s Hz, η = %s from a noisy spectrum, without help', (CQ, eta, tolerance) => {
    const data = simulate({ CQ, eta }, 0.003, 5);
    const { fit } = fitModel(lineshapeModel(data, { spin: 1.5, broadening: 'gaussian' }), data);
    const { CQ: found } = fit.params;
    const asymmetry = asymmetryOf(fit.params.etaSquared);
    expect(fit.converged).toBe(true);
    expect(Math.abs((found.value ?? 0) / CQ - 1)).toBeLessThan(tolerance);
    if (asymmetry.bound === null) expect(Math.abs((asymmetry.value ?? 0) - eta)).toBeLessThan(0.05);
  });
});
