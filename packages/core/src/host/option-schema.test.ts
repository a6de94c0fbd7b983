import { expect, it } from 'vitest';
import { slopeAnalysis } from '../../test/toy-plugin.ts';
import { formFields } from './form-fields.ts';
import { optionSchema } from './option-schema.ts';

it('projects options into JSON Schema with units', () => {
  const schema = optionSchema(slopeAnalysis);
  expect(Object.keys(schema.properties)).toEqual(['temperature', 'sample', 'effect', 'window', 'pause', 'grainSize', 'mode', 'spread']);
  expect(schema.properties['window']).toEqual({
    title: 'Window',
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', maxLength: 64 },
    ],
    'x-unit': 's',
    'x-display': 'ms',
    'x-flag': '--window',
  });
  expect(schema.properties['mode']).toMatchObject({ enum: ['auto', 'manual'], default: 'auto' });
  expect(schema.properties['grainSize']).toMatchObject({ 'x-flag': '--grain-size' });
});
it('projects them into form fields in the unit people type', () => {
  const fields = formFields({
    ...slopeAnalysis,
    options: { window: { type: 'number', unit: 's', display: 'ms', title: 'Window', default: 0.02, max: 1 } },
  });
  expect(fields[0]).toMatchObject({ name: 'window', input: 'number', unit: 'ms', default: 20, max: 1000, min: null, common: false });
  expect(fields.slice(1).map(({ name, common }) => [name, common])).toEqual([
    ['temperature', true],
    ['sample', true],
    ['effect', true],
  ]);
});
