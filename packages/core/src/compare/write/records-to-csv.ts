import type { Cell, DiffusionRecord, Effect } from '../../api/record.ts';
import { cellVolume } from '../../physics/carrier-density.ts';
import { csvRow } from './csv-cell.ts';

type Column = readonly [name: string, of: (record: DiffusionRecord) => string | number | null | undefined];

const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['region', ({ region }) => region],
  ['value', ({ value }) => value],
  ['unit', ({ unit }) => unit],
  ['u', ({ u }) => u],
  ['nu', ({ nu }) => nu],
  ['T', ({ T }) => T],
  ['u_T', ({ u_T }) => u_T],
  ['ion', ({ ion }) => ion?.element],
  ['isotope', ({ ion }) => ion?.isotope],
  ['z', ({ ion }) => ion?.z],
  ['sample', ({ sample }) => sample?.id],
  ['formula', ({ sample }) => sample?.formula],
  ['cell', ({ sample }) => sample?.cell && cellText(sample.cell)],
  ['carrier_c', ({ carrier }) => carrier?.c],
  ['carrier_u', ({ carrier }) => carrier?.u],
  ['carrier_count', ({ carrier }) => carrier?.count],
  ['direction', ({ direction }) => direction?.type],
  ['axis', ({ direction }) => (direction?.type === 'axis' ? direction.axis : null)],
  ['scale_t', ({ scale }) => scale?.t],
  ['scale_l', ({ scale }) => scale?.l],
  ['bound', ({ bound }) => bound],
  ['effects', ({ effects }) => effects.map(effectText).join(';')],
  ['doi', ({ source }) => source?.doi],
  ['source', ({ source }) => source?.text],
];

/**
 * Records as one flat table in SI, which `parseRecords` reads back. What a table can't hold is lost: model, parents, inputs, quantiles, a tensor,
 * the tag of a carrier density. JSONL keeps all.
 */
export function recordsToCsv(records: readonly DiffusionRecord[]): string {
  const used = COLUMNS.filter(
    ([name, of]) => ['kind', 'value', 'unit', 'T'].includes(name) || records.some((record) => !isEmpty(of(record))),
  );
  return csvRow(used.map(([name]) => name)) + records.map((record) => csvRow(used.map(([, of]) => of(record)))).join('');
}

const isEmpty = (cell: string | number | null | undefined): boolean => cell === null || cell === undefined || cell === '';

/** Lengths in ångström, the volume in its cube, as a person types them; a cell of several formula units as the volume of one. */
function cellText(cell: Cell): string {
  const { Z = 1 } = cell;
  if (Z !== 1) return cellText({ volume: cellVolume(cell) / Z });
  if ('volume' in cell) return `${Number((cell.volume * 1e30).toPrecision(15))}A^3`;
  const { a, b = a, c = a, alpha = 90, beta = 90, gamma = 90 } = cell;
  const edges = [a, b, c].map((edge) => `${Number((edge * 1e10).toPrecision(15))}A`);
  const right = alpha === 90 && beta === 90 && gamma === 90;
  return right && b === a && c === a ? (edges[0] as string) : [...edges, ...(right ? [] : [alpha, beta, gamma])].join(',');
}

const effectText = ({ tag, u, from }: Effect): string => (from === undefined ? `${tag}:${u}` : `${tag}:${from.u_T}K`);
