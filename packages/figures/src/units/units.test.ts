import { describe, expect, it } from 'vitest';
import { richToText } from '../text/rich-to-text.ts';
import { axisUnit } from './axis-unit.ts';
import { displayUnit } from './display-unit.ts';
import { unitLabel } from './unit-label.ts';

describe('unitLabel', () => {
  it.each([
    ['cm2/s', 'cm²\u00a0s⁻¹'],
    ['S.cm-1', 'S\u00a0cm⁻¹'],
    ['kOhm', 'kΩ'],
    ['um', 'µm'],
    ['degC', '°C'],
    ['1/K', 'K⁻¹'],
    ['s/m2', 's\u00a0m⁻²'],
    ['Ohm.m2', 'Ω\u00a0m²'],
    ['%', '%'],
    ['1', ''],
    ['what is this', 'what is this'],
  ])('prints %s as %s', (unit, text) => {
    expect(richToText(unitLabel(unit))).toBe(text);
  });
});

describe('displayUnit', () => {
  it('converts a diffusivity to the unit of choice', () => {
    expect(displayUnit('m2/s', 1e-11, false)).toMatchObject({ unit: 'cm2/s', factor: 1e4 });
    expect(displayUnit('m2/s', 1e-11, false, { diffusivity: 'm2/s' })).toMatchObject({ unit: 'm2/s', factor: 1 });
  });

  it('shifts kelvin to degrees Celsius only where asked', () => {
    expect(displayUnit('K', 300, true)).toMatchObject({ unit: 'K', offset: 0 });
    const celsius = displayUnit('K', 300, true, { temperature: 'degC' });
    expect(300.15 * celsius.factor + celsius.offset).toBeCloseTo(27, 10);
  });

  it('picks the prefix in which the largest number is at least one', () => {
    expect(displayUnit('Ohm', 25_100, true).unit).toBe('kOhm');
    expect(displayUnit('Ohm', 99, true).unit).toBe('Ohm');
    expect(displayUnit('m', 1e-4, true).unit).toBe('um');
    expect(displayUnit('s', 0.02, true).unit).toBe('ms');
    expect(displayUnit('Ohm', 25_100, false).unit).toBe('Ohm');
  });

  it('takes a common power of ten where there is no prefix', () => {
    const shown = displayUnit('s/m2', 6e10, true);
    expect(shown.power).toBe(9);
    expect(6e10 * shown.factor).toBeCloseTo(60, 9);
  });

  it('leaves a unit it does not know alone', () => {
    expect(displayUnit('furlong', 3, true)).toEqual({ unit: 'furlong', factor: 1, offset: 0, power: 0 });
  });
});

describe('axisUnit', () => {
  it.each([
    ['reciprocal-temperature', '1/K', 'linear', '1000/T (K⁻¹)'],
    ['diffusivity', 'm2/s', 'log', 'D (cm²\u00a0s⁻¹)'],
    ['impedance-real', 'Ohm', 'linear', 'Z′ (kΩ)'],
    ['impedance-imaginary-negative', 'Ohm', 'linear', '−Z″ (kΩ)'],
    ['depth', 'm', 'log', 'Depth (µm)'],
    ['relaxation-rate', '1/s', 'log', 'Relaxation rate (s⁻¹)'],
    ['fraction', '1', 'linear', 'Fraction (10³)'],
    ['grain-size', 'furlong', 'log', 'Grain size (furlong)'],
    ['constructor', '1', 'log', 'Constructor'],
  ] as const)('labels %s in %s on a %s axis as %s', (quantity, unit, scale, text) => {
    expect(richToText(axisUnit({ quantity, unit, scale }, 2e5 / (quantity.startsWith('imp') ? 10 : 1), {}).label)).toBe(text);
  });
});
