import { convertUnit, decodeText, defineReader, inputError, looksLikeText, readDelimitedTable, toNumber } from '@ionwalk/core';
import type { Dataset, DelimitedTable, Reader, ReadContext, Source, TableColumn } from '@ionwalk/core';
import { SimsProfile } from '../kinds.ts';
import { parseSpecies } from '../species/parse-species.ts';

/** A profile is a table of rows, not an image: more text than this is something else. */
const MAX_BYTES = 1 << 27;

/**
 * Plain profile: CSV or TSV, `#` comments, a header line whose first column is `depth` or `position` with its length unit in parentheses,
 * then counts per nuclide (`6Li`, `7Li`) or `fraction` and, optionally, `sigma`.
 * Refused (exit 3): `sims/profile-unit`, `-empty`, `-ragged`, `-cell`, `-negative`, `-zero`, `-columns`.
 */
export const textProfileReader: Reader<typeof SimsProfile> = defineReader({
  id: 'text',
  title: 'Plain SIMS profile (CSV, TSV)',
  doc: 'First column depth or position with a unit in parentheses, then counts per nuclide, or fraction and sigma.',
  produces: [SimsProfile],
  extensions: ['csv', 'tsv', 'txt', 'dat'],
  options: {},
  sniff(peek) {
    if (!looksLikeText(peek.head)) return undefined;
    const columns = readDelimitedTable(decodeText(peek.head)).columns;
    const kind = columnsOf(columns);
    if (!kind) return undefined;
    return {
      confidence: 'likely',
      reason: `header line with '${columns[0]?.name ?? ''}' and ${kind.fraction >= 0 ? 'a fraction' : 'nuclides'}`,
    };
  },
  read,
});

async function* read(source: Source, _options: unknown, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsProfile>> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  if (blob.size > MAX_BYTES)
    throw refuse('sims/profile-size', `${blob.size} bytes are too many for a profile`, path, 'give a table of rows');
  const table = readDelimitedTable(decodeText(new Uint8Array(await blob.arrayBuffer())));
  ctx.signal.throwIfAborted();
  const columns = columnsOf(table.columns);
  if (!columns) {
    throw refuse(
      'sims/profile-columns',
      'no header line with depth or position and nuclides or a fraction',
      path,
      "begin the table with a line such as 'depth (um),6Li,7Li'",
    );
  }
  if (table.rows.length === 0)
    throw refuse('sims/profile-empty', 'the table has no data rows', path, 'export the profile again with its rows');
  const unit = lengthUnit(table.columns[0] as TableColumn, path);
  const values = readColumns(table, path);
  const axis = (values[0] as Float64Array).map((v) => v * unit);
  const shared = { kind: 'sims/profile', title: path.slice(path.lastIndexOf('/') + 1), conditions: {} } as const;
  const depth = columns.axis === 'depth' ? { values: axis } : undefined;
  const position = columns.axis === 'position' ? { values: axis } : undefined;
  const rows = axis.length;
  if (columns.fraction >= 0) {
    const fraction = values[columns.fraction] as Float64Array;
    checkColumn(fraction, table, 'fraction', path, (v) => v >= -0.5 && v <= 1.5, 'a fraction lies between 0 and 1');
    const outside = fraction.filter((f) => f < 0 || f > 1).length;
    if (outside > 0)
      ctx.warn('sims/fraction-range', `${outside} fractions lie outside of 0 to 1, as noise or a subtracted background makes them`, path);
    const sigma = columns.sigma >= 0 ? (values[columns.sigma] as Float64Array) : undefined;
    if (sigma) checkColumn(sigma, table, 'sigma', path, (v) => v > 0, 'a standard uncertainty is positive');
    yield {
      ...shared,
      size: { row: rows },
      variables: { depth, position, counts: undefined, fraction: sigma ? { values: fraction, sigma } : { values: fraction } },
      meta: { comments: table.comments },
    };
    return;
  }
  const species = columns.species.map((at) => (table.columns[at] as TableColumn).name);
  const counts = new Float64Array(species.length * rows);
  columns.species.forEach((at, s) => {
    const column = values[at] as Float64Array;
    checkColumn(column, table, species[s] as string, path, (v) => v >= 0, 'counts are never negative');
    counts.set(column, s * rows);
  });
  if (counts.every((n) => n === 0))
    throw refuse('sims/profile-zero', 'all counts are zero', path, 'export the profile with its counts, not rates rounded to zero');
  const totals = species.map((_, s) => counts.subarray(s * rows, (s + 1) * rows).reduce((sum, n) => sum + n, 0));
  yield {
    ...shared,
    size: { species: species.length, row: rows },
    variables: { depth, position, counts: { values: counts }, fraction: undefined },
    meta: { species, totals, comments: table.comments },
  };
}

interface ProfileColumns {
  readonly axis: 'depth' | 'position';
  readonly species: readonly number[];
  readonly fraction: number;
  readonly sigma: number;
}

/** What the header line promises; undefined when it isn't that of a profile. */
function columnsOf(columns: readonly TableColumn[]): ProfileColumns | undefined {
  const axis = columns[0]?.name.toLowerCase();
  if (axis !== 'depth' && axis !== 'position') return undefined;
  const names = columns.map((column) => column.name.toLowerCase());
  const fraction = names.indexOf('fraction');
  const species = columns.flatMap((column, i) => (i > 0 && parseSpecies(column.name).nuclide !== null ? [i] : []));
  if (fraction < 0 && species.length === 0) return undefined;
  return { axis, species, fraction, sigma: names.indexOf('sigma') };
}

function lengthUnit(column: TableColumn, path: string): number {
  const fix = `write the unit of length in parentheses, for example '${column.name} (um)'`;
  if (column.unit === null || column.unit === '') throw refuse('sims/profile-unit', `column '${column.header}' has no unit`, path, fix);
  try {
    const factor = convertUnit(1, column.unit, 'm');
    if (Number.isFinite(factor) && factor > 0) return factor;
  } catch {
    // an unknown unit and one that is no length are refused alike, as input
  }
  throw refuse('sims/profile-unit', `'${column.unit}' isn't a unit of length`, path, fix);
}

function readColumns(table: DelimitedTable, path: string): Float64Array[] {
  const width = table.columns.length;
  const out = table.columns.map(() => new Float64Array(table.rows.length));
  table.rows.forEach((row, r) => {
    const where = `${path}:${table.lines[r] ?? 0}`;
    if (row.length !== width)
      throw refuse(
        'sims/profile-ragged',
        `the header has ${width} columns and this row ${row.length}`,
        where,
        'give every row as many cells as the header',
      );
    row.forEach((cell, c) => {
      const value = toNumber(cell, table.decimalComma);
      if (!Number.isFinite(value))
        throw refuse(
          'sims/profile-cell',
          `'${cell.slice(0, 40)}' in column '${table.columns[c]?.name ?? c}' isn't a finite number`,
          where,
          'correct or remove the row',
        );
      (out[c] as Float64Array)[r] = value;
    });
  });
  return out;
}

function checkColumn(
  column: Float64Array,
  table: DelimitedTable,
  name: string,
  path: string,
  good: (v: number) => boolean,
  rule: string,
): void {
  const bad = column.findIndex((v) => !good(v));
  if (bad >= 0)
    throw refuse(
      'sims/profile-negative',
      `${column[bad] as number} in column '${name}': ${rule}`,
      `${path}:${table.lines[bad] ?? 0}`,
      'correct or remove the row',
    );
}

const refuse = (code: string, message: string, where: string, fix: string) => inputError(code, message, { where, fix });
