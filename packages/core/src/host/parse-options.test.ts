import { expect, it } from 'vitest';
import type { Param } from '../api/param.ts';
import { parseOptions, type RawOptions } from './parse-options.ts';

const params: Record<string, Param> = {
  thickness: { type: 'number', unit: 'm', display: 'mm', title: 'Thickness', min: 0 },
  time: { type: 'number', unit: 's', title: 'Time', required: true },
  model: { type: 'choice', options: ['auto', 'erfc'], default: 'auto', title: 'Model' },
  joint: { type: 'flag', default: false, title: 'Joint' },
  assign: { type: 'text', default: '', title: 'Assign', repeatable: true },
  circuit: { type: 'text', default: 'auto', title: 'Circuit', pattern: '[A-Z0-9(),p-]+|auto' },
};
const parse = (raw: RawOptions): ReturnType<typeof parseOptions> => parseOptions(params, { time: '59h', ...raw });
const codeOf = (raw: RawOptions): string => {
  try {
    parse(raw);
  } catch (error) {
    expect((error as { fix: string }).fix).not.toBe('');
    return (error as { code: string }).code;
  }
  return 'none';
};

it('reads quantities into SI, and the bracket as a relative uncertainty', () => {
  const { values, uncertainty, given } = parse({ thickness: '1.02(2)mm' });
  expect(values['thickness']).toBeCloseTo(1.02e-3, 15);
  expect(values['time']).toBe(59 * 3600);
  expect(uncertainty.get('thickness')).toBeCloseTo(0.02 / 1.02, 12);
  expect([...given]).toEqual(['time', 'thickness']);
});
it('fills in defaults and leaves what has none undefined', () => {
  expect(parse({}).values).toEqual({ thickness: undefined, time: 212400, model: 'auto', joint: false, assign: '', circuit: 'auto' });
});
it('takes numbers as SI and says which texts had no unit', () => {
  const { values, assumed } = parse({ thickness: 0.001, time: '10' });
  expect(values['thickness']).toBe(0.001);
  expect(assumed.get('time')).toBe('s');
});
it('joins a repeated text with newlines', () => expect(parse({ assign: ['bulk=R1', 'gb=R2'] }).values['assign']).toBe('bulk=R1\ngb=R2'));
it.each<[string, RawOptions, string]>([
  ['an unknown option', { thicknes: '1mm' }, 'usage/unknown-option'],
  ['an unknown unit', { thickness: '1furlong' }, 'units/unknown'],
  ['a unit of another dimension', { thickness: '1s' }, 'units/dimension'],
  ['no number', { thickness: 'thin' }, 'units/number'],
  ['a number that is not finite', { thickness: Infinity }, 'usage/option'],
  ['a value out of range', { thickness: '-1mm' }, 'usage/range'],
  ['an unknown choice', { model: 'erf' }, 'usage/choice'],
  ['a switch with a value', { joint: 'maybe' }, 'usage/option'],
  ['a text that does not match', { circuit: '$(rm)' }, 'usage/option'],
  ['a text given twice', { circuit: ['R0', 'R1'] }, 'usage/option'],
  ['a needed one that is missing', { time: undefined }, 'usage/missing-option'],
  ['a name from the prototype', { constructor: '1' }, 'usage/unknown-option'],
])('refuses %s', (_, raw, code) => expect(codeOf(raw)).toBe(code));
it('suggests the nearest option, unit or choice', () => {
  expect(() => parse({ thicknes: '1mm' })).toThrow(expect.objectContaining({ fix: 'did you mean --thickness?' }));
  expect(() => parse({ model: 'erf' })).toThrow(expect.objectContaining({ fix: expect.stringContaining("did you mean 'erfc'") }));
  expect(() => parse({ thickness: '1mmm' })).toThrow(
    expect.objectContaining({ where: 'option --thickness', fix: expect.stringContaining('mm') }),
  );
});
