import { decodeText, defineReader, inputError, looksLikeText } from '@ionwalk/core';
import type { Dataset, Reader, ReadContext, Source } from '@ionwalk/core';
import { SimsRoiPlanes, SimsRoiTable } from '../kinds.ts';
import { cellNumber, firstOf, readTextLines } from './text-lines.ts';

const PER_ROI = /^#\s*i\tXi\tYi\tMEANi\tPoiss_Ei\b/;
const PER_PLANE = /^#\s*cell\tMEAN1\tPoiss_E1\b/;

/**
 * Look@NanoSIMS tables, tab-delimited, inferred from files. Line 1 of both: `# ` folder of the image, ` : ` species or ratio.
 * `.dac`, a row per region of interest: `# i Xi Yi MEANi Poiss_Ei Poiss_%Ei SIZEi PIXELSi LWratio`; MEAN is the sum of counts or the ratio, X and
 * Y are pixels, SIZE is the diameter of a circle of the same area (um). `-z.dat`, a row per plane: `# cell MEAN1 Poiss_E1 MEAN2 …`, a line of
 * `# plane IPOL=…`, then the plane and a value and its Poisson error per region.
 * Errors: `sims/look-empty`; warnings `sims/not-finite`, `sims/row-skipped`.
 */
export const lookTableReader: Reader<typeof SimsRoiTable | typeof SimsRoiPlanes> = defineReader({
  id: 'look-table',
  title: 'Look@NanoSIMS table',
  doc: 'Counts or a ratio per region of interest (.dac), or per region and plane (-z.dat), with Poisson errors.',
  produces: [SimsRoiTable, SimsRoiPlanes],
  extensions: ['dac', 'dat'],
  options: {},
  sniff(peek) {
    if (!looksLikeText(peek.head)) return undefined;
    const kind = kindOf(decodeText(peek.head).split('\n'));
    return kind && { confidence: 'certain', reason: `heading line of a Look@NanoSIMS table per ${kind.perPlane ? 'plane' : 'region'}` };
  },
  read,
});

function kindOf(lines: readonly string[]): { readonly heading: number; readonly perPlane: boolean } | undefined {
  for (let i = 0; i < Math.min(lines.length, 5); i++) {
    const line = lines[i] as string;
    if (PER_ROI.test(line) || PER_PLANE.test(line)) return { heading: i, perPlane: PER_PLANE.test(line) };
  }
  return undefined;
}

async function* read(
  source: Source,
  _options: unknown,
  ctx: ReadContext,
): AsyncIterable<Dataset<typeof SimsRoiTable | typeof SimsRoiPlanes>> {
  const { path } = source.main;
  const { lines, complete } = await readTextLines(source, ctx);
  const kind = kindOf(lines);
  if (!kind) throw empty(path, 1, "no heading line '# i Xi Yi MEANi …' or '# cell MEAN1 …'");
  const names = (lines[kind.heading] as string).replace(/^#\s*/, '').trimEnd().split('\t');
  if (kind.perPlane && names.length % 2 === 0) throw empty(path, kind.heading + 1, 'its heading is cut: a region has a MEAN and a Poiss_E');
  const columns = readColumns(lines, kind.heading, names, complete, kind.perPlane ? isError : (i) => i === 4, path, ctx);
  const first = lines[0] as string;
  const species = kind.heading > 0 ? first.slice(first.lastIndexOf(':') + 1).trim() : '';
  const shared = { title: path.slice(path.lastIndexOf('/') + 1), conditions: {}, meta: { species: [species], image: imageOf(first) } };
  yield kind.perPlane ? perPlane(columns, shared) : perRoi(columns, names, shared);
}

const isError = (column: number): boolean => column > 0 && column % 2 === 0;
const imageOf = (line: string): string =>
  line
    .slice(0, Math.max(0, line.lastIndexOf(':')))
    .replace(/^#\s*/, '')
    .trim();

type Shared = Pick<Dataset, 'title' | 'conditions' | 'meta'>;

function perRoi(columns: readonly Float64Array[], names: readonly string[], shared: Shared): Dataset<typeof SimsRoiTable> {
  const of = (name: string, factor = 1) => {
    const column = columns[names.indexOf(name)];
    return column && { values: factor === 1 ? column : column.map((v) => v * factor) };
  };
  return {
    ...shared,
    kind: 'sims/roi-table',
    size: { roi: (columns[0] as Float64Array).length },
    variables: {
      value: { values: columns[3] as Float64Array, sigma: columns[4] as Float64Array },
      x: of('Xi'),
      y: of('Yi'),
      size: of('SIZEi', 1e-6),
      pixels: of('PIXELSi'),
      aspect: of('LWratio'),
    },
  };
}

function perPlane(columns: readonly Float64Array[], shared: Shared): Dataset<typeof SimsRoiPlanes> {
  const plane = columns[0] as Float64Array;
  const rois = (columns.length - 1) >> 1;
  const values = new Float64Array(rois * plane.length);
  const sigma = new Float64Array(rois * plane.length);
  for (let roi = 0; roi < rois; roi++) {
    values.set(columns[1 + 2 * roi] as Float64Array, roi * plane.length);
    sigma.set(columns[2 + 2 * roi] as Float64Array, roi * plane.length);
  }
  return {
    ...shared,
    kind: 'sims/roi-planes',
    size: { roi: rois, plane: plane.length },
    variables: { plane: { values: plane }, value: { values, sigma } },
  };
}

/** Columns of the whole rows; a row that is cut, holds a cell that is no number or a negative error is left out and said. */
function readColumns(
  lines: readonly string[],
  heading: number,
  names: readonly string[],
  complete: boolean,
  isSigma: (column: number) => boolean,
  path: string,
  ctx: ReadContext,
): Float64Array[] {
  const width = names.length;
  const rows: (number | undefined)[][] = [];
  const skipped: number[] = [];
  let notFinite = 0;
  for (let i = heading + 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const cells = line.trimEnd().split('\t');
    const row = cells.map((cell) => cellNumber(cell));
    const cut = i === lines.length - 1 && !complete;
    const bad = row.findIndex((v, c) => v === undefined || (isSigma(c) && v < 0) || (c === 0 && !Number.isFinite(v)));
    if (cells.length !== width || width < 3 || cut || bad >= 0) {
      skipped.push(i + 1);
      continue;
    }
    notFinite += row.filter((v) => !Number.isFinite(v)).length;
    rows.push(row);
  }
  if (rows.length === 0) {
    throw empty(
      path,
      heading + 1,
      skipped.length > 0 ? `none of its ${skipped.length} rows is whole (line ${firstOf(skipped)})` : 'it has no rows',
    );
  }
  if (skipped.length > 0)
    ctx.warn(
      'sims/row-skipped',
      `${skipped.length} rows are cut short or hold a cell that can't be, and are left out: line ${firstOf(skipped)}`,
      path,
    );
  if (notFinite > 0) ctx.warn('sims/not-finite', `${notFinite} cells are no finite numbers: they have no value`, path);
  return names.map((_, c) => Float64Array.from(rows, (row) => row[c] as number));
}

const empty = (path: string, line: number, why: string) =>
  inputError('sims/look-empty', `the Look@NanoSIMS table can't be read: ${why}`, {
    where: `${path}:${line}`,
    fix: 'export the table again from Look@NanoSIMS',
  });
