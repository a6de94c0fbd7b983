import { plainNumber } from './plain-number.ts';
import type { TextTable } from './text-table.ts';

/** Longer lines are no rows. */
const LONGEST = 4096;

/** Reads rows of a table, one after the other, with the cells of the row last read at hand. */
export interface RowScanner {
  /** Takes a line; `numbers` then holds the wanted columns. */
  read(line: string): void;
  readonly numbers: Float64Array;
  /** One cell as text, trimmed; '' where the row has none. */
  cell(index: number): string;
}

/** @param wanted – indices of columns of numbers. Tables of one-character delimiters without quotes are read without cutting a row to strings, to the same numbers. */
export function rowScanner({ delimiter, decimalComma, split, number }: TextTable, wanted: readonly number[]): RowScanner {
  const numbers = new Float64Array(wanted.length);
  const last = Math.max(...wanted);
  const place = Int32Array.from({ length: last + 1 }, (_, index) => wanted.indexOf(index));
  const plain = delimiter !== ' ' && delimiter.length === 1;
  let line = '';
  let whole: readonly string[] | undefined;
  const cells = (): readonly string[] => (whole ??= split(line));
  return {
    numbers,
    cell(index) {
      if (!plain || whole || line.includes('"')) return cells()[index] ?? '';
      let from = 0;
      for (let i = 0; i < index; i++) {
        from = line.indexOf(delimiter, from) + 1;
        if (from === 0) return '';
      }
      const to = line.indexOf(delimiter, from);
      return line.slice(from, to < 0 ? line.length : to).trim();
    },
    read(text) {
      line = text.length > LONGEST ? text.slice(0, LONGEST) : text;
      whole = undefined;
      if (!plain || line.includes('"')) {
        for (let c = 0; c < wanted.length; c++) numbers[c] = number(cells()[wanted[c]!]);
        return;
      }
      numbers.fill(NaN);
      for (let index = 0, from = 0; index <= last && from <= line.length; index++) {
        let to = line.indexOf(delimiter, from);
        if (to < 0) to = line.length;
        const at = place[index]!;
        if (at >= 0) {
          const value = plainNumber(line, from, to, decimalComma);
          numbers[at] = Number.isNaN(value) ? number(line.slice(from, to).trim()) : value;
        }
        from = to + 1;
      }
    },
  };
}
