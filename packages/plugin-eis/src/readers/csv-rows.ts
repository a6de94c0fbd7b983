import type { Conditions, Json } from '@ionwalk/core';
import { type CsvLayout, isComment } from './csv-layout.ts';
import { fileStem } from './file-stem.ts';
import { impedanceOf } from './impedance-columns.ts';
import { rowScanner } from './row-scanner.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { statedConditions } from './stated-conditions.ts';

/** The rows of a table: numbers column by column, and the line of each. One array for all: the spectra of a large table are too many to hold by themselves. */
interface Rows {
  readonly values: readonly Float64Array[];
  readonly lines: Int32Array;
  readonly groups: ReadonlyMap<string | undefined, Group>;
}

/** The rows of one spectrum, from `from` to before `to`, and those that come after others. */
interface Group {
  readonly from: number;
  to: number;
  readonly further: number[];
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
  const stated = statedConditions(lines.filter((line, i) => i < (layout.headerLine ?? 0) || (!startsRow(line) && isComment(line))));
  const stem = fileStem(path);
  const rows = groupRows(lines, layout, wanted);
  for (const [label, group] of rows.groups) {
    const numbers: number[] = [];
    for (let row = group.from; row < group.to; row++) numbers.push(row);
    for (const row of group.further) numbers.push(row);
    const valuesOf = (index: number): Float64Array => rows.values[place.get(index) as number] as Float64Array;
    const of = (index: number): number[] => {
      const values = valuesOf(index);
      return numbers.map((row) => values[row] as number);
    };
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
    const cell = (index: number): number => valuesOf(index)[row] as number;
    const [re, im] = [[] as number[], [] as number[]];
    for (row of numbers) {
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
      frequency: frequency ? of(frequency.index).map((value) => value * frequency.factor) : numbers.map(() => NaN),
      re,
      im,
      signFix:
        imaginary === 1
          ? 'if the column holds -Im Z, read it with --reader-option im=negative, or write -Im into its header'
          : 'leave out --reader-option im=negative',
      lines: numbers.map((at) => rows.lines[at] as number),
      ...(sigmaRe ? { sigmaRe } : {}),
      ...(sigmaIm ? { sigmaIm } : {}),
      conditions,
      meta,
    };
  }
}

const FIRST_ROOM = 512;

/** @param wanted – indices of the columns whose numbers are kept */
function groupRows(lines: readonly string[], layout: CsvLayout, wanted: readonly number[]): Rows {
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
  let values = wanted.map(() => new Float64Array(FIRST_ROOM));
  let lineOf = new Int32Array(FIRST_ROOM);
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
        group = { from: count, to: count, further: [], sample: sample && row.cell(sample.index) };
        groups.set(label, group);
      }
      if (group.to === count && group.further.length === 0) group.to++;
      else group.further.push(count);
      if (count === lineOf.length) {
        values = values.map((column) => widened(column, new Float64Array(2 * count)));
        lineOf = widened(lineOf, new Int32Array(2 * count));
      }
      lineOf[count] = i + 1;
      for (let c = 0; c < wanted.length; c++) values[c]![count] = row.numbers[c]!;
      count++;
    }
    return groups;
  };
  const groups = collect(key);
  // A measured temperature that changes with every row is no label.
  const labelled = spectrum !== undefined || (groups.size > 1 && groups.size <= count / 5);
  const kept = labelled || (groups.size === 1 && groups.has(undefined)) ? groups : collect(() => undefined);
  return { values, lines: lineOf, groups: kept };
}

/** The numbers in a longer array. */
function widened<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Neither empty nor a comment: nearly always told by the first character. */
const startsRow = (line: string): boolean => {
  const first = line.charCodeAt(0);
  return first > 0x23 && first < 0x7f ? true : line.trim() !== '' && !isComment(line);
};
