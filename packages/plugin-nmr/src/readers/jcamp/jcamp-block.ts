import { inputError } from '@ionwalk/core';

/** A labelled data record: where its value lies in the text. */
export interface JcampRecord {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

export interface JcampTable extends JcampRecord {
  /** `DATATABLE`, `XYDATA` or `XYPOINTS`. */
  readonly key: string;
}

const TABLES = new Set(['DATATABLE', 'XYDATA', 'XYPOINTS']);
const MAX_DEPTH = 8;
const MAX_RECORDS = 200_000;

/**
 * A block `##TITLE=` to `##END=` of a JCAMP-DX file, its records by label (upper case, without blanks, `-`, `/`, `_`), the first of a label.
 * A block in a LINK block inherits the records it lacks.
 */
export class JcampBlock {
  readonly text: string;
  readonly path: string;
  readonly parent: JcampBlock | undefined;
  readonly records: Map<string, JcampRecord> = new Map();
  readonly tables: JcampTable[] = [];

  private constructor(text: string, path: string, parent: JcampBlock | undefined) {
    this.text = text;
    this.path = path;
    this.parent = parent;
  }

  /** All blocks in order of their titles, in one pass over the lines. @throws nmr/jcamp-structure */
  static parse(text: string, path: string): JcampBlock[] {
    const blocks: JcampBlock[] = [];
    let open: JcampBlock | undefined;
    let [depth, count] = [0, 0];
    for (const { key, record } of records(text)) {
      if (++count > MAX_RECORDS) throw broken(`more than ${MAX_RECORDS} records`, path, record.line);
      if (key === 'TITLE') {
        if (++depth > MAX_DEPTH) throw broken('blocks are nested too deeply', path, record.line);
        open = new JcampBlock(text, path, open);
        blocks.push(open);
      }
      if (!open) throw broken('it does not begin with ##TITLE=', path, record.line);
      if (key === 'END') {
        open = open.parent;
        depth--;
        if (!open) break;
      } else if (TABLES.has(key)) open.tables.push({ key, ...record });
      else if (!open.records.has(key)) open.records.set(key, record);
    }
    return blocks;
  }

  /** Value without comments and blanks around it; undefined where missing here and in the blocks around. */
  value(key: string): string | undefined {
    const record = this.records.get(key);
    if (!record) return this.parent?.value(key);
    const raw = this.text.slice(record.from, Math.min(record.to, record.from + 4096));
    return raw.replace(/\$\$.*/g, '').trim();
  }
  /** NaN where it is no plain number. */
  number(key: string): number | undefined {
    const value = this.value(key);
    return value === undefined || value === '' ? undefined : jcampNumber(value);
  }
  /** Comma-separated values of an NTUPLES record. */
  list(key: string): string[] | undefined {
    return this.value(key)
      ?.split(',')
      .map((item) => item.trim());
  }
  where(key: string): string {
    const line = this.records.get(key)?.line;
    return line === undefined ? this.path : `${this.path}:${line}`;
  }
}

/** NaN for anything but one plain number. */
export function jcampNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

function* records(text: string): Generator<{ key: string; record: JcampRecord }> {
  let pending: { key: string; from: number; line: number } | undefined;
  let line = 0;
  for (let at = 0; at < text.length;) {
    line++;
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (text.startsWith('##', at)) {
      if (pending) yield { key: pending.key, record: { from: pending.from, to: at, line: pending.line } };
      const equals = text.slice(at, Math.min(end, at + 256)).indexOf('=');
      const key =
        equals < 0
          ? undefined
          : text
              .slice(at + 2, at + equals)
              .replace(/[\s\-/_]/g, '')
              .toUpperCase();
      pending = key === undefined ? undefined : { key, from: at + equals + 1, line };
    }
    at = end + 1;
  }
  if (pending) yield { key: pending.key, record: { from: pending.from, to: text.length, line: pending.line } };
}

const broken = (message: string, path: string, line: number): Error =>
  inputError('nmr/jcamp-structure', message, { where: `${path}:${line}`, fix: 'the file is damaged: export it again as JCAMP-DX' });
