import { ByteCursor, inputError, type Context } from '@ionwalk/core';

/** The head of a `fid` file, checked against itself and the file. */
export interface FidHead {
  readonly nblocks: number;
  readonly ntraces: number;
  /** Words per trace, re and im alternating. */
  readonly np: number;
  readonly type: 'float32' | 'int32' | 'int16';
  /** Bytes of a block, its own head included. */
  readonly blockBytes: number;
  readonly traceBytes: number;
}

export interface FidTraces {
  readonly rows: number;
  readonly points: number;
  /** Row-major rows × points, the stored words as numbers. */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const FILE_HEAD = 32;
const BLOCK_HEAD = 28;
const [IS_INT32, IS_FLOAT] = [0x4, 0x8];

/**
 * Head of a Varian/Agilent `fid`: big-endian int32 nblocks, ntraces, np, ebytes, tbytes, bbytes, int16 version and status, int32 nbheaders.
 * Sizes that contradict each other are refused.
 * @throws nmr/td, nmr/data-type, nmr/block-size, file/truncated
 */
export function fidHead(bytes: Uint8Array, path: string): FidHead {
  const cursor = new ByteCursor(bytes, path, false);
  const [nblocks, ntraces, np, ebytes, tbytes, bbytes] = Array.from({ length: 6 }, () => cursor.int32()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  cursor.skip(2);
  const status = cursor.int16();
  const type = status & IS_FLOAT ? 'float32' : status & IS_INT32 ? 'int32' : 'int16';
  const fix = 'the file is damaged: copy the .fid folder again from the spectrometer';
  if (np < 2 || nblocks < 1 || ntraces < 1) {
    throw inputError('nmr/td', `the head announces ${nblocks} blocks of ${ntraces} traces of ${np} words`, { where: path, fix });
  }
  if (ebytes !== (type === 'int16' ? 2 : 4)) {
    throw inputError('nmr/data-type', `words of ${ebytes} bytes with the status ${status} (${type}) are no known format`, {
      where: path,
      fix: 'known are int16 of 2 bytes, int32 and float32 of 4 bytes: copy the .fid folder again',
    });
  }
  // Several heads may precede a block: what its size leaves beside the traces must be whole heads.
  const heads = (bbytes - ntraces * tbytes) / BLOCK_HEAD;
  if (tbytes !== np * ebytes || !Number.isInteger(heads) || heads < 1 || heads > 9) {
    throw inputError('nmr/block-size', `${ntraces} traces of ${tbytes} bytes (${np} words of ${ebytes}) make no block of ${bbytes} bytes`, {
      where: path,
      fix,
    });
  }
  return { nblocks, ntraces, np, type, blockBytes: bbytes, traceBytes: tbytes };
}

/**
 * The traces of all blocks, as stored. Fewer than announced: the complete ones, diagnostic `nmr/rows-missing`. A scale that differs between blocks is
 * said (`nmr/block-scale`), not applied. Nothing is allocated but what the file holds.
 * @throws nmr/rows-none – no complete trace; nmr/not-finite
 */
export function fidTraces(bytes: Uint8Array, head: FidHead, path: string, ctx: Pick<Context, 'warn'>): FidTraces {
  const { nblocks, ntraces, np, blockBytes, traceBytes } = head;
  const first = blockBytes - ntraces * traceBytes;
  const held = Math.min(nblocks, Math.floor((bytes.byteLength - FILE_HEAD) / blockBytes));
  const rest = held < nblocks ? Math.floor((bytes.byteLength - FILE_HEAD - held * blockBytes - first) / traceBytes) : 0;
  const rows = held * ntraces + Math.min(ntraces - 1, Math.max(0, rest));
  if (rows < 1) {
    throw inputError('nmr/rows-none', `a block takes ${blockBytes} bytes, the file holds ${bytes.byteLength}`, {
      where: path,
      fix: 'the file is cut short: copy the .fid folder again from the spectrometer',
    });
  }
  if (rows < nblocks * ntraces)
    ctx.warn('nmr/rows-missing', `${nblocks * ntraces} rows are announced, ${rows} are complete: those are read`, path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const points = Math.floor(np / 2);
  const re = new Float64Array(rows * points);
  const im = new Float64Array(rows * points);
  const size = traceBytes / np;
  const scale = view.getInt16(FILE_HEAD, false);
  let scalesDiffer = false;
  for (let row = 0, k = 0; row < rows; row++) {
    const block = FILE_HEAD + Math.floor(row / ntraces) * blockBytes;
    scalesDiffer ||= view.getInt16(block, false) !== scale;
    let at = block + first + (row % ntraces) * traceBytes;
    for (let i = 0; i < points; i++, k++, at += 2 * size) {
      re[k] = word(view, at, head.type);
      im[k] = word(view, at + size, head.type);
      if (!Number.isFinite(re[k]) || !Number.isFinite(im[k])) {
        throw inputError('nmr/not-finite', 'a stored word is not a finite number', {
          where: `${path}: byte ${at}`,
          fix: 'the file is damaged: copy the .fid folder again from the spectrometer',
        });
      }
    }
  }
  if (scalesDiffer) ctx.warn('nmr/block-scale', 'the blocks have different scales; the words are given as they are stored', path);
  return { rows, points, re, im };
}

function word(view: DataView, at: number, type: FidHead['type']): number {
  if (type === 'float32') return view.getFloat32(at, false);
  return type === 'int32' ? view.getInt32(at, false) : view.getInt16(at, false);
}
