import { plainText } from './plain-text.ts';

export interface TableLayout {
  readonly indent?: string;
  /** Columns of numbers, by index. */
  readonly right?: readonly number[];
}

/** Rows as aligned columns, control characters taken out, trailing blanks dropped. */
export function textTable(cells: readonly (readonly string[])[], { indent = '', right = [] }: TableLayout = {}): string {
  const rows = cells.map((row) => row.map(plainText));
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const pad = (cell: string, i: number): string => (right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0));
  return rows.map((row) => `${indent}${row.map(pad).join('  ').trimEnd()}\n`).join('');
}
