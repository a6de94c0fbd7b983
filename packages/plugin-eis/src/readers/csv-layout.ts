import { headerlessColumns } from './headerless-columns.ts';
import { type ImpedanceColumns, impedanceColumns, isImpedance } from './impedance-columns.ts';
import { type TextTable, textTable } from './text-table.ts';

export interface CsvLayout {
  readonly table: TextTable;
  readonly columns: ImpedanceColumns;
  readonly header?: readonly string[];
  /** Indices into the lines. */
  readonly headerLine?: number;
  readonly firstRow: number;
}

/** Header lines above the numbers that are looked at. */
const MAX_PREAMBLE = 200;
const MAX_LINE = 4096;

/** Where the table begins and what its columns are; undefined for text that isn't a table of frequency and impedance. */
export function csvLayout(lines: readonly string[]): CsvLayout | undefined {
  const table = textTable(lines, isComment);
  if (!table) return undefined;
  const above = Math.max(0, table.firstRow - MAX_PREAMBLE);
  for (let i = table.firstRow - 1; i >= above; i--) {
    if ((lines[i] as string).length > MAX_LINE) continue;
    // A program that puts `#` before its header is met often: `# f, Z', Z''`.
    const header = table.split((lines[i] as string).replace(/^\s*#+/, ''));
    const columns = impedanceColumns(header);
    if (isImpedance(columns) || (columns.by.frequency && columns.badUnits.length > 0))
      return { table, columns, header, headerLine: i, firstRow: table.firstRow };
  }
  if (hasWords(lines, table)) return undefined;
  const rows = lines
    .slice(table.firstRow, table.firstRow + 400)
    .filter((line) => line.trim() !== '' && !isComment(line))
    .map((line) => dropEmptyEnd(table.split(line)).map((cell) => table.number(cell)));
  const columns = headerlessColumns(rows.filter((row) => row.every((v) => !Number.isNaN(v))));
  return columns && rows.length > 0 ? { table, columns, firstRow: table.firstRow } : undefined;
}

export const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/** A header whose names say something else ends the matter: numbers alone decide only where there is nothing but numbers. */
const hasWords = (lines: readonly string[], table: TextTable): boolean =>
  lines.slice(0, table.firstRow).some((line) => line.trim() !== '' && !isComment(line));

function dropEmptyEnd(cells: string[]): string[] {
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells;
}
