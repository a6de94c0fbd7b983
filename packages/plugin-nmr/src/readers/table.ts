// Tables as people export or type them: CSV, TSV or blanks, `#` comment lines, one header line, units in brackets, SI where there are none.
// The columns decide the kind; a column `series` splits one table into many datasets.
import {
  decodeText,
  defineReader,
  looksLikeText,
  readDelimitedTable,
  type Dataset,
  type Match,
  type Peek,
  type ReadContext,
  type Reader,
  type Source,
} from '@ionwalk/core';
import { EchoDecay, GradientDecay, LinewidthSeries, Recovery, RelaxationSeries, Spectrum } from '../kinds.ts';
import { inputError } from '@ionwalk/core';
import { directions } from './table/directions.ts';
import { TableColumns } from './table/table-columns.ts';
import { tableKind, type TableKind } from './table/table-kind.ts';
import { relaxationSeries } from './table/relaxation-series.ts';

const MAX_BYTES = 64_000_000;

/**
 * Diffusion (`b` or `g`, `signal`; of a single crystal the gradient's direction `na`, `nb`, `nc`), relaxation (`delay`, `signal`), rates over temperature (`T`, `T1`, `T2`, `T1rho`, `larmor`, `lock`) or a
 * spectrum (`shift`, `re`, `im`), widths of a line over temperature (`T`, `width`), with optional standard uncertainties (`sigma`, `u_T1`, …).
 * @throws nmr/table-cell, nmr/table-empty, nmr/table-column, nmr/table-value, units/unknown, units/dimension
 */
export const table: Reader = defineReader({
  id: 'table',
  title: 'NMR table (CSV, TSV)',
  doc: 'Columns b or g and signal; delay and signal; T with T1, T2 or T1rho; shift and re. Units in brackets, SI without.',
  produces: [EchoDecay, GradientDecay, Recovery, RelaxationSeries, LinewidthSeries, Spectrum],
  extensions: ['.csv', '.tsv', '.txt', '.dat'],
  options: {},
  sniff,
  async *read(source: Source, _options: object, ctx: ReadContext): AsyncGenerator<Dataset> {
    const { path, blob } = source.main;
    if (blob.size > MAX_BYTES)
      throw inputError('nmr/table-value', `${blob.size} bytes are no table of NMR results`, {
        where: path,
        fix: 'give a table below 64 MB',
      });
    const parsed = readDelimitedTable(decodeText(new Uint8Array(await blob.arrayBuffer())));
    const kind = tableKind(parsed.columns.map((column) => column.name));
    if (kind === undefined) {
      throw inputError(
        'nmr/table-column',
        `the header has no columns of a known kind: ${
          parsed.columns
            .map((column) => column.header)
            .join(', ')
            .slice(0, 120) || 'there is no header line'
        }`,
        {
          where: path,
          fix: 'name the columns b (or g) and signal, delay and signal, T and T1, or shift and re',
        },
      );
    }
    if (parsed.rows.length === 0)
      throw inputError('nmr/table-empty', 'the table has a header but no row', { where: path, fix: 'export the table with its data rows' });
    for (const [label, columns] of TableColumns.bySeries(parsed, path)) {
      ctx.signal.throwIfAborted();
      yield dataset(kind, label ?? (path.split('/').pop() as string), columns);
    }
  },
});

function sniff(peek: Peek): Match | undefined {
  if (!looksLikeText(peek.head)) return undefined;
  const names = readDelimitedTable(decodeText(peek.head)).columns.map((column) => column.name);
  const kind = tableKind(names);
  return kind === undefined ? undefined : { confidence: 'likely', reason: `a table with the columns ${names.slice(0, 8).join(', ')}` };
}

function dataset(kind: TableKind, title: string, columns: TableColumns): Dataset {
  const size = { point: columns.length };
  const conditions = kind === 'linewidth-series' ? {} : columns.conditions();
  const common = { title, size, conditions, meta: columns.meta() };
  if (kind === 'spectrum') {
    const im = columns.numbers('im', '1');
    const variables = {
      shift: { values: columns.required('shift', 'Hz') },
      re: withSigma(columns, 're'),
      ...(im && { im: { values: im } }),
    };
    return { kind: Spectrum.id, ...common, variables };
  }
  if (kind === 'relaxation-series') return { kind: RelaxationSeries.id, ...common, ...relaxationSeries(columns) };
  if (kind === 'linewidth-series') {
    const sigma = columns.has('u_width') ? columns.positive('u_width', 'Hz') : undefined;
    const temperature = { values: columns.positive(columns.has('T') ? 'T' : 'temperature', 'K') };
    const width = { values: columns.positive('width', 'Hz'), ...(sigma && { sigma }) };
    return { kind: LinewidthSeries.id, ...common, variables: { temperature, width } };
  }
  const signal = withSigma(columns, 'signal');
  if (kind === 'gradient-decay')
    return {
      kind: GradientDecay.id,
      ...common,
      variables: { gradient: { values: columns.required('g', 'T/m') }, signal, ...directions(columns) },
    };
  if (kind === 'echo-decay')
    return {
      kind: EchoDecay.id,
      ...common,
      variables: { b: { values: columns.notNegative('b', 's/m2') }, signal, ...directions(columns) },
    };
  return { kind: Recovery.id, ...common, variables: { delay: { values: columns.notNegative('delay', 's') }, signal } };
}

function withSigma(columns: TableColumns, name: string): { values: Float64Array; sigma?: Float64Array } {
  const sigma = columns.has('sigma') ? columns.positive('sigma', undefined) : undefined;
  return { values: columns.required(name, undefined), ...(sigma && { sigma }) };
}
