import type { SourceFile } from '@ionwalk/core';
import { textFile } from './source-of.ts';

export interface VarianSet {
  /** Rows of words, re and im alternating. */
  readonly rows: readonly (readonly number[])[];
  readonly type?: 'int16' | 'int32' | 'float32';
  readonly ntraces?: number;
  /** Override int32 fields of the file head by byte. */
  readonly head?: Readonly<Record<number, number>>;
  readonly parameters?: Readonly<Record<string, readonly (number | string)[] | null>>;
}

const SUBTYPE: Readonly<Record<string, number>> = { gt1: 3, del: 3, d2: 3, gstab: 3, pw: 6, rof1: 6, p1: 6 };

/** A procpar as VnmrJ writes it; the `active` mark is 1 but for names in `inactive`. */
export function writeProcpar(
  parameters: Readonly<Record<string, readonly (number | string)[] | null>>,
  inactive: readonly string[] = [],
): string {
  return Object.entries(parameters)
    .flatMap(([name, values]) => {
      if (!values) return [];
      const text = typeof values[0] === 'string';
      const head = `${name} ${text ? 2 : (SUBTYPE[name] ?? 1)} ${text ? 2 : 1} 1000 0 0 2 1 0 ${inactive.includes(name) ? 0 : 1} 64`;
      const body = text
        ? `${values.length} ${values.map((value) => `"${value}"`).join('\n')}\n`
        : `${values.length} ${values.join(' ')} \n`;
      return [`${head}\n${body}${text ? '2 "a" "b" ' : '0 '}\n`];
    })
    .join('');
}

export const VARIAN_PARAMETERS: Readonly<Record<string, readonly (number | string)[]>> = {
  array: ['gzlvl1'],
  arraydim: [3],
  sw: [8000],
  sfrq: [155.4],
  tn: ['Li7'],
  temp: [25],
  seqfil: ['Dbppste'],
  gzlvl1: [1000, 2000, 4000],
  DAC_to_G: [0.002],
  gt1: [0.002],
  del: [0.05],
  gstab: [0.0005],
  pw: [5],
  rof1: [10],
  nt: [8],
};

/** A Varian `.fid` folder: fid and procpar. */
export function writeVarian({ rows, type = 'int32', ntraces = 1, head = {}, parameters = {} }: VarianSet): SourceFile[] {
  const size = type === 'int16' ? 2 : 4;
  const np = (rows[0] as readonly number[]).length;
  const blockBytes = 28 + ntraces * np * size;
  const nblocks = rows.length / ntraces;
  const view = new DataView(new ArrayBuffer(32 + nblocks * blockBytes));
  [nblocks, ntraces, np, size, np * size, blockBytes].forEach((value, i) => view.setInt32(4 * i, value));
  view.setInt16(26, 1 | (type === 'float32' ? 8 : type === 'int32' ? 4 : 0) | 0xc0);
  view.setInt32(28, 1);
  for (const [at, value] of Object.entries(head)) view.setInt32(Number(at), value);
  rows.forEach((row, r) => {
    const start = 32 + Math.floor(r / ntraces) * blockBytes + 28 + (r % ntraces) * np * size;
    row.forEach((value, i) => {
      if (type === 'int16') view.setInt16(start + 2 * i, value);
      else if (type === 'int32') view.setInt32(start + 4 * i, value);
      else view.setFloat32(start + 4 * i, value);
    });
  });
  return [
    { path: 'fid', blob: new Blob([view.buffer]) },
    textFile('procpar', writeProcpar({ ...VARIAN_PARAMETERS, ...parameters })),
    textFile('text', 'a sample\nand more\n'),
  ];
}
