import { cellNumber } from './cell-number.ts';

/** True where line 6 is a whole number alone and lines 7 and 8 (as far as they are there) hold three numbers each, which no line before does. */
export function isI2b(lines: readonly string[]): boolean {
  const count = lines[5] ?? '';
  if (count.length > 20 || !/^\s*\d{1,7}\s*$/.test(count) || Number(count) < 1) return false;
  const rows = lines.slice(6).filter((line) => line.trim() !== '');
  return lines.slice(0, 5).every((line) => !isRow(line)) && isRow(rows[0]) && (rows.length < 3 || isRow(rows[1]));
}

function isRow(line: string | undefined): boolean {
  const cells = (line ?? '')
    .slice(0, 1000)
    .trim()
    .split(/[\s;]+/);
  return cells.length === 3 && cells.every((cell) => Number.isFinite(cellNumber(cell, true)));
}
