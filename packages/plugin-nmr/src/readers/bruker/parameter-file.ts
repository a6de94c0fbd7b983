import { inputError } from '@ionwalk/core';

const MAX_BYTES = 8_000_000;

/**
 * The parameters of an `acqus`-like file by key (`TD`, `SW_h`), as text with `<>` kept off strings.
 * `##$KEY= value` begins a record, values of arrays `(0..63)` and long strings go on over lines, `$$` lines are comments.
 */
export class ParameterFile {
  readonly path: string;
  readonly #records: ReadonlyMap<string, { readonly text: string; readonly line: number }>;

  private constructor(path: string, records: ReadonlyMap<string, { readonly text: string; readonly line: number }>) {
    this.path = path;
    this.#records = records;
  }

  static parse(text: string, path: string): ParameterFile {
    if (text.length > MAX_BYTES)
      throw inputError('nmr/parameter-file', `${text.length} characters are no parameter file`, {
        where: path,
        fix: 'check that this is the acqus file TopSpin wrote',
      });
    const records = new Map<string, { text: string; line: number }>();
    let key: string | undefined;
    let body: string[] = [];
    let start = 0;
    const close = (): void => {
      if (key !== undefined && !records.has(key)) records.set(key, { text: body.join('\n').trim(), line: start });
    };
    text.split('\n').forEach((line, index) => {
      if (line.startsWith('$$')) return;
      if (!line.startsWith('##')) {
        body.push(line);
        return;
      }
      close();
      const equals = line.indexOf('=');
      key = equals < 0 ? undefined : line.slice(2, equals).replace(/^\$/, '').trim();
      body = equals < 0 ? [] : [line.slice(equals + 1)];
      start = index + 1;
    });
    close();
    return new ParameterFile(path, records);
  }

  has(key: string): boolean {
    return this.#records.has(key);
  }
  get size(): number {
    return this.#records.size;
  }
  /** `acqus:42`, or the file where the key is missing. */
  where(key: string): string {
    const record = this.#records.get(key);
    return record ? `${this.path}:${record.line}` : this.path;
  }
  /** Text without its `<>`; undefined where missing or empty. */
  text(key: string): string | undefined {
    const text = this.#records.get(key)?.text;
    if (text === undefined) return undefined;
    const inner = text.startsWith('<') ? text.slice(1, text.endsWith('>') ? -1 : undefined) : text;
    return inner.trim() === '' ? undefined : inner.trim();
  }
  /** Undefined where missing, NaN where it is no plain number. */
  number(key: string): number | undefined {
    const text = this.text(key);
    if (text === undefined) return this.has(key) ? NaN : undefined;
    const first = text.split(/\s/, 1)[0] as string;
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(first) ? Number(first) : NaN;
  }
  /** Element of an array: `D` 20 of `##$D= (0..63)`, also written `##$GPNAM6= <…>`. */
  element(key: string, index: number): string | undefined {
    const single = this.text(`${key}${index}`);
    if (single !== undefined) return single;
    const text = this.#records.get(key)?.text;
    if (text === undefined || !text.startsWith('(')) return undefined;
    const items = text.slice(text.indexOf(')') + 1).match(/<[^<>]*>|[^\s<>]+/g);
    return items?.[index]?.replace(/^<|>$/g, '');
  }
  elementNumber(key: string, index: number): number | undefined {
    const value = Number(this.element(key, index) ?? NaN);
    return Number.isFinite(value) ? value : undefined;
  }
}
