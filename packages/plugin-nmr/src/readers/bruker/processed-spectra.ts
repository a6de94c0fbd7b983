import { decodeText, inputError, type Dataset, type Json, type ReadContext, type Source } from '@ionwalk/core';
import { Spectrum } from '../../kinds.ts';
import { ParameterFile } from './parameter-file.ts';

/** `1r` with `1i`, or the rows of a `2rr`. */
export const PROCESSED: RegExp = /^(1r|2rr)$/;

interface Axis {
  readonly points: number;
  /** Points of a submatrix along this axis. */
  readonly block: number;
}

/**
 * Spectra that TopSpin processed: `1r` (and `1i`), or the rows of a `2rr` that aren't all zero, one dataset each. Words int32 (DTYPP 0, times 2^NC_proc) or float64 (2) in
 * the byte order BYTORDP; a `2rr` lies in submatrices of XDIM points. The shift is in Hz from 0 ppm: OFFSET · SF − i · SW_p/SI.
 * @throws nmr/procs-missing, nmr/td, nmr/spectral-width, nmr/data-type, nmr/data-length, nmr/not-finite
 */
export async function* processedSpectra(source: Source, ctx: ReadContext): AsyncGenerator<Dataset> {
  const { path } = source.main;
  const at = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, at), path.slice(at)];
  const parameters = async (file: string): Promise<ParameterFile> => {
    const blob = source.file(folder + file)?.blob;
    if (!blob)
      throw inputError('nmr/procs-missing', `there is no ${file} beside '${name}'`, {
        where: folder + file,
        fix: 'give the whole pdata folder: it says how the words are to be read',
      });
    return ParameterFile.parse(decodeText(new Uint8Array(await blob.slice(0, 16_000_000).arrayBuffer())), file);
  };
  const procs = await parameters('procs');
  const direct = axisOf(procs);
  const rows = name === '2rr' ? axisOf(await parameters('proc2s')) : { points: 1, block: 1 };
  const [width, reference, offset] = [procs.number('SW_p'), procs.number('SF'), procs.number('OFFSET')];
  if (!(width !== undefined && width > 0 && Number.isFinite(width)) || !(reference !== undefined && reference > 0) || offset === undefined)
    throw inputError(
      'nmr/spectral-width',
      `SW_p ${procs.text('SW_p')}, SF ${procs.text('SF')}, OFFSET ${procs.text('OFFSET')} make no axis`,
      {
        where: procs.where('SW_p'),
        fix: 'the procs file is damaged: copy the pdata folder again',
      },
    );
  const read = async (file: string): Promise<Float64Array | undefined> => {
    const blob = source.file(folder + file)?.blob;
    return blob && decode(new Uint8Array(await blob.arrayBuffer()), procs, { direct, rows }, folder + file);
  };
  const re = (await read(name)) as Float64Array;
  const im = name === '1r' ? await read('1i') : undefined;
  ctx.signal.throwIfAborted();
  const shift = Float64Array.from({ length: direct.points }, (_, i) => offset * reference - (i * width) / direct.points);
  const label = await source.file(`${folder}title`)?.blob.slice(0, 4096).text();
  const title = label?.split('\n', 1)[0]?.trim().slice(0, 120) || name;
  const nucleus = procs.text('AXNUC');
  const meta: { [key: string]: Json } = {
    vendor: 'Bruker',
    ...(nucleus !== undefined && { nucleus }),
    frequency: reference * 1e6,
    spectralWidth: width,
    shiftFrom: '0 ppm',
  };
  for (let row = 0; row < rows.points; row++) {
    const part = (values: Float64Array): Float64Array => values.slice(row * direct.points, (row + 1) * direct.points);
    const values = part(re);
    // TopSpin fills a pseudo-2D with rows of zeros up to a power of two.
    if (rows.points > 1 && values.every((value) => value === 0)) continue;
    yield {
      kind: Spectrum.id,
      title: rows.points > 1 ? `${title}, row ${row + 1}` : title,
      size: { point: direct.points },
      variables: { shift: { values: shift }, re: { values }, ...(im && { im: { values: part(im) } }) },
      conditions: {},
      meta: rows.points > 1 ? { ...meta, row } : meta,
    };
  }
}

function axisOf(parameters: ParameterFile): Axis {
  const points = parameters.number('SI');
  const block = parameters.number('XDIM') ?? points;
  if (points !== undefined && Number.isInteger(points) && points >= 1 && points <= 2 ** 28) {
    const whole = block !== undefined && Number.isInteger(block) && block >= 1 && block <= points && points % block === 0;
    return { points, block: whole ? block : points };
  }
  throw inputError('nmr/td', `SI is ${parameters.text('SI')?.slice(0, 40) ?? 'missing'}: no number of points`, {
    where: parameters.where('SI'),
    fix: `${parameters.path} is damaged: copy the pdata folder again`,
  });
}

function decode(
  bytes: Uint8Array,
  procs: ParameterFile,
  { direct, rows }: { readonly direct: Axis; readonly rows: Axis },
  path: string,
): Float64Array {
  const [type, order] = [procs.number('DTYPP') ?? 0, procs.number('BYTORDP') ?? 0];
  if ((type !== 0 && type !== 2) || (order !== 0 && order !== 1))
    throw inputError('nmr/data-type', `DTYPP ${procs.text('DTYPP')} with BYTORDP ${procs.text('BYTORDP')} is no known word format`, {
      where: procs.where('DTYPP'),
      fix: 'known are DTYPP 0 (int32) and 2 (float64), BYTORDP 0 and 1: copy the pdata folder again',
    });
  const size = type === 2 ? 8 : 4;
  const count = direct.points * rows.points;
  if (count * size !== bytes.byteLength)
    throw inputError(
      'nmr/data-length',
      `${rows.points} × ${direct.points} words of ${size} bytes are announced, the file holds ${bytes.byteLength} bytes`,
      {
        where: path,
        fix: 'the file is cut short, or the parameters are of other data: copy the pdata folder again',
      },
    );
  const exponent = procs.number('NC_proc') ?? 0;
  const factor = type === 2 || !Number.isFinite(exponent) || Math.abs(exponent) > 500 ? 1 : 2 ** exponent;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float64Array(count);
  const perRow = direct.points / direct.block;
  for (let k = 0; k < count; k++) {
    // Submatrix after submatrix, within each row after row.
    const inBlock = direct.block * rows.block;
    const block = Math.floor(k / inBlock);
    const inside = k % inBlock;
    const row = Math.floor(block / perRow) * rows.block + Math.floor(inside / direct.block);
    const column = (block % perRow) * direct.block + (inside % direct.block);
    const value = type === 2 ? view.getFloat64(size * k, order === 0) : factor * view.getInt32(size * k, order === 0);
    if (!Number.isFinite(value))
      throw inputError('nmr/not-finite', 'a stored word is not a finite number', {
        where: `${path}: byte ${size * k}`,
        fix: 'the file is damaged, or DTYPP or BYTORDP in procs are wrong: copy the pdata folder again',
      });
    out[row * direct.points + column] = value;
  }
  return out;
}
