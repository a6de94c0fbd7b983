import { expect, test } from 'vitest';
import { unitParts, unitText } from './unit-parts.ts';

test.each([
  ['cm2/s', 'cm² s⁻¹'],
  ['m2/s', 'm² s⁻¹'],
  ['S/m', 'S m⁻¹'],
  ['Ohm-1.s^n', 'Ω⁻¹ sⁿ'],
  ['1/m3', 'm⁻³'],
  ['m-3', 'm⁻³'],
  ['J/mol', 'J mol⁻¹'],
  ['degC', '°C'],
  ['1', ''],
  ['eV', 'eV'],
  ['T/m', 'T m⁻¹'],
  ['s-2', 's⁻²'],
])('%s reads %s', (unit, text) => {
  expect(unitText(unit)).toBe(text);
});

test('a power is a part of its own, to be set as a superscript', () => {
  expect(unitParts('cm2/s')).toEqual([
    { symbol: 'cm', power: '2' },
    { symbol: 's', power: '−1' },
  ]);
});
