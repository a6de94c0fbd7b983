import type { SourceFile } from '@ionwalk/core';
import { textFile } from './source-of.ts';

export interface Expno {
  /** Row-major rows × points. */
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
  readonly rows: number;
  readonly float?: boolean;
  readonly bigEndian?: boolean;
  /** Rows padded to 1024-byte blocks (default), or not as on NEO. */
  readonly padded?: boolean;
  /** Override or remove (`null`) parameters of acqus. */
  readonly acqus?: Readonly<Record<string, string | number | null>>;
  /** Override TD of acqu2s. */
  readonly announcedRows?: number | string;
  readonly files?: Readonly<Record<string, string>>;
  readonly name?: 'ser' | 'fid';
}

/** A Bruker EXPNO folder as TopSpin writes it, for tests. */
export function writeExpno(expno: Expno): SourceFile[] {
  const points = expno.re.length / expno.rows;
  const size = expno.float ? 8 : 4;
  const rowBytes = 2 * points * size;
  const stride = (expno.padded ?? true) ? Math.ceil(rowBytes / 1024) * 1024 : rowBytes;
  const buffer = new ArrayBuffer(stride * expno.rows);
  const view = new DataView(buffer);
  const little = !expno.bigEndian;
  for (let row = 0, k = 0; row < expno.rows; row++) {
    for (let i = 0; i < points; i++, k++) {
      const at = row * stride + 2 * i * size;
      for (const [offset, value] of [
        [0, expno.re[k] as number],
        [size, expno.im[k] as number],
      ] as const) {
        if (expno.float) view.setFloat64(at + offset, value, little);
        else view.setInt32(at + offset, Math.round(value), little);
      }
    }
  }
  const parameters: Record<string, string | number | null> = {
    BYTORDA: expno.bigEndian ? 1 : 0,
    DTYPA: expno.float ? 2 : 0,
    DECIM: 1,
    GRPDLY: 0,
    NUC1: '<7Li>',
    PULPROG: '<test>',
    SFO1: 155.4,
    SW_h: 50000,
    TD: 2 * points,
    TE: 300,
    ...expno.acqus,
  };
  const record = ([key, value]: [string, string | number | null]): string => (value === null ? '' : `##$${key}= ${value}\n`);
  const name = expno.name ?? 'ser';
  return [
    { path: name, blob: new Blob([buffer]) },
    textFile('acqus', `##TITLE= test\n##JCAMPDX= 5.0\n${Object.entries(parameters).map(record).join('')}##END=\n`),
    ...(name === 'ser' ? [textFile('acqu2s', `##TITLE= test\n##$TD= ${expno.announcedRows ?? expno.rows}\n##END=\n`)] : []),
    ...Object.entries(expno.files ?? {}).map(([path, text]) => textFile(path, text)),
  ];
}
