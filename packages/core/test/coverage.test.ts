import { fitModel, studentTInterval } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { constant, decayData, decayModel } from './decay-model.ts';

const RUNS = process.env['IONWALK_SLOW'] === undefined ? 400 : 2000;

describe.each([
  ['unknown uncertainties', {}],
  ['known uncertainties', { sigma: constant(20, 0.03) }],
])('95 %% intervals with %s', (_, known) => {
  it(`cover the truth in 93 to 97 %% of ${RUNS} simulations, within the scatter of the count`, () => {
    const truth = { a: 3, k: 1.3, c: 0.2 };
    const covered = { a: 0, k: 0, c: 0 };
    for (let seed = 0; seed < RUNS; seed++) {
      const { fit } = fitModel(decayModel, decayData({ points: 20, noise: 0.03, seed: seed + 1000, known }));
      expect(fit.converged, `seed ${seed + 1000}`).toBe(true);
      for (const name of ['a', 'k', 'c'] as const) {
        const nu = 'sigma' in known ? Infinity : fit.dof;
        const scale = name === 'c' ? 'linear' : 'log';
        const [low, high] = studentTInterval(fit.params[name].value!, fit.params[name].u!, nu, { scale });
        if (low <= truth[name] && truth[name] <= high) covered[name]++;
      }
    }
    // Three standard deviations of a binomial count on either side.
    const scatter = 3 * Math.sqrt((0.95 * 0.05) / RUNS);
    for (const name of ['a', 'k', 'c'] as const) {
      expect(covered[name] / RUNS, name).toBeGreaterThan(0.95 - Math.max(scatter, 0.02));
      expect(covered[name] / RUNS, name).toBeLessThan(0.95 + Math.max(scatter, 0.02));
    }
  });
});
