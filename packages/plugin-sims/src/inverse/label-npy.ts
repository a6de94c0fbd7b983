import { ByteCursor, inputError } from '@ionwalk/core';
import type { LabelGrid } from './label-grid.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const isNpy = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/**
 * NumPy array file, format versions 1 to 3 (numpy.lib.format): magic, two version bytes, header length (uint16, from version 2 uint32), a Python
 * dictionary with descr, fortran_order and shape, then the numbers. Two dimensions; integers, booleans, or floats (which must be whole to be labels).
 * @throws sims/label-npy – another dtype, order or shape; file/truncated
 */
export function readNpy(bytes: Uint8Array, path: string): LabelGrid {
  const cursor = new ByteCursor(bytes, path).seek(6);
  const version = cursor.uint8();
  cursor.skip(1);
  const length = version === 1 ? cursor.uint16() : cursor.uint32();
  const header = cursor.require(length, 1).text(length);
  const descr = /'descr'\s*:\s*'([<>|=]?)([iufb])(\d)'/.exec(header);
  const shape = /'shape'\s*:\s*\(\s*(\d{1,9})\s*,\s*(\d{1,9})\s*,?\s*\)/.exec(header);
  const fortran = /'fortran_order'\s*:\s*True/.test(header);
  const read = descr ? READ[`${descr[2]}${descr[3]}`] : undefined;
  if (!read || !shape || fortran) {
    throw inputError('sims/label-npy', `needs a two-dimensional array of integers in C order, found ${header.trim().slice(0, 120)}`, {
      where: path,
      fix: 'save it with numpy.save(path, numpy.ascontiguousarray(labels, dtype="int32"))',
    });
  }
  const [height, width] = [Number(shape[1]), Number(shape[2])];
  const size = Number(descr?.[3]);
  cursor.require(width * height, size);
  const little = descr?.[1] !== '>';
  const begin = cursor.position;
  const values = new Float64Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = read(cursor.view, begin + i * size, little);
  return { width, height, values };
}

const READ: { readonly [type: string]: (view: DataView, at: number, little: boolean) => number } = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
