import { describe, expect, it } from 'vitest';
import { constant, decayData, decayModel, decayModelByDifferences } from '../../test/decay-model.ts';
import type { JointPart } from '../api/analysis-context.ts';
import { fitJointModels } from './fit-joint-models.ts';
import { fitModel } from './fit-model.ts';

const params = {
  a1: { ...decayModel.params.a, default: 1 },
  a2: { ...decayModel.params.a, default: 1 },
  k: decayModel.params.k,
  c: decayModel.params.c,
};
const part = (spec: Parameters<typeof decayData>[0], names: Record<string, string>): JointPart => ({
  model: decayModel,
  data: decayData(spec),
  names,
});
const parts = [part({ a: 3, seed: 1 }, { a: 'a1', k: 'k', c: 'c' }), part({ a: 1, seed: 2, points: 25 }, { a: 'a2', k: 'k', c: 'c' })];

describe('fitJointModels', () => {
  it('shares parameters by name and fits the others apart', () => {
    const { fit, free, fitted } = fitJointModels(parts, params);
    expect(fit.converged).toBe(true);
    expect(free).toEqual(['a1', 'a2', 'k', 'c']);
    expect(fit.dof).toBe(61);
    expect(fitted).toHaveLength(65);
    for (const [name, truth] of [
      ['a1', 3],
      ['a2', 1],
      ['k', 1.3],
      ['c', 0.2],
    ] as const) {
      expect(Math.abs(fit.params[name].value! - truth)).toBeLessThan(4 * fit.params[name].u!);
    }
  });

  it('narrows what it shares', () => {
    const alone = fitModel(decayModel, decayData({ a: 3, seed: 1, known: { sigma: constant(40, 0.02) } })).fit.params.k.u!;
    const known = [
      part({ a: 3, seed: 1, known: { sigma: constant(40, 0.02) } }, { a: 'a1' }),
      part({ a: 3, seed: 2, known: { sigma: constant(40, 0.02) } }, { a: 'a2' }),
    ];
    expect(fitJointModels(known, params).fit.params.k.u! / alone).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('gives the same without Jacobians', () => {
    const exact = fitJointModels(parts, params).fit;
    const differences = fitJointModels(
      parts.map((p) => ({ ...p, model: decayModelByDifferences })),
      params,
    ).fit;
    expect(differences.params.k.value! / exact.params.k.value!).toBeCloseTo(1, 8);
    expect(differences.params.k.u! / exact.params.k.u!).toBeCloseTo(1, 6);
  });

  it('is the plain fit for one part', () => {
    const joint = fitJointModels([part({}, {})], decayModel.params).fit;
    const alone = fitModel(decayModel, decayData()).fit;
    expect(joint.params).toEqual(alone.params);
    expect(joint.chi2).toBe(alone.chi2);
  });

  it('lets two parameters of one part be one', () => {
    const { fit } = fitJointModels([part({ a: 0.7, c: 0.7 }, { a: 'level', c: 'level' })], {
      level: { ...decayModel.params.c, default: 1 },
      k: params.k,
    });
    expect(fit.params.level.value).toBeCloseTo(0.7, 1);
    expect(fit.dof).toBe(38);
  });

  it('refuses a part with a parameter mapped to none', () => {
    expect(() => fitJointModels([part({}, { a: 'amplitude' })], params)).toThrow(
      expect.objectContaining({ code: 'fit/unknown-parameter' }),
    );
  });
});
