import type { Conditions, Json } from '@ionwalk/core';
import { type CsvLayout, isComment } from './csv-layout.ts';
import { fileStem } from './file-stem.ts';
import { impedanceOf } from './impedance-columns.ts';
import { rowScanner } from './row-scanner.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { statedConditions } from './stated-conditions.ts';

/** The rows of one spectrum: numbers column by column, in the order of `Columns`. */
interface Group {
  readonly lines: number[];
  readonly values: readonly number[][];
  /** Cell of the sample in the first row. */
  readonly sample: string | undefined;
}

/**
 * The rows of each spectrum of a table: one group per label of the column `spectrum`, else per temperature and sample.
 * @param imaginary – factor of the imaginary part beside what the header says
 */
export function* csvRows(lines: readonly string[], layout: CsvLayout, path: string, imaginary: 1 | -1 = 1): Generator<SpectrumRows> {
  const { by } = layout.columns;
  const { spectrum: _label, sample: _sample, ...numeric } = by;
  const wanted = [...new Set(Object.values(numeric).map(({ index }) => index))];
  const place = new Map(wanted.map((index, at) => [index, at]));
  const stated = statedConditions(lines.filter((line, i) => isComment(line) || i < (layout.headerLine ?? 0)));
  const stem = fileStem(path);
  for (const [label, group] of groupRows(lines, layout, wanted)) {
    const { values } = group;
    const of = (index: number): readonly number[] => values[place.get(index) as number] as readonly number[];
    const column = (role: 'sigma' | 'sigmaRe' | 'sigmaIm'): number[] | undefined => {
      const found = by[role];
      return found && of(found.index).map((value) => value * Math.abs(found.factor));
    };
    const mean = (role: 'temperature' | 'thickness' | 'diameter' | 'area'): number | undefined => {
      const found = by[role];
      if (!found) return undefined;
      const values = of(found.index).filter((v) => Number.isFinite(v));
      const value = (values.reduce((sum, v) => sum + v, 0) / values.length) * found.factor + found.offset;
      // Equal rows have an exact mean: rounding must not turn 300 into 300.00000000000006.
      const exact = values.every((v) => v === values[0]) ? (values[0] as number) * found.factor + found.offset : value;
      return exact > 0 ? exact : undefined;
    };
    const temperature = mean('temperature') ?? stated.conditions.temperature;
    const { sample } = group;
    const conditions: Conditions = { ...(temperature === undefined ? {} : { temperature }), ...(sample ? { sample } : {}) };
    const meta: { [key: string]: Json } = { ...stated.geometry };
    for (const key of ['thickness', 'diameter', 'area'] as const) {
      const value = mean(key);
      if (value !== undefined) meta[key] = value;
    }
    let row = 0;
    const cell = (index: number): number => of(index)[row] as number;
    const [re, im] = [[] as number[], [] as number[]];
    for (row = 0; row < group.lines.length; row++) {
      const [real, other] = impedanceOf(layout.columns, cell);
      re.push(real);
      im.push(imaginary * other);
    }
    const frequency = by.frequency;
    const sigmaRe = column('sigmaRe') ?? column('sigma');
    const sigmaIm = column('sigmaIm') ?? column('sigma');
    yield {
      path,
      title: label ?? stem,
      frequency: frequency ? of(frequency.index).map((value) => value * frequency.factor) : group.lines.map(() => NaN),
      re,
      im,
      signFix:
        imaginary === 1
          ? 'if the column holds -Im Z, read it with --reader-option im=negative, or write -Im into its header'
          : 'leave out --reader-option im=negative',
      lines: group.lines,
      ...(sigmaRe ? { sigmaRe } : {}),
      ...(sigmaIm ? { sigmaIm } : {}),
      conditions,
      meta,
    };
  }
}

/** @param wanted – indices of the columns whose numbers are kept: ten thousand spectra are too many to hold cell by cell */
function groupRows(lines: readonly string[], layout: CsvLayout, wanted: readonly number[]): Map<string | undefined, Group> {
  const { columns, table, firstRow } = layout;
  const { spectrum, sample, temperature } = columns.by;
  const row = rowScanner(table, wanted);
  const key = (): string | undefined => {
    if (spectrum) return row.cell(spectrum.index);
    const parts: string[] = [];
    if (sample) parts.push(row.cell(sample.index));
    if (temperature) parts.push(`${Math.round(table.number(row.cell(temperature.index)) * temperature.factor + temperature.offset)} K`);
    return parts.length > 0 ? parts.join(' ') : undefined;
  };
  let count = 0;
  const collect = (labelOf: typeof key): Map<string | undefined, Group> => {
    const groups = new Map<string | undefined, Group>();
    count = 0;
    for (let i = firstRow; i < lines.length; i++) {
      const line = lines[i] as string;
      if (!startsRow(line)) continue;
      row.read(line);
      const label = labelOf();
      let group = groups.get(label);
      if (!group) {
        group = { lines: [], values: wanted.map(() => []), sample: sample && row.cell(sample.index) };
        groups.set(label, group);
      }
      count++;
      group.lines.push(i + 1);
      for (let c = 0; c < wanted.length; c++) group.values[c]!.push(row.numbers[c]!);
    }
    return groups;
  };
  const groups = collect(key);
  // A measured temperature that changes with every row is no label.
  const labelled = spectrum !== undefined || (groups.size > 1 && groups.size <= count / 5);
  return labelled || (groups.size === 1 && groups.has(undefined)) ? groups : collect(() => undefined);
}

/** Neither empty nor a comment. */
const startsRow = (line: string): boolean => {
  const first = line.charCodeAt(0);
  return first > 0x23 && first < 0x7f ? true : line.trim() !== '' && !isComment(line);
};
