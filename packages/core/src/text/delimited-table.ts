/** One column header: `depth (um)` is name `depth`, unit `um`. */
export interface TableColumn {
  readonly header: string;
  readonly name: string;
  readonly unit: string | null;
}

export interface DelimitedTable {
  /** `#` lines before the header, without the mark. */
  readonly comments: readonly string[];
  /** Empty when the first row is data already. */
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of each row in the file. */
  readonly lines: readonly number[];
  readonly delimiter: ',' | ';' | '\t' | ' ';
  readonly decimalComma: boolean;
}

const MAX_LINE = 65_536;

/**
 * Delimited text with optional `#` comments and an optional header line: comma, semicolon, tab or blanks,
 * decimal comma only where the separator isn't a comma. Cells stay text; `toNumber` reads them.
 * Rows keep their own length: a ragged table is the caller's to refuse, with the line at hand.
 */
export function readDelimitedTable(text: string): DelimitedTable {
  const comments: string[] = [];
  const body: { text: string; line: number }[] = [];
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    const trimmed = raw.length > MAX_LINE ? raw.slice(0, MAX_LINE) : raw;
    if (trimmed.trim() === '') continue;
    if (trimmed.trimStart().startsWith('#')) comments.push(trimmed.trimStart().slice(1).trim());
    else body.push({ text: trimmed, line });
  }
  const delimiter = chooseDelimiter(body.map((row) => row.text));
  const decimalComma = delimiter !== ',' && usesDecimalComma(body.map((row) => row.text));
  const cells = body.map((row) => splitRow(row.text, delimiter));
  const first = cells[0];
  const headed = first !== undefined && first.some((cell) => cell !== '' && Number.isNaN(toNumber(cell, decimalComma)) && !isMissing(cell));
  return {
    comments,
    columns: headed ? first.map(toColumn) : [],
    rows: headed ? cells.slice(1) : cells,
    lines: (headed ? body.slice(1) : body).map((row) => row.line),
    delimiter,
    decimalComma,
  };
}

/** Number of a cell: `NaN` for what isn't one (an empty cell too), ±Infinity as such. */
export function toNumber(cell: string, decimalComma = false): number {
  const text = (decimalComma ? cell.replace(',', '.') : cell).trim();
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eEdD][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    // A Fortran exponent, 1.5D-3.
    return Number.isNaN(value) ? Number(text.replace(/[dD]/, 'e')) : value;
  }
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return NaN;
}

const isMissing = (cell: string): boolean => /^[+-]?(nan|inf|infinity|n\/a|--?)$/i.test(cell.trim());

function toColumn(header: string): TableColumn {
  const match = /^(.*?)\s*[[(]\s*([^\])]*)\s*[\])]\s*$/.exec(header);
  return match
    ? { header, name: (match[1] as string).trim(), unit: (match[2] as string).trim() }
    : { header, name: header.trim(), unit: null };
}

function chooseDelimiter(lines: readonly string[]): DelimitedTable['delimiter'] {
  const sample = lines.slice(0, 50);
  const every = (mark: string): boolean => sample.length > 0 && sample.every((text) => text.includes(mark));
  if (every('\t')) return '\t';
  if (every(';')) return ';';
  if (every(',')) return ',';
  if (sample.some((text) => text.includes('\t'))) return '\t';
  if (sample.some((text) => text.includes(';'))) return ';';
  if (sample.some((text) => text.includes(','))) return sample.every((text) => /\s/.test(text.trim())) ? ' ' : ',';
  return ' ';
}

function usesDecimalComma(lines: readonly string[]): boolean {
  return lines.slice(0, 50).some((text) => /\d,\d/.test(text)) && !lines.slice(1, 50).some((text) => /\d\.\d/.test(text));
}

/** Splits one row; double quotes keep delimiters (RFC 4180). */
function splitRow(text: string, delimiter: string): string[] {
  if (delimiter === ' ') return text.trim().split(/\s+/);
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '"') {
      if (quoted && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = !quoted;
    } else if (char === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return cells;
}
