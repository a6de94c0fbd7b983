import { describe, expect, it } from 'vitest';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

describe('records that take no part', () => {
  it('are named: one without a temperature, and a Haven ratio that leads to no coefficients', () => {
    const cold = makeRecord({ kind: 'D_NMR', value: 1e-12, T: null });
    const stated = makeRecord({ kind: 'H_R', unit: '1', value: 0.4, T: 300 });
    const { diagnostics } = compareRecords([cold, stated]);
    expect(diagnostics.map(({ code, where }) => [code, where])).toEqual([
      ['record/temperature', cold.id],
      ['record/haven-ratio', stated.id],
    ]);
  });
  it('are not named where a comparison made the ratio itself: it is formed anew', () => {
    const made = makeRecord({ kind: 'H_R', unit: '1', value: 0.4, T: 300, parents: ['sha256:a', 'sha256:b'] });
    expect(compareRecords([made]).diagnostics).toEqual([]);
  });
});
