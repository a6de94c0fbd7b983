import { inputError } from '@ionwalk/core';
import type { LabelGrid } from './label-grid.ts';

const INTEGER = /^[+-]?\d{1,10}$/;
/** Tables of fewer columns are profiles and lists. */
const FEWEST = 4;

/** Whether text is rows of at least four whole numbers and nothing else but `#` comments; the last line may be cut short. */
export function isIntegerTable(text: string, cut: boolean): boolean {
  const lines = text.split('\n');
  if (cut && lines.length > 1) lines.pop();
  const rows = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map(cellsOf);
  if (cut && rows.length === 1) rows[0]?.pop();
  const width = rows[0]?.length ?? 0;
  return width >= FEWEST && rows.every((row) => row.length === width && row.every((cell) => INTEGER.test(cell)));
}

/**
 * One line per row of pixels, separated by commas, semicolons, tabs or blanks; a separator at the end of a line is let pass.
 * @throws sims/label-empty, sims/label-ragged, sims/label-cell
 */
export function readLabelCsv(text: string, path: string): LabelGrid {
  const rows: Float64Array[] = [];
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const where = `${path}:${at + 1}`;
    const cells = cellsOf(line);
    const width = rows[0]?.length ?? cells.length;
    if (cells.length !== width) {
      throw inputError('sims/label-ragged', `${cells.length} labels in this row, ${width} in the first`, {
        where,
        fix: 'give one label per pixel in every row',
      });
    }
    rows.push(
      Float64Array.from(cells, (cell) => {
        if (INTEGER.test(cell)) return Number(cell);
        throw inputError('sims/label-cell', `'${cell.slice(0, 40)}' isn't a whole number`, {
          where,
          fix: 'give one integer per pixel and no header line',
        });
      }),
    );
  });
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw inputError('sims/label-empty', 'the label map has no rows', { where: path, fix: 'export the labels again' });
  const values = new Float64Array(width * rows.length);
  rows.forEach((row, y) => values.set(row, y * width));
  return { width, height: rows.length, values };
}

function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  const cells = /[,;\t]/.test(trimmed) ? trimmed.split(/[,;\t]/).map((cell) => cell.trim()) : trimmed.split(/\s+/);
  if (cells.at(-1) === '') cells.pop();
  return cells;
}
