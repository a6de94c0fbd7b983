import { inputError } from '@ionwalk/core';

export interface AsdfOptions {
  /** First line of the table, for messages. */
  readonly line: number;
  readonly path: string;
  /** Ordinates announced: one more is an error. */
  readonly limit: number;
  /** Plain numbers: an `E` is an exponent, never the digit 5. */
  readonly affn: boolean;
  /** First abscissa and step as they stand in the lines. */
  readonly abscissa: { readonly first: number; readonly step: number };
}

export interface AsdfTable {
  readonly values: Float64Array;
  /** Lines whose abscissa is more than a step and a half off. */
  readonly misplaced: number;
}

// Noise takes more than a byte per point; only runs take less, and a page of these alone may be this long.
const MIN_LIMIT = 2 ** 21;
const MAX_RATIO = 4;
const ABSCISSA = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const ABSCISSA_AFFN = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const ORDINATE = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]\d+)?/y;
const DIGITS = /[\d.]*/y;
const DUPLICATES = 'STUVWXYZs';

/**
 * Ordinates of a table (X++(Y..Y)): plain (AFFN, PAC), squeezed (@A-I, a-i), differences (%J-R, j-r) and duplicates (S-Z, s) of the previous item: after a
 * difference they repeat the difference. After a line that ends in a difference the next begins with the last ordinate again, which is checked and dropped.
 * A run is compared with `limit` and with what a file of this size can hold before anything is allocated.
 * @throws nmr/jcamp-y-check, nmr/jcamp-length, nmr/jcamp-entry, nmr/not-finite
 */
export function asdfTable(text: string, from: number, to: number, options: AsdfOptions): AsdfTable {
  const { limit, affn, abscissa, path } = options;
  const most = Math.min(limit, Math.max(MIN_LIMIT, MAX_RATIO * (to - from)));
  let values = new Float64Array(Math.min(most, 4096));
  let [count, line, misplaced, last, difference] = [0, options.line, 0, NaN, 0];
  // What the previous item was: nothing yet, an ordinate or a difference.
  let item: 'none' | 'ordinate' | 'difference' = 'none';
  let checking = false;
  const fail = (code: string, message: string): never => {
    throw inputError(code, message, { where: `${path}:${line}`, fix: 'the file is damaged: export it again as JCAMP-DX' });
  };
  const push = (value: number): void => {
    if (!Number.isFinite(value)) fail('nmr/not-finite', 'an ordinate is not a finite number');
    if (count >= most)
      fail('nmr/jcamp-length', `the table has more ordinates than the ${most === limit ? 'announced' : 'possible'} ${most}`);
    if (count === values.length) {
      const larger = new Float64Array(Math.min(most, 2 * values.length));
      larger.set(values);
      values = larger;
    }
    values[count++] = last = value;
  };
  const match = (pattern: RegExp, at: number): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  for (let at = from; at < to;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 || newline > to ? to : newline;
    at = skipBlanks(text, at, end);
    if (at < end && !text.startsWith('$$', at)) {
      const x = match(affn ? ABSCISSA_AFFN : ABSCISSA, at);
      if (x === '') fail('nmr/jcamp-entry', `a line begins with '${text.slice(at, Math.min(end, at + 20))}', not with its abscissa`);
      at += x.length;
      checking = item === 'difference';
      if (Math.abs(Number(x) - abscissa.first - (count - (checking ? 1 : 0)) * abscissa.step) > 1.5 * Math.abs(abscissa.step)) misplaced++;
      while ((at = skipBlanks(text, at, end)) < end && !text.startsWith('$$', at)) {
        const letter = text[at] as string;
        const lead = affn ? undefined : DIGIT.get(letter);
        if (lead === undefined) {
          const number = match(affn ? ABSCISSA_AFFN : ORDINATE, at);
          if (number === '') fail('nmr/jcamp-entry', `'${text.slice(at, Math.min(end, at + 12))}' is no ordinate`);
          at += number.length;
          absolute(Number(number));
          continue;
        }
        const digits = match(DIGITS, at + 1);
        at += 1 + digits.length;
        const value = Number(lead + digits);
        if (DUPLICATES.includes(letter)) repeat(value);
        else if (DIFFERENCES.has(letter)) {
          if (item === 'none' || checking) fail('nmr/jcamp-y-check', 'a line begins with a difference, not with an ordinate');
          difference = value;
          item = 'difference';
          push(last + difference);
        } else absolute(value);
      }
      if (checking) fail('nmr/jcamp-y-check', 'a line has no ordinate to check the line before by');
    }
    line++;
    at = end + 1;
  }
  return { values: values.slice(0, count), misplaced };

  function absolute(value: number): void {
    if (checking) {
      // Decimal differences add up with rounding; whole numbers do not.
      if (!(Math.abs(value - last) <= 1e-9 * Math.max(Math.abs(value), Math.abs(last))))
        fail('nmr/jcamp-y-check', `the line begins with ${value}, but the line before ended at ${last}`);
      checking = false;
      last = value;
    } else push(value);
    item = 'ordinate';
  }
  function repeat(times: number): void {
    if (item === 'none' || checking || !Number.isInteger(times) || times < 1)
      fail('nmr/jcamp-entry', `a run of ${times} follows nothing it could repeat`);
    if (count + times - 1 > most) fail('nmr/jcamp-length', `a run of ${times} goes beyond the ${most} ordinates there can be`);
    for (let k = 1; k < times; k++) push(item === 'difference' ? last + difference : last);
  }
}

function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && (text.charCodeAt(at) <= 32 || text[at] === ',' || text[at] === ';')) at++;
  return at;
}

/** Letter to the sign and digit it stands for. */
const DIGIT: ReadonlyMap<string, string> = new Map([
  ...Array.from('@ABCDEFGHI', (letter, i) => [letter, `${i}`] as const),
  ...Array.from('abcdefghi', (letter, i) => [letter, `-${i + 1}`] as const),
  ...Array.from('%JKLMNOPQR', (letter, i) => [letter, `${i}`] as const),
  ...Array.from('jklmnopqr', (letter, i) => [letter, `-${i + 1}`] as const),
  ...Array.from(DUPLICATES, (letter, i) => [letter, `${i + 1}`] as const),
]);
const DIFFERENCES: ReadonlySet<string> = new Set('%JKLMNOPQRjklmnopqr');
