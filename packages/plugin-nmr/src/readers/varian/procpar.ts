import { inputError } from '@ionwalk/core';

export interface ProcparEntry {
  /** 1 real, 3 delay [s], 5 frequency [Hz], 6 pulse [us], 7 integer; 2 and 4 are strings. */
  readonly subtype: number;
  readonly values: readonly (number | string)[];
  readonly active: boolean;
  readonly line: number;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The parameters of a Varian/Agilent `procpar`. An entry is a line "name subtype basictype max min step g1 g2 protection active pointer", the
 * number of values and the values (strings quoted, one per line), then the number of allowed values and these.
 * @throws nmr/procpar – anything that departs from this, such as an entry cut short
 */
export class Procpar {
  readonly #entries: ReadonlyMap<string, ProcparEntry>;
  readonly path: string;

  private constructor(path: string, entries: ReadonlyMap<string, ProcparEntry>) {
    this.path = path;
    this.#entries = entries;
  }

  static parse(text: string, path: string): Procpar {
    const scanner = new Scanner(text, path);
    const entries = new Map<string, ProcparEntry>();
    while (scanner.skipBlank()) {
      const line = scanner.line;
      const fields = scanner.restOfLine().trim().split(/\s+/);
      const [name, subtype, basic] = [fields[0] as string, Number(fields[1]), Number(fields[2])];
      if (
        fields.length !== 11 ||
        !/^[A-Za-z_$]/.test(name) ||
        !fields.slice(1).every((field) => NUMBER.test(field)) ||
        ![1, 2].includes(basic)
      )
        scanner.fail(`'${fields.slice(0, 12).join(' ').slice(0, 60)}' is no head of a parameter`, line);
      const values = scanner.values(basic === 2);
      scanner.values(basic === 2);
      entries.set(name, { subtype, values, active: fields[9] !== '0', line });
    }
    return new Procpar(path, entries);
  }

  entry(name: string): ProcparEntry | undefined {
    return this.#entries.get(name);
  }
  /** `procpar:42`, or the file where the parameter is missing. */
  where(name: string): string {
    const entry = this.#entries.get(name);
    return entry ? `${this.path}:${entry.line}` : this.path;
  }
  /** First value as text; undefined where missing or empty. */
  text(name: string): string | undefined {
    const value = this.#entries.get(name)?.values[0];
    return value === undefined || value === '' ? undefined : String(value);
  }
  /** First value; undefined where missing or no number. */
  number(name: string): number | undefined {
    const value = this.#entries.get(name)?.values[0];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }
}

/** Walks a procpar once, so that its length bounds every step. */
class Scanner {
  readonly #text: string;
  readonly #path: string;
  #at = 0;
  line = 1;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  /** False at the end of the file. */
  skipBlank(): boolean {
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.line++;
      else if (code > 32) return true;
    }
    return false;
  }
  restOfLine(): string {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
    if (line.length > 4096) this.fail('a line is longer than any parameter', this.line);
    this.#at += line.length;
    return line;
  }
  /** A count and as many values. The count allocates nothing: a value that isn't there ends it. */
  values(quoted: boolean): (number | string)[] {
    const head = this.#token();
    const count = Number(head);
    if (!/^\d+$/.test(head)) this.fail(`'${head.slice(0, 40)}' is no number of values`, this.line);
    const values: (number | string)[] = [];
    while (values.length < count) {
      if (!this.skipBlank()) this.fail(`${count} values are announced, the file ends after ${values.length}`, this.line);
      values.push(quoted ? this.#string() : this.#number());
    }
    return values;
  }
  fail(message: string, line: number): never {
    throw inputError('nmr/procpar', message, {
      where: `${this.#path}:${line}`,
      fix: 'procpar is damaged: copy it again from the spectrometer',
    });
  }

  #token(): string {
    if (!this.skipBlank()) this.fail('the file ends inside a parameter', this.line);
    let end = this.#at;
    while (end < this.#text.length && this.#text.charCodeAt(end) > 32) end++;
    const token = this.#text.slice(this.#at, end);
    this.#at = end;
    return token;
  }
  #number(): number {
    const token = this.#token();
    if (!NUMBER.test(token)) this.fail(`'${token.slice(0, 40)}' is no number`, this.line);
    return Number(token);
  }
  /** A quoted string; a backslash keeps the mark behind it. */
  #string(): string {
    const start = this.line;
    if (this.#text[this.#at] !== '"') this.fail('a string has no quotation mark', start);
    let end = this.#at + 1;
    for (; this.#text[end] !== '"'; end++) {
      if (end >= this.#text.length) this.fail('a quotation mark is not closed', start);
      if (this.#text[end] === '\\') end++;
      if (this.#text[end] === '\n') this.line++;
    }
    const string = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return string;
  }
}
