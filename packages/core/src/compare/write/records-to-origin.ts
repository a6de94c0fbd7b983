import type { DiffusionRecord } from '../../api/record.ts';
import { groupSeries } from '../group-series.ts';
import { seriesLabel } from '../series.ts';
import { csvRow } from './csv-cell.ts';

/**
 * Records as a wide table with the three header rows Origin reads (long name, units, comments): for each series 1000/T, the common logarithm of
 * the value and its standard uncertainty, side by side, ready to be drawn as an Arrhenius plot. A conductivity stands as log10(σT), which is
 * what is straight where D is. Limits are left out, and so are records without a temperature.
 */
export function recordsToOrigin(records: readonly DiffusionRecord[]): string {
  const series = groupSeries(
    records.filter(({ T, kind }) => T !== null && kind !== 'H_R'),
    () => {},
  ).filter(({ points }) => points.length > 0);
  const columns = series.flatMap((one) => {
    const label = `${one.sample === null ? '' : `${one.sample.id} `}${seriesLabel(one)}`;
    const conducting = one.kind === 'sigma';
    const unit = conducting ? 'S K/m' : 'm2/s';
    const name = conducting ? 'log10(sigma T)' : `log10(${one.kind})`;
    return [
      { head: ['1000/T', '1/K', label], cells: one.points.map(({ x }) => 1000 * x) },
      { head: [name, unit, label], cells: one.points.map(({ y }) => y / Math.LN10) },
      // Where one record states none, the series has the scatter about its law in place of all: that is no uncertainty of a record.
      { head: [`u(${name})`, '1', label], cells: one.points.map(({ record }, i) => inDecades(one.fromScatter ? record.u : one.u[i])) },
    ];
  });
  const depth = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const heads = [0, 1, 2].map((row) => csvRow(columns.map(({ head }) => head[row])));
  return heads.join('') + Array.from({ length: depth }, (_, row) => csvRow(columns.map(({ cells }) => cells[row]))).join('');
}

/** u of ln(value) as that of its common logarithm. */
const inDecades = (u: number | null | undefined): number | null =>
  u === null || u === undefined || !Number.isFinite(u) ? null : u / Math.LN10;
