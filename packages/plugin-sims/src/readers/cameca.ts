import { defineReader, inputError, type Dataset, type Json, type Reader, type ReadContext, type Source } from '@ionwalk/core';
import { SimsDepthProfile, SimsImage, SimsScan } from '../kinds.ts';
import { parseBlocks } from './cameca-blocks.ts';
import { parseCamecaHeader, type CamecaHeader } from './cameca-header.ts';
import { camecaLayout } from './cameca-layout.ts';
import { pixelTotals, windowedPixels } from './cameca-pixels.ts';
import type { PixelLayout } from './pixel-file.ts';
import { readCamecaStart } from './cameca-start.ts';
import { depthDatasets, scanDatasets, traceDatasets } from './depth-datasets.ts';

type Produced = typeof SimsImage | typeof SimsDepthProfile | typeof SimsScan;

/** Headers seen are 25 to 28 kB; a claim beyond this is a damaged file, not a reason to allocate. */
const MAX_HEADER = 1 << 22;
/** Profiles and scans are small: 16 bytes per point and species. */
const MAX_BLOCK_BYTES = 1 << 28;
const BEAM_STABILITY = 35;

/**
 * Cameca binaries: images (`.im`, stage `.ls`), depth profiles (`.is`, `.dp`), beam stability (`.bs`) and instrument scans (`.hmr`, `.sib`,
 * `.tss`), versions 5, 9, 11 and 4108, either byte order.
 * Errors: `file/size`, `file/truncated`, `sims/cameca-*`; a file of settings only gives no dataset and the note `sims/no-data`.
 */
export const camecaReader: Reader<Produced> = defineReader({
  id: 'cameca',
  title: 'Cameca NanoSIMS and IMS binary',
  doc: 'Images, depth profiles and scans as the instrument writes them; pixels are read window by window.',
  produces: [SimsImage, SimsDepthProfile, SimsScan],
  extensions: ['im', 'is', 'dp', 'ls', 'bs', 'hmr', 'sib', 'tss', 'nrj'],
  options: {},
  sniff(peek) {
    const start = readCamecaStart(peek.head);
    if (!start) return undefined;
    return {
      confidence: 'certain',
      reason: `Cameca binary, type ${start.type}, version ${start.version}, ${start.littleEndian ? 'little' : 'big'}-endian`,
    };
  },
  read,
});

async function* read(source: Source, _options: unknown, ctx: ReadContext): AsyncIterable<Dataset<Produced>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  const start = readCamecaStart(await bytesOf(blob, 0, 12));
  if (!start) {
    throw inputError('sims/cameca-start', `the first ${Math.min(blob.size, 12)} bytes are not those of a Cameca binary`, {
      where: `${path}: byte 0`,
      fix: 'check that this is the file the instrument wrote, and that it is not empty',
    });
  }
  if (start.headerBytes > blob.size || start.headerBytes > MAX_HEADER) {
    throw sizeError(path, 'the header', start.headerBytes, blob.size);
  }
  const header = parseCamecaHeader(await bytesOf(blob, 0, start.headerBytes), start, path);
  const meta = describe(header);
  if (!header.dataIncluded || (blob.size === header.headerBytes && nothingRecorded(header))) {
    if (blob.size !== header.headerBytes) throw sizeError(path, 'a file without recorded data', header.headerBytes, blob.size);
    ctx.meta(meta);
    ctx.note('sims/no-data', 'the file holds the settings of an acquisition, but nothing was recorded', path);
    return;
  }
  if (header.image) yield await readImage(blob, path, header, meta, ctx);
  else if (blocksOf(header)) yield* await readBlocks(blob, path, header, meta, ctx);
  else {
    throw inputError('sims/cameca-type', `the data of Cameca file type ${header.type} aren't read`, {
      where: `${path}: byte ${header.headerBytes}`,
      fix: 'export the scan as text from the instrument software',
    });
  }
}

const blocksOf = (header: CamecaHeader): boolean => ['time', 'setting'].includes(camecaLayout(header.type)?.data ?? '');

const nothingRecorded = (header: CamecaHeader): boolean =>
  header.image === null ? !blocksOf(header) : header.image.planes === 0 || header.image.masses === 0;

async function readImage(
  blob: Blob,
  path: string,
  header: CamecaHeader,
  meta: { readonly [key: string]: Json },
  ctx: ReadContext,
): Promise<Dataset<typeof SimsImage>> {
  const layout = pixelLayout(blob, path, header);
  const { totals, emptyFrames } = await pixelTotals(layout, ctx);
  if (emptyFrames.length > 0) {
    ctx.warn(
      'sims/empty-frames',
      `${emptyFrames.length} of ${layout.frames} frames hold no count in any mass (frame ${emptyFrames.slice(0, 5).join(', ')}${emptyFrames.length > 5 ? ', …' : ''}): the acquisition was stopped; sums are unaffected`,
      path,
    );
  }
  return {
    kind: 'sims/image',
    title: header.analysisName || fileName(path),
    size: { frame: layout.frames, mass: layout.masses, y: layout.height, x: layout.width },
    variables: { counts: windowedPixels(layout) },
    conditions: {},
    meta: { ...meta, totals, emptyFrames },
  };
}

/** What the header says about the pixels, once it agrees with itself and with the size of the file. */
function pixelLayout(blob: Blob, path: string, header: CamecaHeader): PixelLayout {
  const { width, height, bytesPerPixel, masses, planes } = header.image as NonNullable<CamecaHeader['image']>;
  const where = `${path}: byte ${header.headerBytes - 84}`;
  const fix = 'the header is damaged: copy the file again from the instrument';
  const expected = header.headerBytes + width * height * bytesPerPixel * masses * planes;
  const sizes = `; expected ${expected} bytes and found ${blob.size}`;
  if (width < 1 || height < 1 || planes < 1) {
    throw inputError('sims/cameca-dimensions', `an image of ${width} x ${height} pixels and ${planes} planes can't be${sizes}`, {
      where,
      fix,
    });
  }
  if (bytesPerPixel !== 2 && bytesPerPixel !== 4) {
    throw inputError('sims/cameca-bytes-per-pixel', `${bytesPerPixel} bytes per pixel where 2 or 4 are possible${sizes}`, { where, fix });
  }
  if (masses !== header.masses.length) {
    throw inputError('sims/cameca-masses', `the image has ${masses} masses and the mass table ${header.masses.length}${sizes}`, {
      where,
      fix,
    });
  }
  if (expected !== blob.size)
    throw sizeError(path, `${planes} planes of ${masses} masses, ${width} x ${height} x ${bytesPerPixel} bytes`, expected, blob.size);
  return {
    blob,
    path,
    offset: header.headerBytes,
    frames: planes,
    masses,
    height,
    width,
    bytesPerPixel,
    littleEndian: header.littleEndian,
  };
}

async function readBlocks(
  blob: Blob,
  path: string,
  header: CamecaHeader,
  meta: { readonly [key: string]: Json },
  ctx: ReadContext,
): Promise<Dataset<typeof SimsDepthProfile | typeof SimsScan>[]> {
  if (blob.size > MAX_BLOCK_BYTES) throw sizeError(path, 'a profile or scan of at most', MAX_BLOCK_BYTES, blob.size);
  const series = parseBlocks(await bytesOf(blob, header.headerBytes, blob.size), header, path);
  if (series.every(({ axis }) => axis.length === 0)) {
    ctx.meta(meta);
    ctx.note('sims/no-data', 'the file holds the settings of a scan, but not one point of it', path);
    return [];
  }
  const lost = series.reduce((sum, { axis, values }) => sum + countNotFinite(axis) + countNotFinite(values), 0);
  if (lost > 0) ctx.warn('sims/not-finite', `${lost} values are no finite numbers`, path);
  const described = { title: header.analysisName || fileName(path), meta };
  if (header.type === BEAM_STABILITY) return traceDatasets(series, 'rate', described);
  if (camecaLayout(header.type)?.data === 'time') return depthDatasets(series, 'rate', described, ctx);
  // a trolley is stepped along its radius [mm]; the other scans are of a voltage
  if (!/trolley/i.test(header.analysisName)) return scanDatasets(series, 'voltage', described);
  return scanDatasets(
    series.map((one) => ({ ...one, axis: one.axis.map((mm) => mm / 1e3) })),
    'radius',
    described,
  );
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const countNotFinite = (values: Float64Array): number => values.reduce((n, v) => (Number.isFinite(v) ? n : n + 1), 0);

const bytesOf = async (blob: Blob, from: number, to: number): Promise<Uint8Array> =>
  new Uint8Array(await blob.slice(from, to).arrayBuffer());

const sizeError = (path: string, what: string, expected: number, found: number) =>
  inputError('file/size', `${what} needs ${expected} bytes: expected ${expected} bytes and found ${found}`, {
    where: `${path}: byte ${Math.min(expected, found)}`,
    fix: 'the file is cut short or its header is wrong: copy it again from the instrument',
  });

/** The keys of `meta` that the contract promises for every Cameca file. */
function describe(header: CamecaHeader): { readonly [key: string]: Json } {
  const image = header.image;
  return {
    fileVersion: header.version,
    fileType: header.type,
    endian: header.littleEndian ? 'LE' : 'BE',
    headerBytes: header.headerBytes,
    frames: header.frames,
    width: image?.width ?? null,
    height: image?.height ?? null,
    bytesPerPixel: image?.bytesPerPixel ?? null,
    masses: header.masses.map(({ label, mass, trolley }) => ({ label, mass, trolley })),
    totals: [],
    raster: header.raster,
    dwell: header.dwell,
    deadTime: header.deadTime,
    date: header.date,
    analysis: header.analysisName,
    comment: header.comment,
  };
}
