import { ByteCursor, inputError } from '@ionwalk/core';

/** Head of a 1D `.jdf`, checked against the file. */
export interface JdfHeader {
  /** Byte order of the parameter and data sections. */
  readonly littleEndian: boolean;
  readonly points: number;
  readonly complex: boolean;
  /** Bytes of a stored value: 8 (float64) or 4 (float32). */
  readonly size: 4 | 8;
  /** Over the points: a free induction decay over seconds, a spectrum over Hz or ppm. */
  readonly axis: 's' | 'Hz' | 'ppm';
  /** First and last abscissa, in the unit of the axis. */
  readonly range: readonly [number, number];
  readonly title: string;
  readonly parameters: { readonly start: number; readonly length: number };
  readonly data: number;
}

export const JDF_MAGIC = 'JEOL.NMR';
const HEAD = 1360;
/** Codes of the units an axis can have: 13 hertz, 26 ppm, 28 second. */
const UNITS: Readonly<Record<number, JdfHeader['axis']>> = { 13: 'Hz', 26: 'ppm', 28: 's' };
const [REAL, COMPLEX] = [1, 3];

/**
 * Head of a JEOL Delta file, big-endian whatever the data are: order of the data at 8, dimensions 12, format 14, axis types 24, units 32, points 176, first
 * and last abscissa 272 and 336, parameters 1212, data 1284, size of the file 1320.
 * @throws nmr/jdf-format – not 1D, an unknown format; nmr/td; nmr/data-length – a section beyond the file; file/truncated
 */
export function jdfHeader(bytes: Uint8Array, path: string): JdfHeader {
  const cursor = new ByteCursor(bytes, path, false);
  cursor.require(HEAD, 1);
  const at = (position: number): ByteCursor => cursor.seek(position);
  const fail = (code: string, message: string): never => {
    throw inputError(code, message, { where: path, fix: 'the file is damaged or cut short: export it again from Delta' });
  };
  if (at(0).text(8) !== JDF_MAGIC) fail('nmr/jdf-format', `it does not begin with ${JDF_MAGIC}`);
  const order = at(8).uint8();
  const [dims, format, axisType] = [at(12).uint8(), at(14).uint8(), at(24).uint8()];
  if (dims !== 1 || (format & 0x3f) !== 1) {
    throw inputError('nmr/jdf-format', `it holds ${dims} dimensions in the format ${format & 0x3f}: only 1D data are read`, {
      where: `${path}: byte 12`,
      fix: 'export the rows as 1D files, or as JCAMP-DX, from Delta',
    });
  }
  const size = [8, 4][format >> 6];
  if (order > 1 || (size !== 8 && size !== 4) || (axisType !== REAL && axisType !== COMPLEX))
    fail('nmr/jdf-format', `byte order ${order}, format ${format} and axis type ${axisType} are no known layout`);
  const points = at(176).uint32();
  const unit = (at(32).skip(1), cursor.uint8());
  const parameters = { start: at(1212).uint32(), length: at(1216).uint32() };
  const data = at(1284).uint32();
  const dataLength = Number(cursor.view.getBigUint64(1288, false));
  const total = Number(cursor.view.getBigUint64(1320, false));
  if (points < 2) fail('nmr/td', `it announces ${points} points`);
  const needed = points * (size as number) * (axisType === COMPLEX ? 2 : 1);
  if (needed > dataLength) fail('nmr/data-length', `${points} points take ${needed} bytes, the data section has ${dataLength}`);
  if (
    data < HEAD ||
    data + dataLength > bytes.byteLength ||
    total > bytes.byteLength ||
    parameters.start + parameters.length > bytes.byteLength
  ) {
    fail(
      'nmr/data-length',
      `the head announces ${Math.max(total, data + dataLength, parameters.start + parameters.length)} bytes, the file holds ${bytes.byteLength}`,
    );
  }
  const range = [at(272).float64(), at(336).float64()] as const;
  const axis = UNITS[unit] ?? fail('nmr/jdf-format', `an axis in the unit ${unit} is neither time nor frequency`);
  if (axis !== 's' && !(Number.isFinite(range[0]) && Number.isFinite(range[1]) && Number.isFinite(range[1] - range[0])))
    fail('nmr/jdf-format', 'the axis has no finite ends');
  return {
    littleEndian: order === 1,
    points,
    complex: axisType === COMPLEX,
    size: size as 4 | 8,
    axis,
    range,
    title: at(48).text(124).trim(),
    parameters,
    data,
  };
}
