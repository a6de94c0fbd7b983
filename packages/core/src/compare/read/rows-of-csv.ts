import type { Diagnostic } from '../../api/context.ts';
import { inputError, isIonwalkError } from '../../errors.ts';
import { readDelimitedTable, toNumber, type DelimitedTable } from '../../text/delimited-table.ts';
import { parseCell } from '../../units/parse-cell.ts';
import type { RecordRow } from './record-row.ts';

const NEEDED = ['kind', 'value', 'unit', 'T'];
const COLUMNS = new Set(
  (
    'id,kind,region,value,unit,u,nu,T,T_unit,ion,isotope,z,sample,formula,cell,carrier_c,carrier_u,carrier_count,direction,axis,' +
    'scale_t,scale_l,bound,effects'
  ).split(','),
);
/** Columns whose header may hold their unit, and the column that does otherwise. */
const UNIT_OF = new Map([
  ['value', 'unit'],
  ['T', 'T_unit'],
]);
const KELVIN_AT_ZERO_CELSIUS = 273.15;

/**
 * Rows of a CSV table of records as the objects JSON would hold. An empty cell is absent. The unit of `T` and `value` may stand in their headers
 * instead of a column: `T (degC)`, `value [cm2/s]`.
 * @throws csv/column – a column that must be there, or a row of another length; record/temperature, record/effect, carrier/cell – a cell that can't be read
 */
export function rowsOfCsv(text: string, path: string, warn: (diagnostic: Diagnostic) => void): RecordRow[] {
  const table = readDelimitedTable(text);
  if (table.columns.length === 0 && table.rows.length === 0) return [];
  const units = new Map(table.columns.flatMap(({ name, unit }) => (UNIT_OF.has(name) && unit ? [[name, unit] as const] : [])));
  const names = table.columns.map(({ header, name }) => (UNIT_OF.has(name) ? name : header.trim()));
  const missing = NEEDED.filter((name) => !names.includes(name) && !(name === 'unit' && units.has('value')));
  if (missing.length > 0) {
    throw inputError(
      'csv/column',
      `no column ${missing.map((name) => `'${name}'`).join(', ')}; the columns are ${names.join(', ') || 'not named'}`,
      {
        where: `${path}:${(table.lines[0] ?? 2) - 1}`,
        fix: `a header row with at least ${NEEDED.join(', ')}`,
      },
    );
  }
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) {
    throw inputError('csv/column', `two columns are called '${repeated}'`, { where: path, fix: 'name each column once' });
  }
  for (const name of names) {
    if (COLUMNS.has(name)) continue;
    warn({ severity: 'warning', code: 'csv/unknown-column', message: `column '${name}' is not known and was left out`, where: path });
  }
  return table.rows.map((cells, i) => {
    const line = table.lines[i] as number;
    return { value: toObject(cells, names, units, table, `${path}:${line}`), line };
  });
}

function toObject(
  cells: readonly string[],
  names: readonly string[],
  units: ReadonlyMap<string, string>,
  table: DelimitedTable,
  where: string,
): unknown {
  if (cells.length > names.length || cells.length < NEEDED.length - (names.includes('unit') ? 0 : 1)) {
    throw inputError('csv/column', `${cells.length} cells in a table of ${names.length} columns`, {
      where,
      fix: 'give each row one cell per column; put a cell that holds a comma in double quotes',
    });
  }
  const cell = (name: string): string | undefined => {
    const text = cells[names.indexOf(name)]?.trim() ?? '';
    return text === '' ? undefined : text;
  };
  const unitOf = (name: string): string | undefined => {
    const [column, header, own] = [UNIT_OF.get(name) as string, units.get(name), cell(UNIT_OF.get(name) as string)];
    if (own !== undefined && header !== undefined && own !== header) {
      throw inputError('csv/column', `${name} is in ${header} by its header and in ${own} by the column ${column}`, {
        where,
        fix: `give the unit of ${name} once`,
      });
    }
    return own ?? header;
  };
  // Text that is no number stays text, so that the check of the record names it.
  const number = (name: string): number | string | undefined => {
    const text = cell(name);
    if (text === undefined) return undefined;
    const value = toNumber(text, table.decimalComma);
    return Number.isNaN(value) ? text : value;
  };
  const [element, sample, c, axis, direction] = [cell('ion'), cell('sample'), number('carrier_c'), cell('axis'), cell('direction')];
  const cellText = cell('cell');
  return dropEmpty({
    id: cell('id'),
    kind: cell('kind'),
    region: cell('region'),
    value: number('value'),
    unit: unitOf('value'),
    u: number('u'),
    nu: number('nu'),
    T: toKelvin(number('T'), unitOf('T'), where),
    ion: element === undefined ? undefined : dropEmpty({ element, isotope: number('isotope'), z: number('z') ?? 1 }),
    sample:
      sample === undefined
        ? undefined
        : dropEmpty({ id: sample, formula: cell('formula'), cell: cellText === undefined ? undefined : readCell(cellText, where) }),
    carrier:
      c === undefined
        ? undefined
        : { c, u: number('carrier_u') ?? 0, count: cell('carrier_count') ?? 'unknown', how: 'stated in the table' },
    direction: toDirection(direction, axis),
    scale:
      number('scale_t') === undefined && number('scale_l') === undefined
        ? undefined
        : { t: number('scale_t') ?? null, l: number('scale_l') ?? null },
    bound: cell('bound'),
    effects: readEffects(cell('effects'), where),
  });
}

function dropEmpty(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function toKelvin(T: number | string | undefined, unit: string | undefined, where: string): number | string | undefined {
  if (unit === undefined || unit === 'K') return T;
  if (/^(degC|°C|C|Cel)$/.test(unit)) return typeof T === 'number' ? T + KELVIN_AT_ZERO_CELSIUS : T;
  throw inputError('record/temperature', `T_unit is '${unit}'`, { where, fix: 'write K or degC' });
}

function toDirection(direction: string | undefined, axis: string | undefined): unknown {
  if (axis !== undefined) return { type: direction ?? 'axis', axis };
  return direction === undefined ? undefined : { type: direction };
}

function readCell(text: string, where: string): unknown {
  try {
    return parseCell(text);
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    throw inputError('carrier/cell', `cell '${text}': ${error.message}`, {
      where,
      fix: 'give a cubic edge (3.87A), "a,b,c[,alpha,beta,gamma]" in quotes, or a volume (57.96A^3)',
    });
  }
}

/** `geometry:0.02;T_eis:1.0K`: the part behind the last colon is u of ln(value), or a temperature error in K. */
function readEffects(text: string | undefined, where: string): unknown {
  if (text === undefined) return undefined;
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(.+):\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(K|%)?$/i.exec(part);
      if (!match) {
        throw inputError('record/effect', `effect '${part}' can't be read`, {
          where,
          fix: 'write TAG:U, like geometry:0.02;thermometer:1.0K',
        });
      }
      const [, tag = '', size = '', unit] = match;
      if (unit?.toUpperCase() === 'K') return { tag: tag.trim(), from: { u_T: Number(size), unit: 'K' } };
      return { tag: tag.trim(), u: Number(size) / (unit === '%' ? 100 : 1) };
    });
}
