import { inputError } from '@ionwalk/core';
import { type ImpedanceColumns, impedanceColumns, impedanceOf, isImpedance } from './impedance-columns.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { textTable } from './text-table.ts';

export interface HeadedTable extends Pick<SpectrumRows, 'path' | 'frequency' | 're' | 'im' | 'lines'> {
  readonly columns: ImpedanceColumns;
  readonly names: readonly string[];
  /** One column as numbers, row by row; NaN where a cell is none. */
  column(index: number): number[];
}

export interface HeadedTableOptions {
  /** Index of the header line. */
  readonly header: number;
  /** Index of the first line below the header that may be data; default the next one. */
  readonly from?: number;
  /** Index behind the last row. */
  readonly to?: number;
  /** What to take away from a name before it is looked up. */
  readonly clean?: (name: string) => string;
}

/** Beyond this a line is no row of a table. */
const MAX_LINE = 4096;

/**
 * The impedance of a table with a header line, in SI units and with the sign its header says: delimiter and decimal mark are those of the rows.
 * Error `eis/column` without frequency and impedance, `eis/unit` for a unit that isn't one, `eis/no-spectrum` without a row of numbers.
 */
export function headedTable(lines: readonly string[], path: string, options: HeadedTableOptions): HeadedTable {
  const { header, from = header + 1, to = lines.length, clean = (name) => name } = options;
  const where = `${path}:${header + 1}`;
  const table = textTable(lines.slice(from, to));
  if (!table)
    throw inputError('eis/no-spectrum', 'no rows of three numbers below the header', {
      where,
      fix: 'the file is cut short or holds no measured points: copy or export it again',
    });
  const names = table.split((lines[header] ?? '').slice(0, MAX_LINE)).map(clean);
  const columns = impedanceColumns(names);
  const { frequency } = columns.by;
  if (!frequency || !isImpedance(columns)) throw noImpedance(columns, where);
  const rows: { cells: string[]; line: number }[] = [];
  for (let i = from; i < to; i++) {
    const line = lines[i] as string;
    if (line.trim() !== '') rows.push({ cells: table.split(line.slice(0, MAX_LINE)), line: i + 1 });
  }
  const column = (index: number): number[] => rows.map(({ cells }) => table.number(cells[index]));
  const impedance = rows.map(({ cells }) => impedanceOf(columns, (index) => table.number(cells[index])));
  return {
    path,
    columns,
    names,
    column,
    frequency: column(frequency.index).map((value) => value * frequency.factor),
    re: impedance.map(([re]) => re),
    im: impedance.map(([, im]) => im),
    lines: rows.map(({ line }) => line),
  };
}

/** An unknown unit matters only where the impedance needs its column. */
function noImpedance({ by, badUnits: [bad] }: ImpedanceColumns, where: string): Error {
  if (bad)
    return inputError('eis/unit', `unit '${bad.unit}' of column '${bad.header}' isn't known`, {
      where,
      fix: 'use Hz, kHz, MHz for frequencies, Ohm, kOhm, mOhm, MOhm for impedances, deg or rad for a phase',
    });
  return inputError('eis/column', `the table has no column for ${by.frequency ? "the impedance (Z' and Z'')" : 'the frequency'}`, {
    where,
    fix: "export the impedance measurement again with frequency, Z' and Z''",
  });
}
