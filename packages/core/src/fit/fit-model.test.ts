import { describe, expect, it } from 'vitest';
import { constant, decayData, decayModel, decayModelByDifferences } from '../../test/decay-model.ts';
import type { Model } from '../api/model.ts';
import { fitModel } from './fit-model.ts';
import { linearLeastSquares } from './linear-least-squares.ts';
import { seededRandom } from './seeded-random.ts';

const sigma = { sigma: constant(40, 0.02) };

describe('fitModel', () => {
  it('reports parameters in the model’s order, with units, correlation, statistics and vectors to draw', () => {
    const data = decayData();
    const { fit, free, covariance, fitted, residuals } = fitModel(decayModel, data);
    expect(Object.keys(fit.params)).toEqual(['a', 'k', 'c']);
    expect(fit.params.k).toMatchObject({ unit: '1/s', fixed: false, bound: null });
    expect(fit).toMatchObject({ model: 'decay', equation: 'a e^{-kt} + c', weighting: 'unit', dof: 37, converged: true });
    expect(free).toEqual(['a', 'k', 'c']);
    expect(fit.correlation.map((row, i) => row[i])).toEqual([1, 1, 1]);
    expect(fit.correlation[0]![1]).toBeCloseTo(covariance[1]! / Math.sqrt(covariance[0]! * covariance[4]!), 10);
    expect(fit.params.a.u).toBeCloseTo(Math.sqrt(covariance[0]!), 12);
    expect(fit.chi2).toBeCloseTo(
      residuals.reduce((sum, r) => sum + r * r, 0),
      12,
    );
    expect(fit.reducedChi2).toBeCloseTo(fit.chi2 / 37, 12);
    expect(fit.aicc).toBeCloseTo(40 * Math.log(fit.chi2 / 40) + 8 + 40 / 35, 8);
    data.variables.y.values.forEach((y, i) => expect(fitted[i]! - y).toBeCloseTo(residuals[i]!, 12));
  });

  it('gives the same with difference quotients', () => {
    const exact = fitModel(decayModel, decayData()).fit;
    const differences = fitModel(decayModelByDifferences, decayData()).fit;
    for (const name of ['a', 'k', 'c'] as const) {
      expect(differences.params[name].value! / exact.params[name].value!).toBeCloseTo(1, 8);
      expect(differences.params[name].u! / exact.params[name].u!).toBeCloseTo(1, 6);
    }
  });

  it('takes sigma as it stands, scales relative ones by the reduced χ², and one covariance matrix is as good as its diagonal', () => {
    const known = fitModel(decayModel, decayData({ known: sigma }));
    const doubled = fitModel(decayModel, decayData({ known: { sigma: constant(40, 0.04) } }));
    const relative = fitModel(decayModel, decayData({ known: { sigma: constant(40, 7), relativeSigma: true } }));
    const none = fitModel(decayModel, decayData());
    expect(doubled.fit.params.k.u! / known.fit.params.k.u!).toBeCloseTo(2, 8);
    expect(known.fit.aicc).toBeCloseTo(known.fit.chi2 + 6 + 24 / 36, 10);
    expect(relative.fit.params.k.u! / none.fit.params.k.u!).toBeCloseTo(1, 8);
    expect([known, relative, none].map(({ fit }) => fit.weighting)).toEqual(['sigma', 'relative', 'unit']);
    const matrix = new Float64Array(1600);
    for (let i = 0; i < 40; i++) matrix[41 * i] = 0.02 ** 2;
    const full = fitModel(decayModel, decayData({ known: { covariance: matrix } }));
    expect(full.fit.weighting).toBe('covariance');
    full.covariance.forEach((v, i) => expect(v / known.covariance[i]!).toBeCloseTo(1, 8));
  });

  it('weights correlated errors as generalised least squares does', () => {
    // A random walk added to white noise; the rate fixed, so that the problem is linear and its differences are independent to check against.
    const n = 40;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j] = 1e-4 * (Math.min(i, j) + 1);
    const data = decayData({ known: { covariance: matrix } });
    const { fit } = fitModel(decayModel, data, { k: { vary: false, default: 1.3 } });
    // Differences of a random walk are independent, all of variance 1e-4.
    const t = data.variables.t.values;
    const y = data.variables.y.values;
    const difference = (v: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => v(i) - (i > 0 ? v(i - 1) : 0));
    const exponential = difference((i) => Math.exp(-1.3 * t[i]!));
    const one = difference(() => 1);
    const design = Float64Array.from(exponential.flatMap((e, i) => [e, one[i]!]));
    const expected = linearLeastSquares(design, Float64Array.from(difference((i) => y[i]!)), { sigma: constant(n, 0.01) });
    expect(fit.params.a.value).toBeCloseTo(expected.coefficients[0]!, 8);
    expect(fit.params.a.u).toBeCloseTo(Math.sqrt(expected.covariance[0]!), 8);
    expect(fit.params.c.u).toBeCloseTo(Math.sqrt(expected.covariance[3]!), 8);
    expect(fit.chi2).toBeCloseTo(expected.chi2, 6);
  });

  it('starts, bounds and holds parameters as overrides say', () => {
    const held = fitModel(decayModel, decayData(), { k: { vary: false, default: 2 } });
    expect(held.fit.params.k).toEqual({ value: 2, u: null, unit: '1/s', fixed: true, bound: null });
    expect(held.free).toEqual(['a', 'c']);
    expect(held.fit.dof).toBe(38);
    const bounded = fitModel(decayModel, decayData(), { k: { max: 1 } }, { bounds: false });
    expect(bounded.fit.params.k).toMatchObject({ value: 1, u: null, bound: null });
    expect(bounded.fit.message).toContain('at a bound: k');
    expect(() => fitModel(decayModel, decayData(), { q: { default: 1 } } as object)).toThrow(
      expect.objectContaining({ code: 'fit/unknown-parameter' }),
    );
  });

  it('holds a parameter the model itself does not vary, at its default', () => {
    const model = { ...decayModel, params: { ...decayModel.params, c: { ...decayModel.params.c, vary: false, default: 0.25 } } };
    expect(fitModel(model, decayData()).fit.params.c).toMatchObject({ value: 0.25, fixed: true });
    expect(fitModel(model, decayData(), { c: { vary: true } }).fit.params.c).toMatchObject({ fixed: false });
  });

  it('tries the model’s further starts and says how many agree', () => {
    // cos(w t) has a minimum of χ² at every wrong frequency.
    const model: Model<typeof decayModel.accepts, typeof decayModel.params> = {
      ...decayModelByDifferences,
      guess: () => ({ a: 1, k: 9, c: 0 }),
      starts: () => [
        { a: 1, k: 5.2, c: 0 },
        { a: 1, k: 4.9, c: 0 },
      ],
      evaluate: (p, data, out) => data.variables.t.values.forEach((t, i) => (out[i] = p.a * Math.cos(p.k * t) + p.c)),
    };
    const data = decayData();
    const random = seededRandom(1);
    const y = data.variables.t.values.map((t) => 2 * Math.cos(5 * t) + 0.01 * random.normal());
    const { fit } = fitModel(model, { ...data, variables: { ...data.variables, y: { values: y } } });
    expect(fit.params.k.value).toBeCloseTo(5, 1);
    expect(fit.message).toContain('2 of 3 starts agree');
  });

  it('uses a model’s own residuals, and its Jacobian as theirs', () => {
    const own: typeof decayModel = {
      ...decayModel,
      residuals: (p, data, out) => {
        decayModel.evaluate(p, data, out);
        data.variables.y.values.forEach((y, i) => (out[i] = (out[i]! - y) * 10));
      },
      jacobian: (p, data, out) => {
        decayModel.jacobian!(p, data, out);
        out.forEach((v, i) => (out[i] = v * 10));
      },
    };
    const plain = fitModel(decayModel, decayData()).fit;
    const { fit } = fitModel(own, decayData());
    expect(fit.params.k.value! / plain.params.k.value!).toBeCloseTo(1, 8);
    expect(fit.chi2 / plain.chi2).toBeCloseTo(100, 6);
  });

  it.each([
    ['fit/too-few-points', decayData({ points: 2 })],
    ['fit/not-finite', decayData({ c: NaN })],
    ['fit/bad-sigma', decayData({ known: { sigma: constant(40, 0) } })],
    ['fit/bad-sigma', decayData({ known: { sigma: constant(40, NaN) } })],
    ['fit/bad-covariance', decayData({ known: { covariance: constant(1600, 1) } })],
    ['fit/bad-covariance', decayData({ known: { covariance: constant(7, 1) } })],
  ])('refuses data with %s', (code, data) => {
    expect(() => fitModel(decayModel, data)).toThrow(expect.objectContaining({ code, kind: 'input' }));
  });

  it('has no uncertainty to give when as many parameters as points leave nothing to judge by', () => {
    const { fit } = fitModel(decayModel, decayData({ points: 3 }));
    expect(fit.dof).toBe(0);
    expect(fit.reducedChi2).toBe(0);
    expect([fit.params.a.u, fit.params.k.u, fit.params.c.u]).toEqual([null, null, null]);
    expect(fitModel(decayModel, decayData({ points: 3, known: { sigma: constant(3, 0.02) } })).fit.params.a.u).toBeGreaterThan(0);
  });

  it('reports names and weights as it is told', () => {
    expect(fitModel(decayModel, decayData(), {}, { name: 'x/decay', weighting: 'modulus' }).fit).toMatchObject({
      model: 'x/decay',
      weighting: 'modulus',
    });
  });
});
