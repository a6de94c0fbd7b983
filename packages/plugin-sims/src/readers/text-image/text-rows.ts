import { inputError } from '@ionwalk/core';
import { cellNumber, hasDecimalComma } from '../text-lines.ts';

/** Rows of numbers behind `#` lines; every row has the same number of cells. */
export interface TextRows {
  /** Heading lines without their mark. */
  readonly heading: readonly string[];
  readonly width: number;
  readonly rows: number;
  /** Row-major; NaN or an infinity where a cell says so. */
  readonly values: Float64Array;
  /** 1-based line of the first row. */
  readonly firstLine: number;
  /** The last line, where it was cut short and left out. */
  readonly cut: number | undefined;
}

/** Cells of a line: tabs, semicolons or commas where there are any, else blanks; a separator at the end of the line is let pass. */
export function cellsOf(line: string, comma: boolean): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : !comma && line.includes(',') ? ',' : undefined;
  if (separator === undefined) return line.trim().split(/\s+/);
  const cells = line.split(separator);
  if ((cells.at(-1) as string).trim() === '') cells.pop();
  return cells;
}

/** A decimal comma is one only where the cells are separated by something else. */
const decimalComma = (lines: readonly string[]): boolean => lines.some((line) => /[\t; ]/.test(line.trim())) && hasDecimalComma(lines);

/**
 * Numbers of a text image. A line that is no row of numbers is refused, but the last one of a file that ends without a line end is left out.
 * Throws `sims/text-image-cell`, `sims/text-image-ragged`, `sims/text-image-empty`.
 */
export function readTextRows(lines: readonly string[], complete: boolean, path: string, signal: AbortSignal): TextRows {
  const heading: string[] = [];
  const body: number[] = [];
  lines.forEach((line, i) => {
    // ImageJ's table of coordinates has a heading without a mark
    if (line.startsWith('#') || (body.length === 0 && /^\s*x\b/i.test(line))) {
      if (body.length === 0) heading.push(line.replace(/^#/, ''));
    } else if (line.trim() !== '') body.push(i);
  });
  const comma = decimalComma(body.slice(0, 50).map((i) => lines[i] as string));
  const width = body.length > 0 ? cellsOf(lines[body[0] as number] as string, comma).length : 0;
  const values = new Float64Array(width * body.length);
  let rows = 0;
  for (const i of body) {
    if (rows % 256 === 0) signal.throwIfAborted();
    const cells = cellsOf(lines[i] as string, comma);
    const last = i === body.at(-1) && !complete && rows > 0;
    // a last line without its end may have lost digits even where no cell is missing
    if (last) return { heading, width, rows, values: values.slice(0, rows * width), firstLine: (body[0] as number) + 1, cut: i + 1 };
    if (cells.length !== width) {
      throw refuse('sims/text-image-ragged', `${cells.length} numbers in this line, ${width} in the first`, `${path}:${i + 1}`);
    }
    for (let c = 0; c < width; c++) {
      const value = cellNumber(cells[c] as string, comma);
      if (value === undefined)
        throw refuse('sims/text-image-cell', `'${(cells[c] as string).slice(0, 40)}' isn't a number`, `${path}:${i + 1}`);
      values[rows * width + c] = value;
    }
    rows++;
  }
  if (rows === 0) throw refuse('sims/text-image-empty', 'the file holds no row of numbers', `${path}:${lines.length}`);
  return { heading, width, rows, values, firstLine: (body[0] as number) + 1, cut: undefined };
}

const refuse = (code: string, message: string, where: string) =>
  inputError(code, message, { where, fix: 'export the image again as text, all of its rows' });
