import { convertUnit, type Param } from '@ionwalk/core';
import { optionFlag, type RegisteredAnalysis } from '@ionwalk/core/host';

/** One line of help: title, what it may be, its default in the unit people type. */
export function optionHelp(param: Param): string {
  const facts: string[] = [];
  if (param.type === 'choice') facts.push(param.options.join(', '), `default ${param.default}`);
  if (param.type === 'number') {
    const shown = (value: number): string =>
      `${Number(convertUnit(value, param.unit, param.display ?? param.unit).toPrecision(6))}${suffix(param.display ?? param.unit)}`;
    if (param.required) facts.push('needed');
    if (param.default !== undefined) facts.push(`default ${shown(param.default)}`);
    const { min = -Infinity, max = Infinity } = param;
    if (min > -Infinity && max < Infinity) facts.push(`${shown(min)} to ${shown(max)}`);
  }
  if (param.type === 'text') {
    if (param.default !== '') facts.push(`default ${param.default}`);
    if (param.repeatable) facts.push('repeatable');
  }
  const doc = param.doc === undefined ? '' : `. ${param.doc.replace(/\.$/, '')}`;
  return `${param.title}${doc}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`;
}

/** Examples from the descriptors: the plain call, and one with what is needed or usual. */
export function analysisExamples({ command, analysis }: RegisteredAnalysis): string {
  const needed = Object.entries(analysis.options).flatMap(([name, param]) =>
    param.type === 'number' && param.required ? [`--${optionFlag(name)} 1${suffix(param.display ?? param.unit)}`] : [],
  );
  const roles = Object.entries(analysis.inputs)
    .slice(1)
    .flatMap(([role, input]) => (input.optional ? [] : [`--${optionFlag(role)} PATH`]));
  const base = ['ionwalk', command, 'PATH', ...roles, ...needed].join(' ');
  return `Examples:\n  ${base}\n  ${base} --temperature 27degC --json\n`;
}

const suffix = (unit: string): string => (unit === '1' ? '' : unit);
