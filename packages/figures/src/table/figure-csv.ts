import type { Figure } from '@ionwalk/core';
import { figureTable, type TableOptions } from './figure-table.ts';

/**
 * The table twin as CSV (RFC 4180): one header row `quantity [unit]`, numbers as short as they can be read back exactly, gaps empty.
 * Text that a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function figureCsv(figure: Figure, options: TableOptions = {}): string {
  const { columns, rows } = figureTable(figure, options);
  const lines = [columns.map((column) => field(column.unit === '' ? column.name : `${column.name} [${column.unit}]`)).join(',')];
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map((column) => field(column.values[row] ?? null)).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function field(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
