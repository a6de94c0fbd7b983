import type { AnalysisInfo, FormField } from './plugin-types.ts';

/** What stands in a form: text as typed, ticks as booleans; a field left alone is absent. */
export type FormValues = Readonly<Record<string, string | boolean>>;

/** The options to send: a bare number gets the unit written beside its field, fields left empty or at their default are left out. */
export function optionsToSend(fields: readonly FormField[], values: FormValues): Record<string, string | boolean | string[]> {
  const options: Record<string, string | boolean | string[]> = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined || value === field.default) continue;
    if (typeof value === 'boolean') options[field.name] = value;
    else if (value.trim() !== '' && value !== String(field.default)) {
      const lines = value.split('\n').map((line) => line.trim());
      if (field.repeatable && lines.length > 1) options[field.name] = lines.filter((line) => line !== '');
      else options[field.name] = withUnit(field, value.trim());
    }
  }
  return options;
}

/** `1.02(2)` in a field of millimetres is `1.02(2)mm`; what has a unit keeps it. */
export function withUnit({ input, unit }: Pick<FormField, 'input' | 'unit'>, text: string): string {
  const bare = /^[+-]?(\d+\.?\d*|\.\d+)(\(\d+(\.\d+)?\))?(e[+-]?\d+)?$/iu.test(text);
  return input === 'number' && unit !== null && bare ? text + unit : text;
}

/** The command that does the same, ready for a shell. */
export function commandText(
  analysis: AnalysisInfo,
  paths: readonly string[],
  options: Readonly<Record<string, string | boolean | string[]>>,
): string {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = analysis.options.properties[name]?.['x-flag'] ?? `--${name}`;
    if (typeof value === 'boolean') return value ? [flag] : [];
    return [value].flat().map((text) => `${flag} ${quoted(text)}`);
  });
  return ['ionwalk', analysis.command, ...paths.map(quoted), ...flags].join(' ');
}

const quoted = (text: string): string => (/^[\w./:=,+@%^-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Fields to show at once: what is needed or has no standard of its own, and the sample's temperature; the rest stands behind "More options". */
export function splitFields(fields: readonly FormField[]): { readonly first: readonly FormField[]; readonly more: readonly FormField[] } {
  const open = ({ required, common, input, default: value, name }: FormField): boolean => {
    if (common) return name === 'temperature';
    return required || (input !== 'checkbox' && (value === null || value === '' || value === 'auto'));
  };
  return { first: fields.filter(open), more: fields.filter((field) => !open(field)) };
}
