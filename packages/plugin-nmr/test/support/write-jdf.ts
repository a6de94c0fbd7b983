import type { SourceFile } from '@ionwalk/core';

export interface Jdf {
  readonly re: readonly number[];
  readonly im?: readonly number[];
  readonly bigEndian?: boolean;
  readonly float32?: boolean;
  /** Unit of the axis: 28 s (default), 13 Hz, 26 ppm. */
  readonly axisUnit?: number;
  readonly range?: readonly [number, number];
  readonly dims?: number;
  /** Name to value and unit code; text has none. */
  readonly parameters?: Readonly<Record<string, readonly [string | number, number] | null>>;
}

const HEAD = 1360;

/** A 1D JEOL Delta file. */
export function writeJdf({
  re,
  im,
  bigEndian = false,
  float32 = false,
  axisUnit = 28,
  range = [0, 1],
  dims = 1,
  parameters = {},
}: Jdf): SourceFile {
  const all = Object.entries({
    X_DOMAIN: ['Fluorine19', 0],
    X_FREQ: [470e6, 13],
    X_SWEEP: [20000, 13],
    temp_get: [22.5, 4],
    experiment: ['single_pulse.jxp', 0],
    DIGITAL_FILTER: ['TRUE', 0],
    orders: ['2 54 73', 0],
    factors: ['8  2', 0],
    ...parameters,
  } as Record<string, readonly [string | number, number] | null>).filter(
    (entry): entry is [string, readonly [string | number, number]] => entry[1] !== null,
  );
  const size = float32 ? 4 : 8;
  const parts = im ? [re, im] : [re];
  const section = 16 + 64 * all.length;
  const start = HEAD + section;
  const view = new DataView(new ArrayBuffer(start + parts.length * re.length * size));
  const little = !bigEndian;
  const text = (at: number, value: string): void => Array.from(value).forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'JEOL.NMR');
  view.setUint8(8, little ? 1 : 0);
  view.setUint8(12, dims);
  view.setUint8(14, (float32 ? 0x40 : 0) | 1);
  view.setUint8(24, im ? 3 : 1);
  view.setUint8(32, 1);
  view.setUint8(33, axisUnit);
  text(48, 'a title');
  view.setUint32(176, re.length);
  view.setFloat64(272, range[0]);
  view.setFloat64(336, range[1]);
  view.setUint32(1212, HEAD);
  view.setUint32(1216, section);
  view.setUint32(1284, start);
  view.setBigUint64(1288, BigInt(parts.length * re.length * size));
  view.setBigUint64(1320, BigInt(view.byteLength));
  [64, 0, all.length - 1, 64 * all.length].forEach((value, i) => view.setUint32(HEAD + 4 * i, value, little));
  all.forEach(([name, [value, unit]], i) => {
    const at = HEAD + 16 + 64 * i;
    view.setUint8(at + 6, 1);
    view.setUint8(at + 7, unit);
    if (typeof value === 'string') text(at + 16, value.slice(0, 16));
    else view.setFloat64(at + 16, value, little);
    view.setInt32(at + 32, typeof value === 'string' ? 0 : 2, little);
    text(at + 36, name);
  });
  parts.forEach((part, p) =>
    part.forEach((value, i) => {
      const at = start + (p * re.length + i) * size;
      if (float32) view.setFloat32(at, value, little);
      else view.setFloat64(at, value, little);
    }),
  );
  return { path: 'x.jdf', blob: new Blob([view.buffer]) };
}
