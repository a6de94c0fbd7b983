import { describe, expect, it } from 'vitest';
import { formatQuantity, formatQuantityRich } from './format-quantity.ts';
import { richToText } from './text/rich-to-text.ts';

describe('formatQuantity', () => {
  it.each([
    [9.2e-8, 8e-9, 'cm2/s', '9.2(8)e-8 cm2/s'],
    [912.4, 9.3, 'Ohm', '912(9) Ohm'],
    [24_137, 310, 'Ohm', '2.41(3)e4 Ohm'],
    [0.321, 0.0132, 'eV', '0.321(13) eV'],
    [0.321, 0.0199, 'eV', '0.32(2) eV'],
    [333.151, 1, 'K', '333.2(10) K'],
    [0.96, 0.06, '1', '0.96(6)'],
    [-3.2e-12, 5e-13, 'V', '-3.2(5)e-12 V'],
    [0.3, 1.2, 'm', '0.3(12) m'],
    [0, 0.02, 'm', '0.00(2) m'],
    [9.996, 0.0951, 'm', '10.00(10) m'],
    [9.98, 0.3, 'm', '10.0(3) m'],
  ])('writes %d ± %d %s as %s', (value, u, unit, text) => {
    expect(formatQuantity(value, u, unit)).toBe(text);
  });

  it('writes three digits and no brackets where the uncertainty is unknown', () => {
    expect(formatQuantity(9.204e-8, null, 'cm2/s')).toBe('9.20e-8 cm2/s');
    expect(formatQuantity(9.996, undefined, 'm')).toBe('10.0 m');
    expect(formatQuantity(0, null, 'm')).toBe('0 m');
  });

  it('writes an exact number as it is', () => {
    expect(formatQuantity(0.1, 0, 's')).toBe('0.1 s');
    expect(formatQuantity(1.5e-12, 0, 's')).toBe('1.5e-12 s');
  });

  it('writes a dash for what is not a number', () => {
    expect(formatQuantity(Number.NaN, 1, 's')).toBe('—');
    expect(formatQuantity(Infinity, null, 's')).toBe('—');
  });

  it('has a rich form with a real superscript and the unit as printed', () => {
    const rich = formatQuantityRich(9.2e-8, 8e-9, 'cm2/s');
    expect(rich).toContainEqual({ text: '−8', shift: 'sup' });
    expect(richToText(rich)).toBe('9.2(8) × 10⁻⁸\u00a0cm²\u00a0s⁻¹');
  });
});
