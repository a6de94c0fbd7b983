import { expect, test } from 'vitest';
import { commandText, optionsToSend, splitFields, withUnit } from './form-values.ts';
import type { AnalysisInfo, FormField } from './plugin-types.ts';

const field = (name: string, over: Partial<FormField> = {}): FormField => ({
  name,
  label: name,
  help: '',
  input: 'number',
  unit: 'mm',
  required: false,
  default: null,
  min: null,
  max: null,
  options: [],
  scale: 'linear',
  repeatable: false,
  common: false,
  ...over,
});

test('a bare number gets the unit beside its field, also with an uncertainty in brackets', () => {
  expect(withUnit(field('t'), '1.02(2)')).toBe('1.02(2)mm');
  expect(withUnit(field('t'), '1e-3')).toBe('1e-3mm');
});
test('a number with a unit keeps it', () => {
  expect(withUnit(field('t'), '10 um')).toBe('10 um');
});
test('what was left alone or stands at its default is not sent', () => {
  const fields = [
    field('a', { default: 5 }),
    field('b'),
    field('c', { input: 'checkbox', default: false }),
    field('d', { input: 'text', default: 'auto' }),
  ];
  expect(optionsToSend(fields, { a: '5', b: '', c: false, d: 'auto' })).toEqual({});
});
test('several lines of a repeatable text are several values', () => {
  expect(optionsToSend([field('effect', { input: 'text', repeatable: true, default: '' })], { effect: 'a:0.1\n b:0.2\n' })).toEqual({
    effect: ['a:0.1', 'b:0.2'],
  });
});
test('the command quotes what a shell would split', () => {
  const analysis = {
    command: 'x fit',
    options: { properties: { grainSize: { 'x-flag': '--grain-size' }, joint: {} } },
  } as unknown as AnalysisInfo;
  expect(commandText(analysis, ['my file.txt'], { grainSize: '20um', joint: true })).toBe(
    "ionwalk x fit 'my file.txt' --grain-size 20um --joint",
  );
  expect(commandText(analysis, ['a.txt'], { circuit: 'R0-p(R1,C1)' })).toBe("ionwalk x fit a.txt --circuit 'R0-p(R1,C1)'");
});
test('what has no standard of its own stands in front, and no field is lost', () => {
  const fields = [
    field('thickness'),
    field('n', { default: 3 }),
    field('tracer', { input: 'text', default: '' }),
    field('joint', { input: 'checkbox', default: false }),
    field('effect', { common: true }),
    field('temperature', { common: true }),
  ];
  const { first, more } = splitFields(fields);
  expect(first.map(({ name }) => name)).toEqual(['thickness', 'tracer', 'temperature']);
  expect(more.map(({ name }) => name)).toEqual(['n', 'joint', 'effect']);
});
