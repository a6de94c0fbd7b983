import type { Analysis } from '../api/analysis.ts';
import type { Param } from '../api/param.ts';
import { convertUnit } from '../units/convert-unit.ts';
import { COMMON_OPTIONS } from './option-schema.ts';

/** One field of a form made from a descriptor. Numbers are in `unit`, which is what people type. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly input: 'number' | 'select' | 'checkbox' | 'text';
  readonly unit: string | null;
  readonly required: boolean;
  readonly default: string | number | boolean | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly options: readonly string[];
  readonly scale: 'linear' | 'log';
  readonly repeatable: boolean;
  /** Added by the host to every analysis. */
  readonly common: boolean;
}

/** The fields of an analysis, its own first, then those every analysis has. */
export function formFields(analysis: Analysis): FormField[] {
  const own = Object.entries(analysis.options).map(([name, param]) => field(name, param, false));
  const shared = Object.entries(COMMON_OPTIONS).filter(([name]) => !(name in analysis.options));
  return [...own, ...shared.map(([name, param]) => field(name, param, true))];
}

function field(name: string, param: Param, common: boolean): FormField {
  const unit = param.type === 'number' ? (param.display ?? param.unit) : null;
  const shown = (value: number | undefined): number | null =>
    value === undefined || !Number.isFinite(value) || param.type !== 'number' ? null : convertUnit(value, param.unit, unit as string);
  return {
    name,
    label: param.title,
    help: param.doc ?? '',
    input: ({ number: 'number', choice: 'select', flag: 'checkbox', text: 'text' } as const)[param.type],
    unit: unit === '1' ? null : unit,
    required: param.type === 'number' && param.required === true,
    default: param.type === 'number' ? shown(param.default) : param.default,
    min: param.type === 'number' ? shown(param.min) : null,
    max: param.type === 'number' ? shown(param.max) : null,
    options: param.type === 'choice' ? param.options : [],
    scale: param.type === 'number' ? (param.scale ?? 'linear') : 'linear',
    repeatable: param.type === 'text' && param.repeatable === true,
    common,
  };
}
