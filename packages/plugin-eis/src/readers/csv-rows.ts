import type { Conditions, Json } from '@ionwalk/core';
import { type CsvLayout, isComment } from './csv-layout.ts';
import { fileStem } from './file-stem.ts';
import { impedanceOf } from './impedance-columns.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { statedConditions } from './stated-conditions.ts';

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of each spectrum of a table: one group per label of the column `spectrum`, else per temperature and sample.
 * @param imaginary – factor of the imaginary part beside what the header says
 */
export function* csvRows(lines: readonly string[], layout: CsvLayout, path: string, imaginary: 1 | -1 = 1): Generator<SpectrumRows> {
  const { by } = layout.columns;
  const number = (row: Row, index: number): number => layout.table.number(row.cells[index]);
  const rows: Row[] = [];
  for (let i = layout.firstRow; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() !== '' && !isComment(line)) rows.push({ line: i + 1, cells: layout.table.split(line.slice(0, 4096)) });
  }
  const stated = statedConditions(lines.filter((line, i) => isComment(line) || i < (layout.headerLine ?? 0)));
  const stem = fileStem(path);
  for (const [label, group] of groupRows(rows, layout)) {
    const column = (role: 'sigma' | 'sigmaRe' | 'sigmaIm'): number[] | undefined => {
      const found = by[role];
      return found && group.map((row) => number(row, found.index) * Math.abs(found.factor));
    };
    const mean = (role: 'temperature' | 'thickness' | 'diameter' | 'area'): number | undefined => {
      const found = by[role];
      if (!found) return undefined;
      const values = group.map((row) => number(row, found.index)).filter((v) => Number.isFinite(v));
      const value = (values.reduce((sum, v) => sum + v, 0) / values.length) * found.factor + found.offset;
      // Equal rows have an exact mean: rounding must not turn 300 into 300.00000000000006.
      const exact = values.every((v) => v === values[0]) ? (values[0] as number) * found.factor + found.offset : value;
      return exact > 0 ? exact : undefined;
    };
    const temperature = mean('temperature') ?? stated.conditions.temperature;
    const sample = by.sample ? group[0]?.cells[by.sample.index] : undefined;
    const conditions: Conditions = { ...(temperature === undefined ? {} : { temperature }), ...(sample ? { sample } : {}) };
    const meta: { [key: string]: Json } = { ...stated.geometry };
    for (const key of ['thickness', 'diameter', 'area'] as const) {
      const value = mean(key);
      if (value !== undefined) meta[key] = value;
    }
    const impedance = group.map((row) => impedanceOf(layout.columns, (index) => number(row, index)));
    const sigmaRe = column('sigmaRe') ?? column('sigma');
    const sigmaIm = column('sigmaIm') ?? column('sigma');
    yield {
      path,
      title: label ?? stem,
      frequency: group.map((row) => (by.frequency ? number(row, by.frequency.index) * by.frequency.factor : NaN)),
      re: impedance.map(([re]) => re),
      im: impedance.map(([, im]) => imaginary * im),
      signFix:
        imaginary === 1
          ? 'if the column holds -Im Z, read it with --reader-option im=negative, or write -Im into its header'
          : 'leave out --reader-option im=negative',
      lines: group.map((row) => row.line),
      ...(sigmaRe ? { sigmaRe } : {}),
      ...(sigmaIm ? { sigmaIm } : {}),
      conditions,
      meta,
    };
  }
}

function groupRows(rows: readonly Row[], { columns: { by }, table }: CsvLayout): Map<string | undefined, Row[]> {
  const { spectrum, sample, temperature } = by;
  const key = (row: Row): string | undefined => {
    if (spectrum) return row.cells[spectrum.index] ?? '';
    const parts: string[] = [];
    if (sample) parts.push(row.cells[sample.index] ?? '');
    if (temperature) parts.push(`${Math.round(table.number(row.cells[temperature.index]) * temperature.factor + temperature.offset)} K`);
    return parts.length > 0 ? parts.join(' ') : undefined;
  };
  const groups = new Map<string | undefined, Row[]>();
  for (const row of rows) {
    const label = key(row);
    const group = groups.get(label);
    if (group) group.push(row);
    else groups.set(label, [row]);
  }
  // A measured temperature that changes with every row is no label.
  if (!spectrum && groups.size > 1 && groups.size > rows.length / 5) return new Map([[undefined, [...rows]]]);
  return groups.size === 1 && !spectrum ? new Map([[undefined, [...rows]]]) : groups;
}
