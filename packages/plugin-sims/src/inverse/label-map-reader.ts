import { decodeText, defineReader, inputError, looksLikeText } from '@ionwalk/core';
import type { Dataset, Reader, ReadContext, Source } from '@ionwalk/core';
import { isIntegerTable, readLabelCsv } from './label-csv.ts';
import { isNpy, readNpy } from './label-npy.ts';
import { isPng, mayHoldLabels, readGreyPng } from './label-png.ts';
import { SimsLabelMap } from './label-map.ts';

/** One label per pixel of an image, not a stack. */
const MAX_BYTES = 1 << 28;

/**
 * Label maps: CSV (one line of integers per row of pixels, no header; `,` `;` tab or blanks), 8- or 16-bit grey PNG (not interlaced), `.npy` of
 * integers or whole numbers, two dimensions. A TIFF is read as an image. Matches are never certain: a table of integers may be anything.
 */
export const labelMapReader: Reader<typeof SimsLabelMap> = defineReader({
  id: 'label-map',
  title: 'Grain label map (CSV, PNG, .npy)',
  doc: 'One positive integer per pixel for the grain it belongs to, 0 where it was not indexed.',
  produces: [SimsLabelMap],
  extensions: ['csv', 'txt', 'png', 'npy'],
  options: {},
  sniff(peek) {
    if (mayHoldLabels(peek.head)) return { confidence: 'possible', reason: 'a grey PNG image, which may hold grain labels' };
    if (isNpy(peek.head)) return { confidence: 'possible', reason: "magic bytes '\\x93NUMPY' of an array, which may hold grain labels" };
    if (looksLikeText(peek.head) && isIntegerTable(decodeText(peek.head), peek.size > peek.head.length))
      return { confidence: 'possible', reason: 'rows of whole numbers without a header, as a label map has' };
    return undefined;
  },
  read,
});

async function* read(source: Source, _options: unknown, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsLabelMap>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  if (blob.size > MAX_BYTES) {
    throw inputError('sims/label-file-size', `${blob.size} bytes are too many for a label map`, {
      where: path,
      fix: 'export one number per pixel, or crop the map to the image',
    });
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const { width, height, values } = isPng(bytes)
    ? await readGreyPng(bytes, path)
    : isNpy(bytes)
      ? readNpy(bytes, path)
      : readLabelCsv(decodeText(bytes), path);
  ctx.signal.throwIfAborted();
  yield {
    kind: 'sims/label-map',
    title: path.slice(path.lastIndexOf('/') + 1),
    size: { y: height, x: width },
    variables: { label: { values } },
    conditions: {},
    meta: { grains: new Set(values.filter((v) => v !== 0)).size },
  };
}
