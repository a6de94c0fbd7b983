import type { Analysis } from '../api/analysis.ts';
import type { Param } from '../api/param.ts';
import { optionFlag } from './option-flag.ts';

/** JSON Schema (2020-12) of one option or of all of an analysis, with the unit under `x-unit`. */
export interface OptionSchema {
  readonly type: 'object';
  readonly title: string;
  readonly properties: { readonly [name: string]: { readonly 'x-flag'?: string; readonly [keyword: string]: unknown } };
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** The options every analysis has, added by the host. */
export const COMMON_OPTIONS: Readonly<Record<string, Param>> = {
  temperature: {
    type: 'number',
    unit: 'K',
    display: 'degC',
    min: 0,
    title: 'Temperature of the sample',
    doc: 'Overrides what the file states. An uncertainty in brackets, 300(1)K, becomes a shared effect.',
  },
  sample: { type: 'text', default: '', title: 'Id of the sample', doc: 'Default: what the file states.' },
  effect: {
    type: 'text',
    default: '',
    repeatable: true,
    title: 'Shared error TAG:U',
    doc: 'A named error shared by results that carry the same tag: geometry:0.02 (of the logarithm of the value) or thermometer:1.0K.',
  },
};

/**
 * The options of an analysis as JSON Schema. A number may be given in SI, or as text with its unit (`"1.02(2)mm"`); `x-unit`, `x-display`,
 * `x-scale` and `x-flag` carry what a form needs besides.
 */
export function optionSchema(analysis: Analysis): OptionSchema {
  const params = { ...COMMON_OPTIONS, ...analysis.options };
  const required = Object.keys(params).filter((name) => isRequired(params[name] as Param));
  const properties = Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, { ...paramSchema(param), 'x-flag': `--${optionFlag(name)}` }]),
  );
  return { type: 'object', title: analysis.title, properties, required, additionalProperties: false };
}

const isRequired = (param: Param): boolean => param.type === 'number' && param.required === true;

function paramSchema(param: Param): { [keyword: string]: unknown } {
  const described = { title: param.title, ...(param.doc === undefined ? {} : { description: param.doc }) };
  return { ...described, ...typeSchema(param), ...(param.default === undefined ? {} : { default: param.default }) };
}

function typeSchema(param: Param): { [keyword: string]: unknown } {
  if (param.type === 'choice') return { type: 'string', enum: param.options };
  if (param.type === 'flag') return { type: 'boolean' };
  if (param.type === 'text') {
    const text = { type: 'string', maxLength: 4096, ...(param.pattern === undefined ? {} : { pattern: `^(?:${param.pattern})$` }) };
    return param.repeatable ? { anyOf: [text, { type: 'array', items: text, maxItems: 64 }] } : text;
  }
  const { min, max, unit, display, scale } = param;
  const number = { type: 'number', ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
  return {
    anyOf: [number, { type: 'string', maxLength: 64 }],
    'x-unit': unit,
    ...(display === undefined ? {} : { 'x-display': display }),
    ...(scale === undefined ? {} : { 'x-scale': scale }),
  };
}
