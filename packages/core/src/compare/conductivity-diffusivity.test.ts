import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const sigma = (fields: Partial<DiffusionRecord>): DiffusionRecord =>
  makeRecord({ kind: 'sigma', unit: 'S/m', value: 0.09, T: 300, u: 0.01, ...fields });
const llto = { id: 'LLTO', formula: 'Li0.29La0.57□0.14TiO3', cell: { a: 3.87e-10 } };

describe('D_sigma', () => {
  it('comes from formula and cell, one per conductivity, in input order, with its parent', () => {
    const records = [310, 300, 305].map((T) => sigma({ T, sample: llto }));
    const { records: derived } = compareRecords(records);
    expect(derived.map((record) => record.T)).toEqual([310, 300, 305]);
    expect(derived.map((record) => record.parents)).toEqual(records.map((record) => [record.id]));
    // 9e-4 S/cm at 300 K in LLTO: science/llto-study.md, section 2.
    expect(derived[1]?.value).toBeCloseTo(2.902426e-12, 17);
    expect(derived[1]?.carrier?.c).toBeCloseTo(5.003398601632905e27, -13);
    expect(derived[1]).toMatchObject({ sample: llto, region: 'bulk', carrier: { count: 'all' } });
  });
  it('is not made twice where one with the conductivity as parent is at hand', () => {
    const parent = sigma({});
    const own = makeRecord({ kind: 'D_sigma', value: 3e-12, T: 300, u: 0.01, parents: [parent.id] });
    const { records, comparisons } = compareRecords([parent, own, makeRecord({ kind: 'D_NMR', value: 3e-12, T: 300, u: 0.01 })]);
    expect(records.filter((record) => record.kind === 'D_sigma')).toEqual([]);
    expect(comparisons[0]?.ratio).toBeCloseTo(1, 12);
  });
  it('divides by the square of the charge', () => {
    const value = (z: number): number => Number(compareRecords([sigma({ sample: llto, ion: { element: 'Li', z } })]).records[0]?.value);
    expect(value(1) / value(-2)).toBeCloseTo(4, 12);
  });
  it.each([
    ['carrier/missing', { sample: { id: 'x' } }],
    ['carrier/missing', { sample: llto, ion: null }],
    ['carrier/formula', { sample: { ...llto, formula: 'Li(La' } }],
    ['carrier/formula', { sample: { ...llto, formula: 'NaCl' } }],
    ['carrier/cell', { sample: { ...llto, cell: { a: -1 } } }],
    ['carrier/cell', { sample: { ...llto, cell: { a: 1e-9, alpha: 10, beta: 10, gamma: 170 } } }],
    ['carrier/cell', { sample: { ...llto, cell: { a: 1e-9, Z: 0 } } }],
  ] as const)('is not made, with the diagnostic %s, for %j', (code, fields) => {
    const { records, diagnostics } = compareRecords([sigma(fields), sigma({ ...fields, T: 310 })]);
    expect(records).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
  it('keeps a limit a limit', () => {
    expect(compareRecords([sigma({ sample: llto, bound: 'upper' })]).records[0]?.bound).toBe('upper');
  });
});
