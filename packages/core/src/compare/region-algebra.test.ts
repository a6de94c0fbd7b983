import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';
import { groupSeries } from './group-series.ts';
import { regionAlgebra } from './region-algebra.ts';
import { COMPARE_SOFTWARE } from './derived-record.ts';

const STRUCTURE = { gbWidth: 5e-10, grainSize: 2e-5 };
const PLACES = [300, 320, 340];
const bulkD = (T: number): number => 1e-12 * 2 ** ((T - 300) / 20);
const gbD = (T: number): number => 2e-17 * 3 ** ((T - 300) / 20);
const totalD = (T: number): number => 1 / (1 / bulkD(T) + 5e-10 / 2e-5 / gbD(T));
const TRUE = { bulk: bulkD, gb: gbD, total: totalD, effective: totalD };

const records = (kind: string, region: keyof typeof TRUE, u = 0.02, width?: number): DiffusionRecord[] =>
  PLACES.map((T) =>
    makeRecord({
      kind,
      region,
      T,
      u,
      value: TRUE[region](T) * (width === undefined ? 1 : width / 5e-10),
      effects: [{ tag: 'geometry', u: 0.03 }],
      model: { name: 'test', version: '1', free: {}, fixed: width === undefined ? {} : { gbWidth: width }, flags: [] },
    }),
  );
const third = (...given: DiffusionRecord[][]): DiffusionRecord[] =>
  regionAlgebra(
    groupSeries(given.flat(), () => {}),
    STRUCTURE,
    COMPARE_SOFTWARE,
  );

describe.each([
  ['D_sigma', 'total'],
  ['D_tracer', 'effective'],
] as const)('any two of bulk, boundary and total of %s', (kind, whole) => {
  it.each([
    ['gb', whole, 'bulk'],
    [whole, 'bulk', 'gb'],
    ['bulk', whole, 'gb'],
  ] as const)('give %s from %s and %s at each temperature', (wanted, one, other) => {
    const found = third(records(kind, one), records(kind, other));
    expect(found.map(({ region, T }) => [region, T])).toEqual([...PLACES].reverse().map((T) => [wanted, T]));
    for (const record of found) {
      expect(record.value / TRUE[wanted](record.T!)).toBeCloseTo(1, 10);
      expect(record.model).toMatchObject({ flags: ['conditional'], fixed: STRUCTURE });
    }
  });
  it('carry a common relative error whole, as all scale alike', () => {
    for (const [one, other] of [
      ['bulk', 'gb'],
      ['bulk', whole],
      ['gb', whole],
    ] as const)
      for (const { effects } of third(records(kind, one), records(kind, other))) expect(effects[0]!.u).toBeCloseTo(0.03, 10);
  });
  it('follow by the variance of a sum and of a difference', () => {
    const at = (found: DiffusionRecord[]): number => found.find(({ T }) => T === 300)!.u!;
    const [rb, rg] = [1 / bulkD(300), 5e-10 / 2e-5 / gbD(300)];
    const R = rb + rg;
    expect(at(third(records(kind, 'bulk'), records(kind, 'gb')))).toBeCloseTo((0.02 * Math.hypot(rb, rg)) / R, 10);
    expect(at(third(records(kind, 'bulk'), records(kind, whole)))).toBeCloseTo((0.02 * Math.hypot(R, rb)) / rg, 10);
    expect(at(third(records(kind, 'gb'), records(kind, whole)))).toBeCloseTo((0.02 * Math.hypot(R, rg)) / rb, 10);
  });
});

describe('region algebra', () => {
  it('takes the width a boundary coefficient was made with, as only D_gb over width counts', () => {
    const [first] = third(records('D_tracer', 'bulk'), records('D_tracer', 'gb', 0.02, 1e-9));
    expect(first!.value / totalD(340)).toBeCloseTo(1, 10);
  });
  it('uses D_NMR as the bulk of a tracer', () => {
    expect(third(records('D_NMR', 'bulk'), records('D_tracer', 'effective')).map(({ kind, region }) => [kind, region])[0]).toEqual([
      'D_tracer',
      'gb',
    ]);
  });
  it('gives a lower limit where a difference is not positive at the 97.5 % level', () => {
    const found = third(records('D_sigma', 'bulk', 0.5), records('D_sigma', 'total', 0.5));
    for (const { bound, value, T } of found) {
      expect(bound).toBe('lower');
      expect(value).toBeLessThan(gbD(T!));
    }
    expect(found.length).toBe(3);
  });
  it('is part of the comparison where width and grain size are given, and absent without', () => {
    const all = [...records('D_sigma', 'bulk'), ...records('D_sigma', 'gb')];
    expect(compareRecords(all, STRUCTURE).records.filter(({ region }) => region === 'total')).toHaveLength(3);
    expect(compareRecords(all).records).toEqual([]);
  });
});
