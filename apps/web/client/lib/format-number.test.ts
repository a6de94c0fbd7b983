import { describe, expect, test } from 'vitest';
import { formatNumber, numberText } from './format-number.ts';

describe('formatNumber', () => {
  test('puts the uncertainty in brackets, in units of the last digit', () => {
    expect(formatNumber(9.21e-8, 8.1e-9)).toEqual({ mantissa: '9.2(8)', exponent: -8 });
    expect(formatNumber(0.2913, 0.004)).toEqual({ mantissa: '0.291(4)', exponent: null });
  });
  test('keeps two digits of an uncertainty that begins with 1', () => {
    expect(formatNumber(1.0234, 0.0123).mantissa).toBe('1.023(12)');
  });
  test('writes an uncertainty larger than one with its point', () => {
    expect(formatNumber(333.2, 1.04).mantissa).toBe('333.2(1.0)');
    expect(formatNumber(4.512e-9, 1.2e-9)).toEqual({ mantissa: '4.5(1.2)', exponent: -9 });
  });
  test('carries into the exponent when rounding reaches ten', () => {
    expect(formatNumber(9.996e-8)).toEqual({ mantissa: '1.00', exponent: -7 });
    expect(formatNumber(9.97e-8, 4e-9)).toEqual({ mantissa: '1.00(4)', exponent: -7 });
  });
  test('moves to a power of ten when the uncertainty hides the unit digit', () => {
    expect(formatNumber(1234, 60)).toEqual({ mantissa: '1.23(6)', exponent: 3 });
  });
  test('never shows NaN', () => {
    expect(formatNumber(Number.NaN, 1).mantissa).toBe('–');
    expect(numberText(Number.POSITIVE_INFINITY)).toBe('–');
  });
  test('sets a real minus sign', () => {
    expect(formatNumber(-2.5, 0.3).mantissa).toBe('−2.5(3)');
  });
  test('agrees with the number it shows to half a unit of the last digit, over 30 decades', () => {
    for (let e = -20; e <= 10; e++) {
      for (const m of [1.04, 2.5, 5.49, 9.949, 9.96]) {
        const value = m * 10 ** e;
        const text = numberText(value);
        expect(Math.abs(Number(text) / value - 1)).toBeLessThan(0.00501);
        const bracketed = numberText(value, value * 0.03).replace(/\([\d.]+\)/, '');
        expect(Math.abs(Number(bracketed) / value - 1)).toBeLessThan(0.0151);
      }
    }
  });
});
