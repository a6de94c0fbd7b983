import {
  convertUnit,
  decodeText,
  defineReader,
  inputError,
  looksLikeText,
  parseQuantity,
  readDelimitedTable,
  toNumber,
  type Dataset,
  type DelimitedTable,
  type Reader,
  type Source,
} from '@ionwalk/core';
import { MeanSquaredDisplacement } from './mean-squared-displacement.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Table of a simulation, CSV, TSV or blanks: columns `time (ps)` and `msd (A^2)`, optionally `u (A^2)`, the standard uncertainty of msd.
 * A comment `# temperature: 600 K` is read; other comments are ignored. SI where a column has no unit.
 * Errors: msd/column, msd/unit, msd/number, msd/order, msd/too-few-rows, msd/too-large.
 */
export const msdTable: Reader<typeof MeanSquaredDisplacement, Record<never, never>> = defineReader({
  id: 'table',
  title: 'Table of mean-squared displacements',
  doc: 'Delimited text with the columns time and msd, their units in brackets.',
  produces: [MeanSquaredDisplacement],
  extensions: ['csv', 'tsv', 'dat', 'txt'],
  options: {},
  sniff({ head }) {
    if (!looksLikeText(head)) return undefined;
    const { columns } = readDelimitedTable(decodeText(head));
    const names = columns.map((column) => column.name.toLowerCase());
    return names.includes('time') && names.includes('msd') ? { confidence: 'certain', reason: "columns 'time' and 'msd'" } : undefined;
  },
  async *read(source, _options, ctx) {
    ctx.signal.throwIfAborted();
    yield await readTable(source);
  },
});

async function readTable({ main }: Source): Promise<Dataset<typeof MeanSquaredDisplacement>> {
  if (main.blob.size > MAX_BYTES) {
    throw inputError('msd/too-large', `it holds ${main.blob.size} bytes`, {
      where: main.path,
      fix: 'give fewer lags: a few hundred are plenty',
    });
  }
  const table = readDelimitedTable(decodeText(new Uint8Array(await main.blob.arrayBuffer())));
  const time = column(table, 'time', 's', main.path);
  const msd = column(table, 'msd', 'm2', main.path);
  if (!time || !msd) {
    const missing = time ? 'msd' : 'time';
    throw inputError('msd/column', `there is no column '${missing}'`, {
      where: main.path,
      fix: `name it in the header line, like '${missing} (${time ? 'A^2' : 'ps'})'`,
    });
  }
  const u = column(table, 'u', 'm2', main.path);
  if (time.length < 3)
    throw inputError('msd/too-few-rows', `it holds ${time.length} rows`, { where: main.path, fix: 'give three time lags or more' });
  for (let i = 0; i < time.length; i++) {
    const where = `${main.path}:${table.lines[i]}`;
    if (!((time[i] as number) > (i > 0 ? (time[i - 1] as number) : -1e-300)))
      throw inputError('msd/order', 'the time does not increase', { where, fix: 'sort the rows by time, one row per lag' });
    if ((msd[i] as number) < 0 || (u && !((u[i] as number) >= 0)))
      throw inputError('msd/number', 'msd or its uncertainty is negative', { where, fix: 'check the columns of the header' });
  }
  const temperature = temperatureOf(table.comments);
  return {
    kind: MeanSquaredDisplacement.id,
    title: main.path.replace(/^.*\//, '').replace(/\.[^.]*$/, ''),
    size: { lag: time.length },
    variables: { time: { values: time }, msd: u ? { values: msd, sigma: u } : { values: msd } },
    conditions: temperature === undefined ? {} : { temperature },
    meta: {},
  };
}

/** A column in SI; undefined where there is none. */
function column(table: DelimitedTable, name: string, unit: string, path: string): Float64Array | undefined {
  const index = table.columns.findIndex((candidate) => candidate.name.toLowerCase() === name);
  const found = table.columns[index];
  if (!found) return undefined;
  let factor: number;
  try {
    factor = convertUnit(1, found.unit ?? unit, unit);
  } catch {
    throw inputError('msd/unit', `'${found.unit}' is no unit of ${name}`, {
      where: `${path}: column ${found.header}`,
      fix: `give a unit like ${unit === 's' ? 'ps' : 'A^2'}`,
    });
  }
  const values = new Float64Array(table.rows.length);
  table.rows.forEach((row, i) => {
    const value = toNumber(row[index] ?? '', table.decimalComma) * factor;
    if (!Number.isFinite(value)) {
      throw inputError('msd/number', `'${row[index] ?? ''}' in column ${name} is not a finite number`, {
        where: `${path}:${table.lines[i]}`,
        fix: 'correct the row, or remove it',
      });
    }
    values[i] = value;
  });
  return values;
}

function temperatureOf(comments: readonly string[]): number | undefined {
  for (const comment of comments) {
    const match = /^temperature\s*[:=]\s*([\d.]{1,12}\s*[A-Za-z]{1,8})$/i.exec(comment);
    if (!match) continue;
    try {
      const { value } = parseQuantity(match[1] as string, 'K');
      return value > 0 && value < 1e5 ? value : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}
