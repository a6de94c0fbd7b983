import { describe, expect, it } from 'vitest';
import { constant, decayData, decayModel, decayModelByDifferences, type DecaySpec } from '../../test/decay-model.ts';
import { fitModel } from './fit-model.ts';

const limit = (spec: DecaySpec, noise = 0.02): ReturnType<typeof fitModel<typeof decayModel.accepts, typeof decayModel.params>> =>
  fitModel(decayModel, decayData({ noise, known: { sigma: constant(40, noise) }, ...spec }));

describe('parameters the data only bound', () => {
  it('an amplitude that is not there has an upper limit, no uncertainty and no place in the covariance', () => {
    const { fit, free, covariance } = fitModel(decayModel, decayData({ a: 0, c: 1, known: { sigma: constant(40, 0.02) }, seed: 3 }), {
      k: { vary: false, default: 1.3 },
    });
    expect(fit.params.a).toMatchObject({ bound: 'upper', u: null });
    expect(fit.params.a.value).toBeGreaterThan(0);
    expect(fit.params.a.value).toBeLessThan(0.06);
    expect(free).toEqual(['c']);
    expect(covariance).toHaveLength(1);
    expect(fit.correlation).toEqual([[1]]);
    expect(fit.params.c.u).toBeGreaterThan(0);
    expect(fit.converged).toBe(true);
  });

  it('a decay faster than the first interval has a lower limit of its rate', () => {
    const { fit } = limit({ k: 400, a: 3 });
    expect(fit.params.k).toMatchObject({ bound: 'lower', u: null });
    // exp(−k · 0.1026) must vanish in the noise.
    expect(fit.params.k.value).toBeGreaterThan(30);
    expect(fit.params.k.value).toBeLessThan(100);
    expect(fit.params.c.bound).toBeNull();
  });

  it('a decay too slow to be seen leaves its rate open, a fast one of no amplitude being as good, and its amplitude bounded by the slowest rate', () => {
    const { fit } = limit({ a: 1, k: 1e-5, c: 0 });
    expect(fit.params.k).toMatchObject({ bound: 'none', value: null, u: null });
    // A slope a k of some 0.004/s is within the noise, and k ≥ 1e-6.
    expect(fit.params.a).toMatchObject({ bound: 'upper', u: null });
    expect(fit.params.a.value! * 1e-6).toBeCloseTo(0.004, 3);
  });

  it('a parameter without influence has neither value nor uncertainty', () => {
    const idle = { ...decayModel.params, idle: { type: 'number', title: 'Idle', unit: '1', scale: 'log' } as const };
    const { fit } = fitModel({ ...decayModelByDifferences, params: idle, guess: () => ({ a: 1, k: 1, c: 0, idle: 2 }) }, decayData());
    expect((fit.params as Record<string, unknown>)['idle']).toEqual({ value: null, u: null, unit: '1', fixed: false, bound: 'none' });
    expect(fit.params.a.u).toBeGreaterThan(0);
  });

  it('a parameter pressed against its bound has a limit from there', () => {
    const data = decayData({ known: { sigma: constant(40, 0.02) } });
    const { fit } = fitModel(decayModel, data, { c: { max: 0.19 } });
    const open = fitModel(decayModel, data).fit.params.c;
    expect(fit.params.c).toMatchObject({ bound: 'lower', u: null });
    expect(fit.params.c.value).toBeLessThan(0.19);
    expect(fit.params.c.value).toBeGreaterThan(open.value! - 4 * open.u!);
  });

  it('a log parameter that is only uncertain, but bounded from both sides, keeps its uncertainty', () => {
    const { fit } = limit({ a: 0.12, c: 1, seed: 7 }, 0.05);
    expect(fit.params.k.u! / fit.params.k.value!).toBeGreaterThan(0.4);
    expect(fit.params.k.bound).toBeNull();
  });

  it('is off with bounds: false', () => {
    const data = decayData({ k: 400, a: 3, known: { sigma: constant(40, 0.02) } });
    expect(fitModel(decayModel, data, {}, { bounds: false }).fit.params.k.bound).toBeNull();
  });

  it('a fit that ran off to where nothing changes any more is brought back by the profile', () => {
    // From a rate of 150 the decay is over before the second point: χ² is flat there.
    const { fit } = fitModel(decayModel, decayData(), { k: { default: 150 } });
    expect(fit.params.k.value).toBeCloseTo(1.3, 0);
    expect(fit.params.k.bound).toBeNull();
  });

  it('covers: upper limits of an amplitude lie above the truth in 95 % of the cases', () => {
    let above = 0;
    const runs = 300;
    for (let seed = 0; seed < runs; seed++) {
      const data = decayData({ a: 0.01, c: 1, seed, known: { sigma: constant(40, 0.02) } });
      const { a } = fitModel(decayModel, data, { k: { vary: false, default: 1.3 } }).fit.params;
      // Where both sides are determined it isn't a limit, and the two-sided end stands in.
      if ((a.bound === 'upper' ? a.value! : a.value! + 1.645 * a.u!) >= 0.01) above++;
    }
    // Four standard deviations of a binomial count.
    expect(above / runs).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs));
  });
});
