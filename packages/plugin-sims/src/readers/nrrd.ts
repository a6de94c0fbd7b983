import { defineReader, inputError, type Dataset, type Reader, type ReadContext, type Source } from '@ionwalk/core';
import { SimsImage } from '../kinds.ts';
import { sliceBlob } from './tiff/blob-bytes.ts';
import type { StackOrder } from './tiff/stack-order.ts';
import { stackTotals } from './tiff/stack-totals.ts';
import type { RasterPage, SampleType } from './tiff/tiff-page.ts';
import { TiffPixels } from './tiff/tiff-pixels.ts';
import { windowedStack } from './tiff/windowed-stack.ts';

const OPTIONS = { pixel: { type: 'number', unit: 'm', min: 1e-12, max: 1, title: 'Edge of a pixel' } } as const;

const TYPES: readonly (readonly [RegExp, SampleType, number])[] = [
  [/^(uchar|unsigned char|uint8(_t)?)$/, 'u8', 1],
  [/^(signed char|int8(_t)?)$/, 'i8', 1],
  [/^(ushort|unsigned short( int)?|uint16(_t)?)$/, 'u16', 2],
  [/^((signed )?short( int)?|int16(_t)?)$/, 'i16', 2],
  [/^(uint|unsigned int|uint32(_t)?)$/, 'u32', 4],
  [/^((signed )?int|int32(_t)?)$/, 'i32', 4],
  [/^float$/, 'f32', 4],
  [/^double$/, 'f64', 8],
];
const MAX_HEADER = 1 << 20;
/** More planes than a stack can have: each is remembered. */
const MAX_PLANES = 1 << 20;

/**
 * NRRD as OpenMIMS writes it: lines of text up to an empty one, then the raw numbers. `NRRD0004`; `type`, `encoding: raw`, `endian`, `sizes: width
 * height images masses` (the first changes fastest; fewer axes are one mass or one image), `Mims_mass_symbols:=` and `Mims_mass_numbers:=` with a
 * label per mass. Format: teem.sourceforge.net/nrrd; the fields of OpenMIMS as its files show them.
 * Errors: `sims/nrrd-header`, `sims/nrrd-kind` (packed, detached, more axes), `file/size`.
 */
export const nrrdReader: Reader<typeof SimsImage, typeof OPTIONS> = defineReader({
  id: 'nrrd',
  title: 'NRRD image stack (OpenMIMS)',
  doc: 'Raw numbers behind a text header, read window by window.',
  produces: [SimsImage],
  extensions: ['nrrd'],
  options: OPTIONS,
  sniff: (peek) =>
    /^NRRD000\d$/.test(ascii(peek.head.subarray(0, 8))) ? { confidence: 'likely', reason: "magic bytes 'NRRD000'" } : undefined,
  read,
});

async function* read(
  source: Source,
  options: { readonly pixel: number | undefined },
  ctx: ReadContext,
): AsyncIterable<Dataset<typeof SimsImage>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  const head = await sliceBlob(blob, 0, Math.min(blob.size, MAX_HEADER), path);
  const { fields, offset } = readHeader(head, path);
  const field = (name: string): string => fields.get(name) ?? '';
  const type = TYPES.find(([pattern]) => pattern.test(field('type')));
  const sizes = field('sizes').split(/\s+/).map(Number);
  const [width = 0, height = 0, images = 1, masses = 1] = sizes;
  if (!type || sizes.length < 2 || !sizes.every((n) => Number.isSafeInteger(n) && n >= 1) || images * masses > MAX_PLANES) {
    throw refuse(
      'sims/nrrd-header',
      `type '${field('type').slice(0, 40)}' and sizes '${field('sizes').slice(0, 80)}' are no image`,
      `${path}:1`,
    );
  }
  if (field('encoding') !== 'raw' || fields.has('data file') || fields.has('datafile') || sizes.length > 4) {
    const what =
      fields.has('data file') || fields.has('datafile')
        ? 'numbers in another file'
        : sizes.length > 4
          ? `${sizes.length} axes`
          : `encoding '${field('encoding').slice(0, 40)}'`;
    throw refuse(
      'sims/nrrd-kind',
      `an NRRD with ${what} isn't read: only raw numbers behind their header, of up to four axes`,
      `${path}:1`,
    );
  }
  const [, sample, bytes] = type;
  const planeBytes = width * height * bytes;
  const expected = offset + planeBytes * images * masses;
  if (expected !== blob.size) {
    throw inputError(
      'file/size',
      `${masses} masses of ${images} images, ${width} x ${height} x ${bytes} bytes: expected ${expected} bytes and found ${blob.size}`,
      {
        where: `${path}: byte ${Math.min(expected, blob.size)}`,
        fix: 'the file is cut short or its header is wrong: copy or export it again',
      },
    );
  }
  const page = (at: number): RasterPage => ({
    width,
    height,
    type: sample,
    bytesPerSample: bytes,
    littleEndian: field('endian') !== 'big',
    compression: 'none',
    predictor: 1,
    blockWidth: width,
    blockHeight: height,
    across: 1,
    tiled: false,
    offsets: Float64Array.of(at),
    byteCounts: Float64Array.of(planeBytes),
  });
  const pages = Array.from({ length: images * masses }, (_, i) => page(offset + i * planeBytes));
  // one mass after the other, each with all its images
  const order: StackOrder = { labels: labelsOf(fields, masses), frames: images, perFrame: 1, perMass: images };
  const pixels = new TiffPixels(blob, path, pages);
  const first = pages[0] as RasterPage;
  const { totals, emptyFrames, notFinite, negative } = await stackTotals(pixels, first, order, ctx);
  if (notFinite > 0)
    ctx.warn('sims/not-finite', `${notFinite} pixels are no finite numbers: they have no value, and totals are without them`, path);
  if (negative > 0) ctx.warn('sims/negative-counts', `${negative} pixels are negative, which counts never are`, path);
  yield {
    kind: 'sims/image',
    title: field('mims_sample_name') || path.slice(path.lastIndexOf('/') + 1),
    size: { frame: images, mass: masses, y: height, x: width },
    variables: { counts: windowedStack(pixels, first, order, path) },
    conditions: {},
    meta: {
      endian: first.littleEndian ? 'LE' : 'BE',
      sampleType: sample,
      bytesPerPixel: bytes,
      frames: images,
      width,
      height,
      masses: order.labels.map((label) => ({ label, mass: 0, trolley: null })),
      totals,
      emptyFrames,
      raster: options.pixel === undefined ? null : options.pixel * width,
      dwell: null,
      deadTime: order.labels.map(() => null),
      date: `${field('mims_date')} ${field('mims_hour')}`.trim(),
      header: Object.fromEntries(fields),
    },
  };
}

/** Fields (`name: value`) and pairs (`name:=value`) by their name in small letters, and where the numbers begin. */
function readHeader(head: Uint8Array, path: string): { fields: Map<string, string>; offset: number } {
  const fields = new Map<string, string>();
  for (let from = 0, line = 1; from < head.length; line++) {
    const end = head.indexOf(10, from);
    if (end < 0) break;
    const text = new TextDecoder().decode(head.subarray(from, end)).trimEnd();
    from = end + 1;
    if (line === 1 && !/^NRRD000\d$/.test(text)) break;
    if (text === '') return { fields, offset: from };
    const at = text.indexOf(':');
    if (line > 1 && at > 0 && !text.startsWith('#'))
      fields.set(text.slice(0, at).trim().toLowerCase(), text.slice(at + (text[at + 1] === '=' ? 2 : 1)).trim());
  }
  throw refuse('sims/nrrd-header', 'the header has no end: an empty line before the numbers is missing', `${path}: byte ${head.length}`);
}

/** Symbols where there is one per mass, else the mass numbers, else blank. */
function labelsOf(fields: ReadonlyMap<string, string>, masses: number): string[] {
  for (const name of ['mims_mass_symbols', 'mims_mass_numbers']) {
    const labels = (fields.get(name) ?? '').split(/\s+/).filter((label) => label !== '');
    if (labels.length === masses) return labels;
  }
  return Array.from({ length: masses }, () => '');
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const refuse = (code: string, message: string, where: string) =>
  inputError(code, message, { where, fix: 'save it again as a raw NRRD with its header, or as a TIFF' });
