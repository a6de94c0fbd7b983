import { decodeText, defineReader, inputError, looksLikeText } from '@ionwalk/core';
import type { Dataset, Reader, ReadContext, Source } from '@ionwalk/core';
import { SimsDepthProfile, SimsScan } from '../kinds.ts';
import { asciiColumns, delimiterOf, splitCells, type AsciiColumn } from './cameca-ascii-columns.ts';
import { asciiSections, bareLine } from './cameca-ascii-sections.ts';
import { depthDatasets, scanDatasets, type Series } from './depth-datasets.ts';
import { cellNumber, firstOf, hasDecimalComma, readTextLines } from './text-lines.ts';

/** Lines between DATA START and the first row: a blank one, the file, the species, the units. */
const MAX_HEADINGS = 20;
/** More species than any instrument is set to. */
const MAX_COLUMNS = 1000;
const START = /^\*\*\* DATA START \*\*\*/;
const END = /^\*\*\* DATA END \*\*\*/;

/**
 * Cameca star-section text export (`.dp_rpc_asc`, `.nrj_asc`): sections between lines `*** DATA FILES ***`, `*** DATA START ***`, `*** DATA END ***`,
 * `*** ACQUISITION PARAMETERS ***` and so on; Latin-1; a `# ` may stand before every line that is no row. After DATA START: a blank line, the
 * name of the file, the species, the units, then rows of tabs, semicolons (one may end the row) or blanks. Every species has its own times,
 * and where these end sooner, empty cells. Nothing is interpolated: species of different times are datasets of their own.
 * Errors: `sims/ascii-section`, `sims/ascii-columns`, `sims/ascii-empty`; warnings `sims/row-skipped`, `sims/not-finite`, `sims/ascii-cut`, `sims/column-skipped`.
 */
export const camecaAsciiReader: Reader<typeof SimsDepthProfile | typeof SimsScan> = defineReader({
  id: 'cameca-ascii',
  title: 'Cameca IMS text export (star sections)',
  doc: 'Depth profiles and energy scans, each species with its own times.',
  produces: [SimsDepthProfile, SimsScan],
  extensions: ['asc', 'dp_rpc_asc', 'dp_asc', 'nrj_asc', 'txt'],
  options: {},
  sniff(peek) {
    // only the beginning must be text: fields of the settings hold bytes of memory
    const start = peek.head.subarray(0, 256);
    if (!looksLikeText(start)) return undefined;
    const first = decodeText(start)
      .split('\n')
      .map(bareLine)
      .find((line) => line !== '');
    return first !== undefined && /^\*\*\* DATA (FILES|START) \*\*\*/.test(first)
      ? { confidence: 'certain', reason: `first line '${first.slice(0, 24)}' of a Cameca text export` }
      : undefined;
  },
  read,
});

async function* read(
  source: Source,
  _options: unknown,
  ctx: ReadContext,
): AsyncIterable<Dataset<typeof SimsDepthProfile | typeof SimsScan>> {
  const { path } = source.main;
  const { lines, complete } = await readTextLines(source, ctx);
  const start = lines.findIndex((line) => START.test(bareLine(line)));
  if (start < 0) throw refuse('sims/ascii-section', "the line '*** DATA START ***' is missing", `${path}:${lines.length}`);
  const end = lines.findIndex((line, i) => i > start && END.test(bareLine(line)));
  if (end < 0)
    ctx.warn(
      'sims/ascii-cut',
      "the line '*** DATA END ***' is missing: the export was cut; its whole rows are read",
      `${path}:${lines.length}`,
    );
  // the last line of a cut file may be half a row that looks whole
  const body = lines.slice(0, end < 0 ? lines.length - (complete ? 0 : 1) : end);
  const units = body.slice(0, start + MAX_HEADINGS).findIndex((line, i) => i > start && asciiColumns('', strip(line)).columns.length > 0);
  if (units < 0)
    throw refuse('sims/ascii-columns', 'the data section names no time and intensity, such as Time[s] and I[c/s]', `${path}:${start + 1}`);
  const heading = strip(body[units] as string);
  const { columns, ignored } = asciiColumns(strip(body[units - 1] ?? ''), heading);
  if (ignored.length > 0)
    ctx.warn('sims/column-skipped', `columns that are no counts are left out: ${ignored.slice(0, 5).join(', ')}`, `${path}:${units + 1}`);
  if (columns.length > MAX_COLUMNS)
    throw refuse('sims/ascii-columns', `${columns.length} species are more than can be (${MAX_COLUMNS})`, `${path}:${units + 1}`);
  const series = readSeries(body, units, columns, delimiterOf(heading), path, ctx);
  const sections = asciiSections(lines, start, end);
  const described = {
    title:
      bareLine(body.slice(start + 1, Math.max(start + 1, units - 1)).find((line) => bareLine(line) !== '') ?? '') ||
      path.slice(path.lastIndexOf('/') + 1),
    meta: {
      header: sections,
      date: [sections['DATA FILES']?.['Analysis date'], sections['DATA FILES']?.['Analysis time']].filter(Boolean).join(' '),
    },
  };
  for (const [axis, quantity] of [
    ['time', 'rate'],
    ['time', 'counts'],
    ['voltage', 'rate'],
  ] as const) {
    const chosen = series.filter(({ column }) => column.axis.kind === axis && column.quantity === quantity);
    if (chosen.length === 0) continue;
    yield* axis === 'time' ? depthDatasets(chosen, quantity, described, ctx) : scanDatasets(chosen, 'voltage', described);
  }
}

/** A line without the `# ` that may stand before it; blanks inside and at the end matter to its columns. */
const strip = (line: string): string => line.replace(/^#\s?/, '');

/** The points of each species: those of its rows that are whole. An empty group of cells is the end of that species, not a fault. */
function readSeries(
  body: readonly string[],
  units: number,
  columns: readonly AsciiColumn[],
  delimiter: string,
  path: string,
  ctx: ReadContext,
): (Series & { column: AsciiColumn })[] {
  const comma = delimiter !== ',' && hasDecimalComma(body.slice(units + 1));
  const points = columns.map(() => ({ axis: [] as number[], values: [] as number[], depth: [] as number[] }));
  const skipped: number[] = [];
  let notFinite = 0;
  for (let i = units + 1; i < body.length; i++) {
    if (i % 1000 === 0) ctx.signal.throwIfAborted();
    const line = strip(body[i] as string);
    if (line.trim() === '') continue;
    const cells = splitCells(line, delimiter);
    let bad = false;
    columns.forEach((column, c) => {
      const [axis, value, depth] = [
        cells[column.axis.at] ?? '',
        cells[column.at] ?? '',
        column.depth ? (cells[column.depth.at] ?? '') : undefined,
      ];
      if (axis === '' && value === '' && !depth) return;
      const [x, y, z] = [cellNumber(axis, comma), cellNumber(value, comma), depth === undefined ? 0 : cellNumber(depth, comma)];
      if (x === undefined || y === undefined || z === undefined || !Number.isFinite(x)) {
        bad = true;
        return;
      }
      const into = points[c] as (typeof points)[number];
      into.axis.push(x * column.axis.factor);
      into.values.push(y * column.factor);
      if (column.depth) into.depth.push(z * column.depth.factor);
      if (!Number.isFinite(y) || !Number.isFinite(z)) notFinite++;
    });
    if (bad) skipped.push(i + 1);
  }
  if (points.every(({ axis }) => axis.length === 0)) {
    const why = skipped.length > 0 ? `none of its ${skipped.length} rows is whole (line ${firstOf(skipped)})` : 'it ends after its heading';
    throw refuse('sims/ascii-empty', `the data section holds no row: ${why}`, `${path}:${units + 2}`);
  }
  if (skipped.length > 0)
    ctx.warn(
      'sims/row-skipped',
      `${skipped.length} rows hold a cell that is no number, which is left out with its species: line ${firstOf(skipped)}`,
      path,
    );
  if (notFinite > 0) ctx.warn('sims/not-finite', `${notFinite} cells are no finite numbers: they have no value`, path);
  return columns.map((column, c) => {
    const { axis, values, depth } = points[c] as (typeof points)[number];
    return {
      column,
      species: column.species,
      axis: Float64Array.from(axis),
      values: Float64Array.from(values),
      depth: column.depth && Float64Array.from(depth),
    };
  });
}

const refuse = (code: string, message: string, where: string) =>
  inputError(code, message, { where, fix: 'export the measurement again as text from the instrument software' });
