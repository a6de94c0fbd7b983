import { decodeText, defineReader, inputError, looksLikeText } from '@ionwalk/core';
import type { Dataset, Reader, ReadContext, Source } from '@ionwalk/core';
import { SimsDepthProfile } from '../kinds.ts';
import { iontofColumns, type IontofColumns } from './iontof-columns.ts';
import { cellNumber, firstOf, hasDecimalComma, readTextLines } from './text-lines.ts';

/**
 * ION-TOF SurfaceLab depth profile export (seen: 7.3), tab-delimited, inferred from files:
 * `# Profile Smoothing is …`; `#`, empty cells over the axes, names of the signals; m/z under them (`N/A` for a computed one); `#Data Point #`,
 * `Sputter Time (s)`, `Dose (ions)`, `Fluence (ions/cm^2)`, `Intensity` per signal; then rows, each with a tab at its end.
 * Intensities are counts with their dead time taken out, so not integers. Ratios that divide by zero are `inf`, a scan that wasn't finished is a
 * last row of zeros, and two signals may have one name.
 * Errors: `sims/iontof-header`, `sims/iontof-time`, `sims/iontof-empty`; warnings `sims/not-finite`, `sims/unfinished-scan`, `sims/row-skipped`.
 */
export const iontofAsciiReader: Reader<typeof SimsDepthProfile> = defineReader({
  id: 'iontof-ascii',
  title: 'ION-TOF SurfaceLab depth profile (text)',
  doc: 'Counts of every signal against the sputter time; ratio signals are kept.',
  produces: [SimsDepthProfile],
  extensions: ['txt'],
  options: {},
  sniff(peek) {
    if (!looksLikeText(peek.head)) return undefined;
    const text = decodeText(peek.head);
    const smoothing = /^#\s*Profile Smoothing is /.test(text);
    if (!smoothing && !/^#[^\n]*\bSputter Time \(/m.test(text)) return undefined;
    return {
      confidence: 'certain',
      reason: smoothing ? "first line '# Profile Smoothing is …' of SurfaceLab" : "a heading line with 'Sputter Time' of SurfaceLab",
    };
  },
  read,
});

async function* read(source: Source, _options: unknown, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsDepthProfile>> {
  const { path } = source.main;
  const { lines, complete } = await readTextLines(source, ctx);
  const columns = iontofColumns(lines, path);
  // the last line of a cut file may look whole where no tab ends a row
  if (!columns.trailingTab && !complete && lines.length > columns.headings) lines.pop();
  const { rows, notFinite } = readRows(lines, columns, path, ctx);
  const n = rows.length;
  const species = columns.signals.map(({ name }) => name);
  const values = new Float64Array(species.length * n);
  rows.forEach((row, i) => columns.signals.forEach(({ at }, s) => (values[s * n + i] = row[at] as number)));
  if (notFinite > 0) {
    ctx.warn('sims/not-finite', `${notFinite} cells are no finite numbers, as where a ratio divides by zero: they have no value`, path);
  }
  const last = rows.at(-1) as Float64Array;
  if (columns.signals.every(({ at }) => !((last[at] as number) > 0 && Number.isFinite(last[at])))) {
    ctx.warn('sims/unfinished-scan', 'the last row is all zeros: the last scan was not finished; it is kept', `${path}: row ${n}`);
  }
  const seen = new Set<string>();
  const repeated = [...new Set(species.filter((name) => seen.size === seen.add(name).size))];
  if (repeated.length > 0)
    ctx.note('sims/same-name', `more than one signal is called ${repeated.join(', ')}: each is a species of its own`, path);
  const axis = ({ at, factor }: { at: number; factor: number }) => ({
    values: Float64Array.from(rows, (row) => (row[at] as number) * factor),
  });
  const { time, depth, dose, fluence } = columns.axes;
  yield {
    kind: 'sims/depth-profile',
    title: path.slice(path.lastIndexOf('/') + 1),
    size: { species: species.length, time: n },
    variables: {
      time: axis(time),
      depth: depth && axis(depth),
      dose: dose && axis(dose),
      fluence: fluence && axis(fluence),
      counts: { values },
      rate: undefined,
      speciesTime: undefined,
      speciesDepth: undefined,
    },
    conditions: {},
    meta: {
      species,
      totals: species.map((_, s) => sumFinite(values.subarray(s * n, (s + 1) * n))),
      masses: columns.signals.map(({ name, mass }) => ({ label: name, mass })),
      comments: lines.slice(0, columns.headings - 3).map((line) => line.replace(/^#\s*/, '').trim()),
    },
  };
}

/** Whole rows only: one with a cell that is no number, too few cells or without its last tab is left out and said. */
function readRows(lines: readonly string[], columns: IontofColumns, path: string, ctx: ReadContext) {
  const { headings, width, axes, signals } = columns;
  const numeric = [...Object.values(axes).filter((axis) => axis !== undefined), ...signals].map(({ at }) => at);
  const comma = hasDecimalComma(lines.slice(headings));
  const rows: Float64Array[] = [];
  const skipped: number[] = [];
  let notFinite = 0;
  for (let i = headings; i < lines.length; i++) {
    if (i % 1000 === 0) ctx.signal.throwIfAborted();
    const line = lines[i] as string;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const cells = line.split('\t');
    let good = cells.length === width + (columns.trailingTab ? 1 : 0);
    const row = new Float64Array(good ? width : 0);
    let lost = 0;
    for (let k = 0; good && k < numeric.length; k++) {
      const at = numeric[k] as number;
      const value = cellNumber(cells[at] ?? '', comma);
      if (value === undefined || (at === axes.time.at && !Number.isFinite(value))) good = false;
      else {
        row[at] = value;
        if (!Number.isFinite(value)) lost++;
      }
    }
    if (!good) skipped.push(i + 1);
    else {
      rows.push(row);
      notFinite += lost;
    }
  }
  if (rows.length === 0) {
    const why = skipped.length > 0 ? `none of its ${skipped.length} rows is whole (line ${firstOf(skipped)})` : 'it ends after its heading';
    throw inputError('sims/iontof-empty', `the export holds no data row: ${why}; expected rows of ${width} cells`, {
      where: `${path}:${headings + 1}`,
      fix: 'export the profile again from SurfaceLab',
    });
  }
  if (skipped.length > 0) {
    ctx.warn(
      'sims/row-skipped',
      `${skipped.length} rows are cut short or hold a cell that is no number, and are left out: line ${firstOf(skipped)}`,
      path,
    );
  }
  return { rows, notFinite };
}

const sumFinite = (values: Float64Array): number => values.reduce((sum, v) => (Number.isFinite(v) ? sum + v : sum), 0);
