import { fitModel } from '@ionwalk/core/fit';
import { describe, expect, test } from 'vitest';
import { circuitModel } from './circuit-model.ts';
import { simulate } from '../../test/simulate.ts';

describe('circuitModel', () => {
  test('fits through fitModel without a guess, with a fixed 0, and says that starts agree', () => {
    const { dataset } = simulate('R0-p(R1,CPE1)-CPE2', [50, 2e4, 5e-10, 0.9, 1e-6, 0.8], { noise: 0.003, seed: 5 });
    const model = circuitModel('L0-R0-p(R1,CPE1)-CPE2');
    const { fit } = fitModel(model, dataset, { L0: { default: 0, vary: false } });
    expect(fit.converged).toBe(true);
    expect(fit.params['L0']).toMatchObject({ value: 0, fixed: true });
    expect(Math.abs(fit.params['R1']!.value! - 2e4)).toBeLessThan(4 * fit.params['R1']!.u!);
    expect(fit.dof).toBe(2 * 70 - 6);
    expect(Math.abs(fit.reducedChi2 / 0.003 ** 2 - 1)).toBeLessThan(0.4);
  });
});
