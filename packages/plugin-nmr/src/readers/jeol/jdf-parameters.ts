import { ByteCursor, inputError } from '@ionwalk/core';
import type { JdfHeader } from './jdf-header.ts';

export interface JdfParameter {
  readonly value: string | number;
  /** Code of the unit of a number (4 degC, 13 Hz, 14 K, 26 ppm, 28 s); 0 is none. */
  readonly unit: number;
}

const RECORD = 64;

/**
 * The parameters of a `.jdf` by name in lower case: records of 64 bytes with unit at 6 (SI prefix in the high nibble of the first byte, applied; code in
 * the second), value at 16, type at 32 (0 text, 1 integer, 2 float) and name at 36. Of records of one name the first counts.
 * @throws nmr/jdf-parameters – a section of another layout
 */
export function jdfParameters(bytes: Uint8Array, header: JdfHeader, path: string): ReadonlyMap<string, JdfParameter> {
  const { start, length } = header.parameters;
  const cursor = new ByteCursor(bytes.subarray(start, start + length), path, header.littleEndian);
  if (length < 16 || cursor.uint32() !== RECORD) throw damaged(path, start);
  const [low, high] = [cursor.uint32(), cursor.uint32()];
  if (high < low || 16 + (high - low + 1) * RECORD > length) throw damaged(path, start);
  const parameters = new Map<string, JdfParameter>();
  for (let at = 16; at < 16 + (high - low + 1) * RECORD; at += RECORD) {
    const prefix = cursor.seek(at + 6).int8() >> 4;
    const unit = cursor.uint8();
    const type = cursor.seek(at + 32).int32();
    const name = cursor.text(28).trim().toLowerCase();
    cursor.seek(at + 16);
    if (name === '' || parameters.has(name) || type < 0 || type > 2) continue;
    const value = type === 0 ? cursor.text(16).trim() : type === 1 ? cursor.int32() : cursor.float64() * 1000 ** -prefix;
    parameters.set(name, { value, unit });
  }
  return parameters;
}

const damaged = (path: string, at: number): Error =>
  inputError('nmr/jdf-parameters', 'the parameters are not laid out in records of 64 bytes within their section', {
    where: `${path}: byte ${at}`,
    fix: 'the file is damaged: export it again from Delta',
  });
