import type { DiffusionRecord } from '@ionwalk/core';
import { expect, it } from 'vitest';
import { parseDisplayUnits, temperatureText } from './display-units.ts';
import { paramText, recordText } from './measured-text.ts';

const units = parseDisplayUnits(undefined);
const record = (change: Partial<DiffusionRecord>): DiffusionRecord =>
  ({ value: 4.177e-11, unit: 'm2/s', u: 0.03, effects: [], ...change }) as DiffusionRecord;

it('prints a value with its uncertainty in the unit people read', () => {
  expect(recordText(record({}), units)).toBe('4.18(13)e-7 cm2/s');
  expect(recordText(record({}), parseDisplayUnits('m2/s'))).toBe('4.18(13)e-11 m2/s');
});
it('adds shared errors to what is printed', () =>
  expect(recordText(record({ effects: [{ tag: 'g', u: 0.04 }] }), units)).toBe('4.2(2)e-7 cm2/s'));
it('never prints a bound as a value, nor an unknown uncertainty as none', () => {
  expect(recordText(record({ bound: 'upper' }), units)).toBe('< 4.18e-7 cm2/s');
  expect(recordText(record({ u: null }), units)).toBe('4.18e-7 cm2/s (uncertainty unknown)');
  expect(recordText(record({ u: 1.2 }), units)).toContain('within a factor 3.3');
});
it('says eV beside J/mol, fixed, bound and not determined', () => {
  const param = { u: 965, unit: 'J/mol', fixed: false, bound: null } as const;
  expect(paramText({ ...param, value: 33770 }, units)).toMatch(/^3\.38\(1[0]?\)e4 J\/mol = 0\.350\(10\) eV$/);
  expect(paramText({ value: 5, u: null, unit: 'Ohm', fixed: true, bound: null }, units)).toBe('5 Ohm fixed');
  expect(paramText({ value: 2, u: null, unit: 's', fixed: false, bound: 'lower' }, units)).toBe('> 2.00 s');
  expect(paramText({ value: null, u: null, unit: 's', fixed: false, bound: 'none' }, units)).toBe('not determined');
});
it('gives temperatures in degC unless asked for K', () => {
  expect(temperatureText(300.15, units)).toBe('27.0 degC');
  expect(temperatureText(300.15, parseDisplayUnits('K'))).toBe('300.15 K');
});
it('refuses a unit that no result has', () =>
  expect(() => parseDisplayUnits('Hz')).toThrow(expect.objectContaining({ code: 'usage/units' })));
