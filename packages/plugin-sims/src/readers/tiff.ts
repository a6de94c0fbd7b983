import { defineReader, inputError, type Dataset, type Reader, type ReadContext, type Source } from '@ionwalk/core';
import { SimsImage } from '../kinds.ts';
import { stackOrder } from './tiff/stack-order.ts';
import { stackTotals } from './tiff/stack-totals.ts';
import { readTiffStart } from './tiff/tiff-directory.ts';
import type { TiffPage } from './tiff/tiff-page.ts';
import { readTiffPages, type TiffPages } from './tiff/tiff-pages.ts';
import { TiffPixels } from './tiff/tiff-pixels.ts';
import { windowedStack } from './tiff/windowed-stack.ts';

const OPTIONS = {
  masses: {
    type: 'text',
    default: '',
    title: 'Labels of the pages of a frame',
    doc: 'In their order, as 6Li,7Li; default what the file says.',
  },
  pixel: { type: 'number', unit: 'm', min: 1e-12, max: 1, title: 'Edge of a pixel', doc: 'Default what ImageJ wrote into the file.' },
} as const;
type Options = { readonly masses: string; readonly pixel: number | undefined };

/**
 * TIFF stacks, classic and BigTIFF, either byte order: integers of 8, 16, 32 bits, signed or not, and floats of 32, 64; strips or tiles; plain,
 * LZW, deflate or PackBits, with predictors; ImageJ stacks with their scale and labels, those of more than 4 GB too. TIFF 6.0 (Adobe 1992) and its
 * technical notes; the BigTIFF design; ImageJ's conventions as its files show them.
 * Pages of one shape are frames of masses (`tiff/stack-order.ts`); numbers are as stored.
 * Errors: `sims/tiff-*`, `file/size`, `file/truncated`, `sims/window`; warnings `sims/not-finite`, `sims/negative-counts`.
 */
export const tiffReader: Reader<typeof SimsImage, typeof OPTIONS> = defineReader({
  id: 'tiff',
  title: 'TIFF stack',
  doc: 'Grey stacks of integers or floats, from ImageJ and others; planes are read window by window.',
  produces: [SimsImage],
  extensions: ['tif', 'tiff', 'btf', 'ome.tif'],
  options: OPTIONS,
  sniff(peek) {
    const start = readTiffStart(peek.head);
    if (!start) return undefined;
    return { confidence: 'likely', reason: `${start.big ? 'BigTIFF' : 'TIFF'}, ${start.littleEndian ? 'little' : 'big'}-endian` };
  },
  read,
});

async function* read(source: Source, options: Options, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsImage>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  const file = await readTiffPages(blob, path, ctx.signal);
  if (file.reduced > 0) ctx.note('sims/tiff-reduced', `${file.reduced} reduced copies of the image are passed over`, path);
  if (file.imagej?.calibrated === true)
    ctx.note('sims/calibration', 'ImageJ shows these numbers through a calibration; they are read as stored', path);
  const runs = runsOfOneShape(file.pages);
  for (const { from, to } of runs) yield await readStack(blob, path, file, from, to, runs.length, options, ctx);
}

async function readStack(
  blob: Blob,
  path: string,
  file: TiffPages,
  from: number,
  to: number,
  stacks: number,
  options: Options,
  ctx: ReadContext,
): Promise<Dataset<typeof SimsImage>> {
  const pages = file.pages.slice(from, to);
  const page = pages[0] as TiffPage;
  const given = options.masses === '' || options.masses === undefined ? [] : options.masses.split(',').map((label) => label.trim());
  const order = stackOrder(pages.length, given, file.labels.slice(from, to), file.imagej?.channels ?? 1);
  if (!order) {
    throw inputError('sims/tiff-masses', `${pages.length} pages are no multiple of the ${given.length} masses given`, {
      where: path,
      fix: 'name as many masses as pages make a frame',
    });
  }
  const pixels = new TiffPixels(blob, path, pages);
  const { totals, emptyFrames, notFinite, negative } = await stackTotals(pixels, page, order, ctx);
  if (notFinite > 0)
    ctx.warn('sims/not-finite', `${notFinite} pixels are no finite numbers: they have no value, and totals are without them`, path);
  if (negative > 0) ctx.warn('sims/negative-counts', `${negative} pixels are negative, which counts never are`, path);
  const pixel = options.pixel ?? file.imagej?.pixel ?? null;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    kind: 'sims/image',
    title: stacks > 1 ? `${name}, pages ${from + 1} to ${to}` : name,
    size: { frame: order.frames, mass: order.labels.length, y: page.height, x: page.width },
    variables: { counts: windowedStack(pixels, page, order, path) },
    conditions: {},
    meta: {
      endian: file.littleEndian ? 'LE' : 'BE',
      bigTiff: file.big,
      sampleType: page.type,
      bytesPerPixel: page.bytesPerSample,
      compression: page.compression,
      frames: order.frames,
      width: page.width,
      height: page.height,
      masses: order.labels.map((label) => ({ label, mass: 0, trolley: null })),
      totals,
      emptyFrames,
      raster: pixel === null ? null : pixel * page.width,
      dwell: null,
      deadTime: order.labels.map(() => null),
      date: file.date,
      comment: file.description.slice(0, 4096),
    },
  };
}

/** Pages that follow one another and have one size and type are a stack. */
function runsOfOneShape(pages: readonly TiffPage[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  pages.forEach((page, i) => {
    const before = pages[i - 1];
    const run = runs.at(-1);
    if (run && before && before.width === page.width && before.height === page.height && before.type === page.type) run.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  });
  return runs;
}
