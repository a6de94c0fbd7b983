import { POINTS } from './text-formats.ts';

/** Bytes of the formats that are no plain text, made up here (simulated, no instrument wrote them). */
export interface BinaryFormat {
  readonly reader: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly temperature?: number;
}

type Points = readonly (readonly number[])[];

const concat = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
const latin1 = (text: string, length = text.length, fill = 32): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i < text.length ? text.charCodeAt(i) : fill));
const numbers = (values: readonly number[], type: 'f8' | 'f4' | 'u4' | 'u2' | 'i2' | 'u1', little = true): Uint8Array => {
  const size = { f8: 8, f4: 4, u4: 4, u2: 2, i2: 2, u1: 1 }[type];
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    if (type === 'f8') view.setFloat64(i * size, value, little);
    else if (type === 'f4') view.setFloat32(i * size, value, little);
    else if (type === 'u4') view.setUint32(i * size, value, little);
    else if (type === 'u2') view.setUint16(i * size, value, little);
    else if (type === 'i2') view.setInt16(i * size, value, little);
    else view.setUint8(i * size, value);
  });
  return new Uint8Array(view.buffer);
};

export interface MprOptions {
  readonly version: 2 | 3 | 10 | 11;
  /** Written where the number of points belongs. */
  readonly claimed?: number;
  /** Ids of columns; each gets what it means, an unknown one zeros of `width` bytes. */
  readonly ids?: readonly number[];
  readonly width?: number;
  /** The length fields of EC-Lab 11.50. */
  readonly long?: boolean;
}

/** An .mpr of the points with a settings module before the data and a log behind. */
export function mprBytes(
  points: Points,
  { version, claimed = points.length, ids = [1, 3, 21, 32, 37, 38, 36, 35, 4, 39, 131], width = 4, long = false }: MprOptions,
): Uint8Array<ArrayBuffer> {
  const module = (name: string, body: Uint8Array): Uint8Array =>
    concat([
      latin1('MODULE'),
      latin1(name, 10),
      latin1(name, 25),
      long ? numbers([0xffffffff, body.length, version, 0], 'u4') : numbers([body.length, version], 'u4'),
      latin1('05/15/25'),
      body,
    ]);
  const records = points.map(([f, re, im], i) => {
    const parts: Uint8Array[] = [];
    let flags = false;
    for (const id of ids) {
      if ([1, 2, 3, 21, 31, 65].includes(id)) {
        if (!flags) parts.push(numbers([7], 'u1'));
        flags = true;
      } else if (id === 32) parts.push(numbers([f!], 'f4'));
      else if (id === 37) parts.push(numbers([re!], 'f4'));
      else if (id === 38) parts.push(numbers([-im!], 'f4'));
      else if (id === 36) parts.push(numbers([Math.hypot(re!, im!)], 'f4'));
      else if (id === 35) parts.push(numbers([(Math.atan2(im!, re!) * 180) / Math.PI], 'f4'));
      else if (id === 4 || id === 24) parts.push(numbers([i], 'f8'));
      else if (id === 39 || id === 131) parts.push(numbers([i], 'u2'));
      else parts.push(new Uint8Array(width));
    }
    return concat(parts);
  });
  const offset = { 2: 0x195, 3: 0x196, 10: 0x3ef, 11: 0x3ef }[version];
  const head = concat([numbers([claimed], 'u4'), numbers([ids.length], 'u1'), numbers(ids, 'u2', version < 10)]);
  return concat([
    latin1('BIO-LOGIC MODULAR FILE\x1a', 52),
    // The word stands in the body, too: only lengths tell where a module begins.
    module('VMP Set', latin1('x MODULE y', 100)),
    module('VMP data', concat([head, new Uint8Array(offset - head.length), ...records])),
    module('VMP LOG', latin1('log', 60)),
  ]);
}

/** A Zahner .ism; `strings` as they are shown, they are written with letters exchanged. */
export function ismBytes(
  points: Points,
  strings: readonly string[] = ['240101', 'Thales', '0V', '1nA', '23.8+-0.1C', '09:00:00 - 09:30:00'],
): Uint8Array<ArrayBuffer> {
  const n = points.length;
  const swap = (text: string): string => text.replace(/[a-z]/gi, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));
  const f8 = (map: (row: readonly number[]) => number): Uint8Array => numbers(points.map(map), 'f8', false);
  return concat([
    Uint8Array.of(0, 0, 255, 255, 255, 254, 0, 0),
    numbers([n - 1], 'u4', false),
    f8(([f]) => f!),
    f8(([, re, im]) => Math.hypot(re!, im!)),
    f8(([, re, im]) => Math.atan2(im!, re!)),
    f8(([f]) => 1.4e9 + 1 / f!),
    numbers(
      Array.from({ length: n }, () => 1000),
      'i2',
      false,
    ),
    ...Array.from({ length: 12 }, (_, i) => concat([numbers([(strings[i] ?? '').length], 'i2', false), latin1(swap(strings[i] ?? ''))])),
    numbers([1, 4, 20], 'f8', false),
  ]);
}

const utf16 = (text: string): Uint8Array<ArrayBuffer> =>
  concat([
    Uint8Array.of(0xff, 0xfe),
    numbers(
      Array.from(text, (c) => c.charCodeAt(0)),
      'u2',
    ),
    Uint8Array.of(0xff, 0xfe),
  ]);

/** A PSTrace session with a voltammogram before the spectra. */
export function pssessionBytes(spectra: readonly Points[], lower = false): Uint8Array<ArrayBuffer> {
  const column = (type: string, values: readonly number[]): object => ({
    Type: 'PalmSens.Data.DataArray',
    Unit: { Type: `PalmSens.Units.${type}`, S: type === 'Hertz' ? 'Hz' : 'Ω' },
    DataValues: values.map((V) => ({ V })),
  });
  const session = {
    Type: 'PalmSens.DataFiles.SessionFile',
    CoreVersion: '5.11.1006.0',
    Measurements: [
      { Title: 'Cyclic voltammetry', DataSet: { Values: [column('Volt', [0, 1, 2]), column('MicroAmpere', [0, 1, 2])] } },
      ...spectra.map((points) => ({
        Title: 'Impedance Spectroscopy',
        DataSet: {
          Values: [
            column(
              'Hertz',
              points.map(([f]) => f!),
            ),
            column(
              'ZRe',
              points.map(([, re]) => re!),
            ),
            column(
              'ZIm',
              points.map(([, , im]) => -im!),
            ),
            column(
              'Z',
              points.map(() => 0),
            ),
          ],
        },
      })),
    ],
  };
  const text = JSON.stringify(session);
  return utf16(lower ? text.replace(/"([A-Za-z]+)":/g, (key) => key.toLowerCase()) : text);
}

/** Ivium .idf, or .ids with several: text and bytes mixed. */
export function iviumBytes(
  measurements: readonly { title: string; method: string; rows: Points; claimed?: number }[],
): Uint8Array<ArrayBuffer> {
  return concat(
    measurements.map(({ title, method, rows, claimed = rows.length }) =>
      concat([
        Uint8Array.of(1, 15, 0, 11, 0, 0),
        latin1(
          `\r\nPeaks=false\r\nCorrosion=false\r\nECN=false\r\nMethod=${method}\r\nTitle=${title}\r\nData Options.AnalogInputTitle=Peripheral Port\r\nRemarks=5 \xb5A at 25 \xb0C\r\n`,
        ),
        Uint8Array.of(0, 2, 3, 0, 13, 10),
        latin1(
          `primary_data    \r\n3         \r\n${claimed}        \r\n${rows.map((row) => ` ${row.map((v) => v.toExponential(8)).join('  ')}`).join('\r\n')}\r\n`,
        ),
        latin1('1\r\n0\r\nsecondary_data\r\n'),
        Uint8Array.of(0, 0, 0, 1, 13, 10),
      ]),
    ),
  );
}

export const IVIUM_ROWS: Points = POINTS.map(([f, re, im]) => [re!, im!, f!]);

export const BINARY_FORMATS: { readonly [name: string]: BinaryFormat } = {
  'BioLogic .mpr, data version 3': { reader: 'biologic-mpr', bytes: mprBytes(POINTS, { version: 3 }) },
  'BioLogic .mpr, data version 2': { reader: 'biologic-mpr', bytes: mprBytes(POINTS, { version: 2 }) },
  'BioLogic .mpr, data version 11 of EC-Lab 11.50': { reader: 'biologic-mpr', bytes: mprBytes(POINTS, { version: 11, long: true }) },
  'BioLogic .mpr with |Z| and phase only': { reader: 'biologic-mpr', bytes: mprBytes(POINTS, { version: 10, ids: [32, 36, 35, 4] }) },
  'Zahner .ism': { reader: 'zahner-ism', bytes: ismBytes(POINTS), temperature: 23.8 + 273.15 },
  'PalmSens session': { reader: 'palmsens-pssession', bytes: pssessionBytes([POINTS]) },
  'PalmSens session with small letters': { reader: 'palmsens-pssession', bytes: pssessionBytes([POINTS], true) },
  Ivium: { reader: 'ivium', bytes: iviumBytes([{ title: 'pellet', method: 'Impedance', rows: IVIUM_ROWS }]) },
};
