import { defineReader, inputError, type Dataset, type Json, type Reader, type ReadContext, type Source } from '@ionwalk/core';
import { SimsImage } from '../kinds.ts';
import { checkWindow } from './check-window.ts';
import { BlockTree, MAGIC, ROOT } from './iontof/block-tree.ts';
import { propertyNumber } from './iontof/key-value.ts';
import { massIntervals, type MassInterval } from './iontof/mass-intervals.ts';
import { parseRanges } from './iontof/parse-ranges.ts';
import { hasEvents, rawEvents } from './iontof/raw-events.ts';
import { scanImages } from './iontof/scan-images.ts';

const OPTIONS = {
  masses: {
    type: 'text',
    default: '',
    title: 'Ranges of masses',
    doc: 'Of an .itm file, in u: 6Li=5.99..6.04,7Li=6.99..7.05; default the peaks that the file lists.',
  },
} as const;

/**
 * ION-TOF SurfaceLab 6 images: `.ita` with its images per signal and scan, `.itm` with its events, which are sorted into ranges of masses. The tree of
 * blocks and the names in it are as the pySPM project (Apache-2.0) found them; the vendor documents neither, and no real file was at hand: what is
 * tested are files written after that description. SurfaceLab 7 (`.itax`, `.itmx`) and spectra (`.its`) are refused by name.
 * `meta.pulses` is the number of primary pulses per pixel and scan, which a dead time of one ion per pulse needs.
 * Errors: `sims/iontof-*`, `file/truncated`; warnings `sims/unfinished-scan`, `sims/empty-frames`.
 */
export const iontofBinaryReader: Reader<typeof SimsImage, typeof OPTIONS> = defineReader({
  id: 'iontof-binary',
  title: 'ION-TOF SurfaceLab image (.ita, .itm)',
  doc: 'Images per signal and scan, or the events of a measurement in ranges of masses.',
  produces: [SimsImage],
  extensions: ['ita', 'itm', 'itax', 'itmx', 'its'],
  options: OPTIONS,
  sniff(peek) {
    if (MAGIC.split('').some((letter, i) => peek.head[i] !== letter.charCodeAt(0))) return undefined;
    return { confidence: 'certain', reason: `magic bytes '${MAGIC}' of an ION-TOF block file` };
  },
  read,
});

interface Planes {
  readonly scans: number;
  readonly signals: readonly MassInterval[];
  plane(scan: number, signal: number): Promise<Float64Array>;
}

async function* read(source: Source, options: { readonly masses: string }, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsImage>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  const tree = new BlockTree(blob, path);
  const magic = String.fromCharCode(...(await tree.bytes.read(0, 8)));
  if (magic !== MAGIC)
    throw inputError('sims/iontof-start', `the file doesn't begin with '${MAGIC}'`, { where: `${path}: byte 0`, fix: EXPORT });
  const names = (await tree.list(ROOT)).map(({ name }) => name);
  if (names.includes('CommonDataObjects')) {
    throw inputError('sims/iontof-kind', 'files of SurfaceLab 7 (.itax, .itmx) have another layout, which is not known', {
      where: path,
      fix: EXPORT,
    });
  }
  const resolution = await propertyNumber(tree, 'Registration.Raster.Resolution');
  const field = await propertyNumber(tree, 'Registration.Raster.FieldOfView');
  const shots = await propertyNumber(tree, 'Registration.Raster.ShotsPerPixel');
  const pixels = {
    width: (await tree.uint32('Meta/SI Image/res_x')) ?? resolution?.whole,
    height: (await tree.uint32('Meta/SI Image/res_y')) ?? resolution?.whole,
  };
  const raster = (await tree.float64('Meta/SI Image/fieldofview')) ?? field?.real;
  const intervals = await massIntervals(tree);
  const images = options.masses === '' ? await scanImages(tree, intervals, pixels, ctx) : undefined;
  const [width, height] = [images?.width ?? pixels.width ?? 0, images?.height ?? pixels.height ?? 0];
  const planes: Planes = images ?? (await eventPlanes(tree, options.masses, intervals, width, height, ctx));
  if (images && images.scansPerPlane > 1)
    ctx.note('sims/iontof-sums', 'the file keeps the sum over its scans only: dead time and drift of single scans are lost', path);
  const { totals, emptyFrames } = await totalsOf(planes, ctx);
  const size = [planes.scans, planes.signals.length, height, width];
  yield {
    kind: 'sims/image',
    title: path.slice(path.lastIndexOf('/') + 1),
    size: { frame: planes.scans, mass: planes.signals.length, y: height, x: width },
    variables: {
      counts: {
        type: 'uint32',
        async read(start, count, into) {
          const out = checkWindow(size, start, count, into, path);
          const [f0, m0, y0, x0] = start as [number, number, number, number];
          const [nf, nm, ny, nx] = count as [number, number, number, number];
          let at = 0;
          for (let f = f0; f < f0 + nf; f++) {
            for (let m = m0; m < m0 + nm; m++) {
              const plane = await planes.plane(f, m);
              for (let y = y0; y < y0 + ny; y++, at += nx) out.set(plane.subarray(y * width + x0, y * width + x0 + nx), at);
            }
          }
          return out;
        },
      },
    },
    conditions: {},
    meta: {
      frames: planes.scans,
      width,
      height,
      masses: planes.signals.map(({ label, mass, low, high }): Json => ({ label, mass, low, high, trolley: null })),
      totals,
      emptyFrames,
      raster: raster !== undefined && raster > 0 && raster < 1 ? raster : null,
      dwell: null,
      deadTime: planes.signals.map(() => null),
      pulses: shots !== undefined && shots.whole > 0 && shots.whole < 1e9 ? shots.whole * (images?.scansPerPlane ?? 1) : null,
    },
  };
}

/** The events of a measurement as images; the last scan that was sorted is kept, as its masses are asked for in turn. */
async function eventPlanes(
  tree: BlockTree,
  masses: string,
  intervals: readonly MassInterval[],
  width: number,
  height: number,
  ctx: ReadContext,
): Promise<Planes> {
  const { path } = tree.bytes;
  if (!(await hasEvents(tree))) {
    throw inputError('sims/iontof-kind', 'the file holds neither images nor events: a spectrum or another measurement', {
      where: path,
      fix: EXPORT,
    });
  }
  const signals = masses === '' ? intervals.filter(({ id, low, high }) => id > 1 && high > low) : parseRanges(masses);
  if (signals.length === 0) {
    throw inputError('sims/iontof-masses', 'the file lists no peaks, so its events belong to no mass', {
      where: path,
      fix: 'give ranges of masses in u: --reader-option masses=6Li=5.99..6.04,7Li=6.99..7.05',
    });
  }
  if (!(width >= 1 && height >= 1 && width <= MOST_EDGE && height <= MOST_EDGE)) {
    throw inputError('sims/iontof-size', `images of ${width} x ${height} pixels can't be`, { where: path, fix: EXPORT });
  }
  const events = await rawEvents(tree, signals, width, height, ctx);
  if (!events) throw inputError('sims/iontof-events', 'the measurement holds no events', { where: path, fix: EXPORT });
  let last: { readonly scan: number; readonly planes: Promise<Float64Array[]> } | undefined;
  return {
    scans: events.scans,
    signals,
    async plane(scan, signal) {
      if (last?.scan !== scan) last = { scan, planes: events.planes(scan) };
      return (await last.planes)[signal] as Float64Array;
    },
  };
}

async function totalsOf(planes: Planes, ctx: ReadContext): Promise<{ totals: number[]; emptyFrames: number[] }> {
  const totals = planes.signals.map(() => 0);
  const emptyFrames: number[] = [];
  for (let f = 0; f < planes.scans; f++) {
    ctx.signal.throwIfAborted();
    ctx.progress(f / planes.scans, 'totals');
    let any = 0;
    for (let m = 0; m < totals.length; m++) {
      const sum = (await planes.plane(f, m)).reduce((a, n) => a + n, 0);
      totals[m] = (totals[m] as number) + sum;
      any += sum;
    }
    if (any === 0) emptyFrames.push(f);
  }
  if (emptyFrames.length > 0 && emptyFrames.length < planes.scans)
    ctx.warn('sims/empty-frames', `${emptyFrames.length} of ${planes.scans} scans hold no count in any mass: sums are unaffected`);
  return { totals, emptyFrames };
}

const MOST_EDGE = 1 << 13;
const EXPORT = 'open it in SurfaceLab and export the images as text (with coordinates), or the profile';
