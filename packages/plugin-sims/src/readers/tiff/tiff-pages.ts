import { inputError } from '@ionwalk/core';
import { BlobBytes } from './blob-bytes.ts';
import { imagejLabels, readImageJ, type ImageJ } from './imagej.ts';
import { readTiffStart, TiffDirectory } from './tiff-directory.ts';
import { readTiffPage, type TiffPage } from './tiff-page.ts';

/** Every plane of a TIFF, and what its first directory says about them. */
export interface TiffPages {
  readonly pages: readonly TiffPage[];
  /** One per page; empty where the file names none. */
  readonly labels: readonly string[];
  readonly littleEndian: boolean;
  readonly big: boolean;
  readonly description: string;
  readonly date: string;
  readonly imagej: ImageJ | undefined;
  /** Reduced copies of the image that were passed over. */
  readonly reduced: number;
}

const REDUCED = 1;
/** More planes than a stack can have: each is remembered. */
const MAX_PLANES = 1 << 20;

/**
 * Walks the directories of a TIFF. A stack of ImageJ of more than 4 GB has one directory: its planes follow one another from the first on.
 * Throws `sims/tiff-start`, `sims/tiff-chain` for directories that run in a circle or overlap, and what reading a page throws.
 */
export async function readTiffPages(blob: Blob, path: string, signal: AbortSignal): Promise<TiffPages> {
  const file = new BlobBytes(blob, path);
  const start = readTiffStart(await file.read(0, Math.min(16, blob.size)));
  if (!start)
    throw inputError('sims/tiff-start', 'the first bytes are not those of a TIFF', {
      where: `${path}: byte 0`,
      fix: 'check that this is the file that was exported, and that it is not empty',
    });
  const seen = new Set<number>();
  const pages: TiffPage[] = [];
  const labels: string[] = [];
  let [directoryBytes, pixelBytes, reduced, description, date] = [0, 0, 0, '', ''];
  let imagej: ImageJ | undefined;
  for (let at = start.firstDirectory; at !== 0;) {
    signal.throwIfAborted();
    const directory = await TiffDirectory.read(file, start, at);
    seen.add(at);
    directoryBytes += directory.bytes;
    if (seen.size === 1) {
      description = await directory.text(270, 1 << 16);
      date = await directory.text(306, 64);
      imagej = await readImageJ(directory, description);
    }
    if ((await directory.number(254, 0)) % 2 === REDUCED) reduced++;
    else {
      const page = await readTiffPage(directory, blob.size, path, imagej !== undefined);
      pages.push(page);
      labels.push((await directory.text(285, 256)) || (imagej ? '' : await directory.text(270, 256)));
      pixelBytes += page.byteCounts.reduce((sum, n) => sum + n, 0);
    }
    // directories or pixels that overlap would let a small file stand for a huge one
    if (seen.has(directory.next) || directoryBytes > blob.size || pixelBytes > blob.size) {
      throw inputError('sims/tiff-chain', 'the directories of the TIFF run in a circle, or they or their pixels overlap', {
        where: `${path}: byte ${at}`,
        fix: 'the file is damaged: export the image again',
      });
    }
    at = directory.next;
  }
  const first = pages[0];
  if (!first)
    throw inputError('sims/tiff-chain', 'the TIFF holds no image', {
      where: `${path}: byte ${start.firstDirectory}`,
      fix: 'export the image again',
    });
  if (imagej && pages.length === 1 && imagej.images > 1) pages.push(...followingPlanes(first, imagej.images, blob.size, path));
  const named = imagej ? await imagejLabels(first.directory) : [];
  return {
    pages,
    labels: named.length === pages.length ? named : labels,
    littleEndian: start.littleEndian,
    big: start.big,
    description,
    date,
    imagej,
    reduced,
  };
}

/** The planes behind the first of a large ImageJ stack, which has no directories for them. */
function followingPlanes(first: TiffPage, images: number, fileBytes: number, path: string): TiffPage[] {
  const planeBytes = first.width * first.height * first.bytesPerSample;
  const from = first.offsets[0] as number;
  const expected = from + images * planeBytes;
  if (first.compression !== 'none' || first.tiled || expected > fileBytes || images > MAX_PLANES) {
    throw inputError('file/size', `a stack of ${images} images in one directory: expected ${expected} bytes and found ${fileBytes}`, {
      where: `${path}: byte ${fileBytes}`,
      fix: 'the file is cut short: copy it again, or save the stack again with ImageJ',
    });
  }
  return Array.from({ length: images - 1 }, (_, i) => ({
    ...first,
    blockHeight: first.height,
    offsets: Float64Array.of(from + (i + 1) * planeBytes),
    byteCounts: Float64Array.of(planeBytes),
  }));
}
