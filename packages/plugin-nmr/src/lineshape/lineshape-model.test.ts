import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { fitModel, seededRandom } from '@ionwalk/core/fit';
import { histogramPattern } from '../../test/support/histogram-pattern.ts';
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
  it.each([0, 0.3, 0.7, 1])('agrees with a histogram over a million orientations, η = %s', (eta) => {
    const out = new Float64Array(N);
    const only = { ...truth, eta, offset: 0, fractionCentral: 0, amplitude: 1, widthSatellite: 1500 };
    staticLineshape(shift, { spin: 1.5 }).evaluate(only, out);
    const reference = histogramPattern(shift, { CQ: truth.CQ, eta, width: 1500 }, 1e6);
    const distance = out.reduce((sum, value, i) => sum + Math.abs(value - (reference[i] as number)), 0) * (WIDTH / N);
    expect(distance).toBeLessThan(3e-3);
  });
});

describe('staticLineshape, spin 3/2', () => {
  it.each([0, 0.3, 0.7])('has horns at ±ν_Q(1 − η)/2, steps at ±ν_Q(1 + η)/2 and edges at ±ν_Q for η = %s', (eta) => {
    // Lines of 0.4 % of ν_Q on a grid of 0.12 %: a broadened step is steepest at its place, a broadened horn highest within half a line of it.
    const n = 4096;
    const nuQ = truth.CQ / 2;
    const grid = Float64Array.from({ length: n }, (_, i) => ((i - n / 2) / n) * 5 * nuQ);
    const out = new Float64Array(n);
    const width = 100;
    staticLineshape(grid, { spin: 1.5 }).evaluate({ ...truth, eta, offset: 0, widthSatellite: width, fractionCentral: 0 }, out);
    const step = (5 * nuQ) / n;
    /** Where a function of the point is largest within 3 % of ν_Q of a place. */
    const largest = (value: (i: number) => number, place: number): number => {
      let best = -1;
      grid.forEach((nu, i) => {
        if (Math.abs(nu - place) < 0.03 * nuQ && (best < 0 || value(i) > value(best))) best = i;
      });
      return grid[best] as number;
    };
    const fall = (i: number): number => (out[i - 1] as number) - (out[i + 1] as number);
    for (const side of [1, -1]) {
      const horn = (side * nuQ * (1 - eta)) / 2;
      expect(Math.abs(largest((i) => out[i] as number, horn) - horn)).toBeLessThan(width / 2 + step);
      if (eta > 0) {
        const shoulder = (side * nuQ * (1 + eta)) / 2;
        expect(Math.abs(largest((i) => side * fall(i), shoulder) - shoulder)).toBeLessThan(2 * step);
      }
      expect(Math.abs(largest((i) => side * fall(i), side * nuQ) - side * nuQ)).toBeLessThan(2 * step);
    }
  });
  it.each([
    { spin: 1.5, voigt: true },
    { spin: 2.5, voigt: true },
    { spin: 1.5, voigt: true, larmor: 1e5 },
    { spin: 2.5, larmor: 2e4 },
    { spin: 1.5, spinning: 8e3 },
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
