import { ByteCursor, inputError } from '@ionwalk/core';
import type { CamecaHeader } from './cameca-header.ts';
import type { Series } from './depth-datasets.ts';

/**
 * What stands behind the header of a depth profile, a beam stability run or an instrument scan: int32 blocks, one per mass, then per block
 * int32 N, N doubles of the axis (time [s], voltage [V], radius [mm]), N doubles of rate [1/s].
 * @param bytes – everything from the end of the header on
 * Throws `file/truncated`, `file/size` and `sims/cameca-blocks` when the counts contradict the file.
 */
export function parseBlocks(bytes: Uint8Array, header: CamecaHeader, path: string): Series[] {
  const cursor = new ByteCursor(bytes, path, header.littleEndian);
  const blocks = cursor.int32();
  if (blocks !== header.masses.length) {
    throw inputError('sims/cameca-blocks', `the header names ${header.masses.length} masses and the data hold ${blocks} blocks`, {
      where: `${path}: byte ${header.headerBytes}`,
      fix: 'the file is damaged: copy it again from the instrument',
    });
  }
  const series = header.masses.map(({ label }) => {
    const n = cursor.int32();
    cursor.require(n, 16);
    return { species: label, axis: doubles(cursor, n), values: doubles(cursor, n) };
  });
  if (cursor.remaining > 0) {
    throw inputError('file/size', `expected ${header.headerBytes + cursor.position} bytes and found ${header.headerBytes + bytes.length}`, {
      where: `${path}: byte ${header.headerBytes + cursor.position}`,
      fix: 'the file is damaged: copy it again from the instrument',
    });
  }
  return series;
}

function doubles(cursor: ByteCursor, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[i] = cursor.float64();
  return out;
}
