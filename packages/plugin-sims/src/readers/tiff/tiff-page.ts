import { inputError } from '@ionwalk/core';
import type { TiffDirectory } from './tiff-directory.ts';

export type SampleType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'f64';
export type Compression = 'none' | 'lzw' | 'deflate' | 'packbits';

/** One plane of a file: how its numbers are stored, and where. Blocks are strips (as wide as the plane) or tiles. */
export interface RasterPage {
  readonly width: number;
  readonly height: number;
  readonly type: SampleType;
  readonly bytesPerSample: number;
  readonly littleEndian: boolean;
  readonly compression: Compression;
  /** 1 none, 2 differences along the row, 3 the same for floats, byte by byte. */
  readonly predictor: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Blocks per row of blocks. */
  readonly across: number;
  /** Tiles are whole at the edges; the last strip is not. */
  readonly tiled: boolean;
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

/** A page that a TIFF has a directory for. */
export interface TiffPage extends RasterPage {
  readonly directory: TiffDirectory;
}

const COMPRESSIONS: Readonly<Record<number, Compression>> = { 1: 'none', 5: 'lzw', 8: 'deflate', 32946: 'deflate', 32773: 'packbits' };
const TYPES: Readonly<Record<string, SampleType>> = {
  '1/8': 'u8', '2/8': 'i8', '1/16': 'u16', '2/16': 'i16', '1/32': 'u32', '2/32': 'i32', '3/32': 'f32', '3/64': 'f64',
}; // prettier-ignore
/** More output per input byte than each method can give: a claim beyond it is false, and isn't allocated. */
const MOST_OUTPUT: Readonly<Record<Compression, number>> = { none: 1, lzw: 4096, deflate: 1100, packbits: 64 };
/** A compressed block is decoded as a whole. */
const MAX_BLOCK_BYTES = 1 << 27;

/**
 * Takes a directory as one plane of numbers. Every size is compared with the file before anything is allocated.
 * Throws `sims/tiff-kind` for what TIFF can hold but no counts are stored as (colours, bits, JPEG), `sims/tiff-size`, `sims/tiff-tag`, `file/size`.
 */
export async function readTiffPage(directory: TiffDirectory, fileBytes: number, path: string, imagej: boolean): Promise<TiffPage> {
  const where = `${path}: byte ${directory.at}`;
  const [width, height] = [await directory.number(256, 0), await directory.number(257, 0)];
  if (!isCount(width) || !isCount(height) || width * height > Number.MAX_SAFE_INTEGER / 64)
    throw size(`a plane of ${width} x ${height} pixels`, where);
  const samples = await directory.number(277, 1);
  if (samples !== 1) throw unread(`${samples} samples per pixel (colours)`, where);
  const bits = await directory.number(258, 1);
  const format = await directory.number(339, 1);
  // 4 is 'undefined', which writers of plain integers use
  const type = TYPES[`${format === 4 ? 1 : format}/${bits}`];
  if (type === undefined) throw unread(`samples of ${bits} bits in format ${format}`, where);
  const compressionTag = await directory.number(259, 1);
  const compression = COMPRESSIONS[compressionTag];
  if (compression === undefined) throw unread(`compression ${compressionTag}`, where);
  if ((await directory.number(266, 1)) !== 1) throw unread('bits in reverse order', where);
  const predictor = compression === 'none' || compression === 'packbits' ? 1 : await directory.number(317, 1);
  const floats = type === 'f32' || type === 'f64';
  if (!(predictor === 1 || (predictor === 2 && !floats) || (predictor === 3 && floats)))
    throw unread(`predictor ${predictor} with ${type}`, where);

  const tiled = directory.has(322) || directory.has(324);
  const blockWidth = tiled ? await directory.number(322, 0) : width;
  const blockHeight = tiled ? await directory.number(323, 0) : Math.min(height, await directory.number(278, height));
  if (!isCount(blockWidth) || !isCount(blockHeight)) throw size(`blocks of ${blockWidth} x ${blockHeight} pixels`, where);
  const across = Math.ceil(width / blockWidth);
  const blocks = across * Math.ceil(height / blockHeight);
  const bytesPerSample = bits / 8;
  const page = {
    directory,
    width,
    height,
    type,
    bytesPerSample,
    littleEndian: directory.littleEndian,
    compression,
    predictor,
    blockWidth,
    blockHeight,
    across,
    tiled,
  };
  // a block holds at least a byte: more blocks than bytes are a false claim
  if (blocks > fileBytes) throw fileSize(`${blocks} blocks of pixels`, blocks, fileBytes, path);
  const offsets = await directory.numbers(tiled ? 324 : 273, blocks);
  if (offsets?.length !== blocks) throw size(`${offsets?.length ?? 0} block offsets where ${blocks} are needed`, where);
  const declared = await directory.numbers(tiled ? 325 : 279, blocks);
  const byteCounts = Float64Array.from({ length: blocks }, (_, i) => blockBytes(page, i));
  for (let i = 0; i < blocks; i++) {
    const [need, stated, at] = [byteCounts[i] as number, declared?.[i], offsets[i] as number];
    if (compression !== 'none') {
      if (stated === undefined || !isCount(stated)) throw size(`a compressed block of ${stated ?? 'unknown'} bytes`, where);
      if (need > MAX_BLOCK_BYTES || need > stated * MOST_OUTPUT[compression])
        throw size(`a block of ${stated} bytes that should hold ${need}`, where);
      byteCounts[i] = stated;
      // byte counts of ImageJ wrap at 4 GB, and its planes have no gaps
    } else if (stated !== undefined && stated < need && !imagej)
      throw size(`a block of ${stated} bytes where its pixels take ${need}`, where);
    const end = at + (byteCounts[i] as number);
    if (!Number.isSafeInteger(at) || at < 0) throw size(`block ${i} at byte ${at}`, where);
    if (end > fileBytes) throw fileSize(`pixels ${width} x ${height} x ${bytesPerSample} bytes, block ${i}`, end, fileBytes, path);
  }
  return { ...page, offsets, byteCounts };
}

/** A tag may hold a fraction or less than nothing where its type was damaged. */
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;

/** Bytes of a block once it is decoded. */
export function blockBytes(
  page: Pick<TiffPage, 'width' | 'height' | 'bytesPerSample' | 'blockWidth' | 'blockHeight' | 'across' | 'tiled'>,
  block: number,
): number {
  const top = Math.floor(block / page.across) * page.blockHeight;
  const rows = page.tiled ? page.blockHeight : Math.min(page.blockHeight, page.height - top);
  return page.blockWidth * rows * page.bytesPerSample;
}

const unread = (what: string, where: string) =>
  inputError(
    'sims/tiff-kind',
    `a TIFF with ${what} isn't read: only one number per pixel, 8 to 64 bits, plain or packed with LZW, deflate or PackBits`,
    {
      where,
      fix: 'save it as a grey stack of integers or floats, for example with ImageJ',
    },
  );
const size = (what: string, where: string) =>
  inputError('sims/tiff-size', `the TIFF claims ${what}`, { where, fix: 'the file is damaged: export the image again' });
const fileSize = (what: string, expected: number, found: number, path: string) =>
  inputError('file/size', `${what}: expected ${expected} bytes and found ${found}`, {
    where: `${path}: byte ${found}`,
    fix: 'the file is cut short or its header is wrong: copy or export it again',
  });
