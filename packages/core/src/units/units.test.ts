import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { convertDifference, convertUnit, sameDimension } from './convert-unit.ts';
import { cellVolumeUncertainty, parseCell } from './parse-cell.ts';
import { parseQuantity } from './parse-quantity.ts';
import { parseUnit } from './parse-unit.ts';

const code = (run: () => unknown): string => {
  try {
    run();
    return 'no error';
  } catch (error) {
    expect((error as { fix: string }).fix).not.toBe('');
    return (error as { code: string }).code;
  }
};

describe('parseQuantity', () => {
  it.each([
    ['0.785cm2', 'm2', 7.85e-5],
    ['27degC', 'K', 300.15],
    ['59h', 's', 212_400],
    ['16d', 's', 1_382_400],
    ['3.87A', 'm', 3.87e-10],
    ['3.87 Å', 'm', 3.87e-10],
    ['25um', 'm', 2.5e-5],
    ['25 µm', 'm', 2.5e-5],
    ['155.4MHz', 'Hz', 155.4e6],
    ['5.0e27m-3', 'm-3', 5e27],
    ['53.5 G/cm', 'T/m', 0.535],
    ['9e-4 S/cm', 'S/m', 0.09],
    ['2.6e-8 cm² s⁻¹', 'm2/s', 2.6e-12],
    ['2.6e-8cm^2/s', 'm2/s', 2.6e-12],
    ['10', '1', 10],
    ['5%', '1', 0.05],
    ['3kOhm', 'Ohm', 3000],
    ['1.5MΩ', 'Ohm', 1.5e6],
  ])('reads %s as %s', (text, unit, value) => {
    expect(parseQuantity(text, unit).value).toBeCloseTo(value, 12 - Math.floor(Math.log10(Math.abs(value))));
  });
  it('counts a bracketed uncertainty in the last digits, with the exponent and the unit', () => {
    expect(parseQuantity('1.02(2)mm', 'm')).toEqual({ value: 1.02e-3, u: 2e-5 });
    expect(parseQuantity('300(1)K', 'K')).toEqual({ value: 300, u: 1 });
    expect(parseQuantity('1.02(2)e-3 m', 'm')).toEqual({ value: 1.02e-3, u: 2e-5 });
    expect(parseQuantity('27(1)degC', 'K')).toEqual({ value: 300.15, u: 1 });
    expect(parseQuantity('1.02±0.02mm', 'm')).toEqual({ value: 1.02e-3, u: 2e-5 });
    expect(parseQuantity('1.02 +- 0.02 mm', 'm')).toEqual({ value: 1.02e-3, u: 2e-5 });
  });
  it('says when a unit was assumed, except for numbers and zero', () => {
    expect(parseQuantity('0.1', 's')).toEqual({ value: 0.1, assumed: true });
    expect(parseQuantity('0', 's')).toEqual({ value: 0 });
    expect(parseQuantity('5', '1')).toEqual({ value: 5 });
  });
  it('refuses what it cannot mean, with a remedy', () => {
    expect(code(() => parseQuantity('abc', 'm'))).toBe('units/number');
    expect(code(() => parseQuantity('', 'm'))).toBe('units/number');
    expect(() => parseQuantity('1,02mm', 'm')).toThrow(expect.objectContaining({ code: 'units/number', fix: 'write 1.02mm' }) as Error);
    expect(() => parseQuantity('160C', 'K')).toThrow(expect.objectContaining({ code: 'units/dimension', fix: 'write 160degC' }) as Error);
    expect(code(() => parseQuantity('12parsec', 'm'))).toBe('units/unknown');
    expect(code(() => parseQuantity('3kg', 'm'))).toBe('units/dimension');
    expect(code(() => parseQuantity('1__proto__', 'm'))).toBe('units/unknown');
  });
  it('never throws anything but a usage error, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('m', 'K', 's', '1', 'm2/s'), (text, unit) => {
        try {
          expect(parseQuantity(text, unit).value).not.toBeNaN();
        } catch (error) {
          expect((error as { kind?: string }).kind).toBe('usage');
        }
      }),
    );
  });
});

describe('convertUnit', () => {
  it('comes back to the value it started from', () => {
    const pairs = [
      ['m2/s', 'cm2/s'],
      ['K', 'degC'],
      ['S/m', 'S/cm'],
      ['eV', 'kJ/mol'],
      ['m', 'Ang'],
      ['Hz', 'MHz'],
    ] as const;
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), fc.constantFrom(...pairs), (value, [a, b]) => {
        const back = convertUnit(convertUnit(value, a, b), b, a);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-12 * Math.max(value, 273.15));
      }),
    );
  });
  it('relates an energy per particle to one per mole: 1 eV is 96 485.332 J/mol', () => {
    expect(convertUnit(1, 'eV', 'J/mol')).toBeCloseTo(96_485.33212, 4);
    expect(convertUnit(96.48533212, 'kJ/mol', 'eV')).toBeCloseTo(1, 9);
  });
  it('converts a difference of temperatures without the zero of the scale', () => {
    expect(convertDifference(1, 'degC', 'K')).toBe(1);
    expect(convertUnit(1, '1/degC', '1/K')).toBe(1);
  });
  it('keeps apart what has another dimension', () => {
    expect(sameDimension('m2/s', 'cm2/h')).toBe(true);
    expect(sameDimension('m2/s', 'm/s')).toBe(false);
    expect(sameDimension('m2/s', 'nonsense')).toBe(false);
  });
});

describe('parseUnit', () => {
  it('reads prefixes, powers, products and quotients', () => {
    expect(parseUnit('S.cm-1')).toEqual(parseUnit('S/cm'));
    expect(parseUnit('Ohm.m').dimension).toEqual([3, 1, -3, -2, 0, 0, 0]);
    expect(parseUnit('min').factor).toBe(60);
    expect(parseUnit('mmol').factor).toBeCloseTo(1e-3, 15);
  });
});

describe('parseCell', () => {
  it('tells an edge, a box and a volume apart by their units', () => {
    expect(parseCell('3.87A')).toEqual({ a: 3.87e-10, Z: 1 });
    expect(parseCell('57.96A^3', 4)).toEqual({ volume: expect.closeTo(5.796e-29, 40) as number, Z: 4 });
    expect(parseCell('5.43A,5.89A,5.39A,90,119.6,90')).toMatchObject({ alpha: 90, beta: 119.6, gamma: 90 });
  });
  it('carries a bracketed uncertainty to the volume', () => {
    expect(cellVolumeUncertainty('3.87(1)A')).toBeCloseTo((3 * 0.01) / 3.87, 12);
    expect(cellVolumeUncertainty('57.96(58)A^3')).toBeCloseTo(0.58 / 57.96, 12);
    expect(cellVolumeUncertainty('4.00(4)A,4.00(3)A,5A')).toBeCloseTo(Math.hypot(0.01, 0.0075), 12);
    expect(cellVolumeUncertainty('3.87A')).toBe(0);
  });
  it('refuses two edges or none', () => {
    expect(code(() => parseCell('3A,4A'))).toBe('carrier/cell');
    expect(code(() => parseCell('3.87'))).toBe('carrier/cell');
  });
});
