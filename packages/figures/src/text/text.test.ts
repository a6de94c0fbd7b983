import { describe, expect, it } from 'vitest';
import { measureRich, measureText } from './measure-text.ts';
import { parseLabel } from './parse-label.ts';
import { richToText } from './rich-to-text.ts';

describe('parseLabel', () => {
  it('makes symbols of letters with an index', () => {
    expect(parseLabel('D_NMR, bulk')).toEqual([{ text: 'D', italic: true }, { text: 'NMR', shift: 'sub' }, { text: ', bulk' }]);
    expect(parseLabel('D_sigma')).toEqual([
      { text: 'D', italic: true },
      { text: 'σ', shift: 'sub' },
    ]);
    expect(parseLabel('D_tracer')).toEqual([{ text: 'D', italic: true }, { text: '*' }]);
    expect(parseLabel('R_{gb,1}')).toEqual([
      { text: 'R', italic: true },
      { text: 'gb,1', shift: 'sub' },
    ]);
  });

  it.each(['file_name_1', '300 K', 'a_b_c', '_', 'x_', '<b>bold</b>', '', '2 * 3', 'snake_case'])('leaves %s as it is', (text) => {
    expect(
      parseLabel(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
    expect(parseLabel(text).every((run) => run.shift === undefined)).toBe(true);
  });
});

describe('measureText', () => {
  it('knows the widths of Inter', () => {
    // Inter 4.1 regular: zero is 631/1000 em, a space 281/1000.
    expect(measureText('0 0', 10)).toBeCloseTo(6.31 + 2.81 + 6.31, 6);
  });

  it('counts shifted runs smaller and unknown characters wide', () => {
    expect(measureRich([{ text: '0', shift: 'sup' }], 10)).toBeLessThan(measureText('0', 10));
    expect(measureText('漢', 10)).toBe(9);
  });

  it('has widths for all that labels are made of', () => {
    for (const char of '0123456789−×°µΩσ′″¹²±·½ßüé') expect(measureText(char, 10), char).not.toBe(9);
  });
});

describe('richToText', () => {
  it('uses Unicode superscripts where all of a run has them', () => {
    expect(richToText([{ text: '10' }, { text: '−8', shift: 'sup' }])).toBe('10⁻⁸');
    expect(richToText([{ text: 'x' }, { text: 'ab', shift: 'sup' }])).toBe('x^ab');
  });
});
