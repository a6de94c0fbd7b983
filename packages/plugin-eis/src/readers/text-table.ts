import { cellNumber } from './cell-number.ts';

/** Lines of delimited text split in the way that makes the most numbers of them. */
export interface TextTable {
  readonly delimiter: string;
  readonly decimalComma: boolean;
  /** Index (in `lines`) of the first row of numbers. */
  readonly firstRow: number;
  /** Rows that hold at least three numbers, and the numbers in them. */
  readonly numericRows: number;
  readonly numericCells: number;
  split(line: string): string[];
  number(cell: string | undefined): number;
}

const DELIMITERS = ['\t', ';', ',', ' '];
const SAMPLE = 400;
/** So many lines with digits but without a row of numbers are no table. */
const MAX_PREAMBLE = 50_000;

/**
 * Chooses delimiter and decimal mark: the pair under which most lines hold three numbers or more, and of these the one with most numbers, a comma
 * being a decimal mark only where it isn't the delimiter. Undefined when no line holds three numbers.
 * @param skip – lines that are no rows, whatever they hold
 */
export function textTable(lines: readonly string[], skip?: (line: string) => boolean): TextTable | undefined {
  // Looked for as far as a delimiter asks: of ten thousand spectra a few hundred rows are enough.
  const candidates: number[] = [];
  let next = 0;
  const candidate = (k: number): number | undefined => {
    for (; candidates.length <= k && next < lines.length; next++)
      if (mayBeRow(lines[next] as string) && !skip?.(lines[next] as string)) candidates.push(next);
    return candidates[k];
  };
  let best: TextTable | undefined;
  for (const delimiter of DELIMITERS)
    for (const decimalComma of delimiter === ',' ? [false] : [false, true]) {
      const table = countRows(lines, candidate, delimiter, decimalComma);
      const gain = table.numericRows - (best?.numericRows ?? 0);
      // Flags and counters are numbers under either decimal mark: rows alone would not tell.
      if (gain > 0 || (gain === 0 && best && table.numericCells > best.numericCells)) best = table;
    }
  return best;
}

/** Three digits and two delimiters at least, and no longer than rows are: what can be told without splitting. */
const mayBeRow = (line: string): boolean => line.length >= 5 && line.length <= 4096 && /\d\D*\d\D*\d/.test(line);

function countRows(
  lines: readonly string[],
  candidate: (k: number) => number | undefined,
  delimiter: string,
  decimalComma: boolean,
): TextTable {
  const split = (line: string): string[] => splitLine(line, delimiter);
  const number = (cell: string | undefined): number => cellNumber(cell, decimalComma);
  let firstRow = -1;
  let numericRows = 0;
  let numericCells = 0;
  let looked = 0;
  for (let k = 0; k < MAX_PREAMBLE + SAMPLE; k++) {
    const i = candidate(k);
    if (i === undefined || ++looked > (firstRow < 0 ? MAX_PREAMBLE : SAMPLE)) break;
    const numbers = split(lines[i] as string).filter((cell) => !Number.isNaN(number(cell))).length;
    if (numbers < 3) continue;
    if (firstRow < 0) [firstRow, looked] = [i, 1];
    numericRows++;
    numericCells += numbers;
  }
  return { delimiter, decimalComma, firstRow, numericRows, numericCells, split, number };
}

/** Cells of one line, trimmed; double quotes around a cell are dropped, a delimiter inside of them doesn't count (RFC 4180). */
export function splitLine(line: string, delimiter: string): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    // A quote opens a quoted cell only at its start: `Z"` is a name.
    if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (char === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return cells;
}
