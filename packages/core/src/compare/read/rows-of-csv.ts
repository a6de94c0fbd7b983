import type { Diagnostic } from '../../api/context.ts';
import { inputError, isIonwalkError } from '../../errors.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { readDelimitedTable, toNumber, type DelimitedTable } from '../../text/delimited-table.ts';
import { parseCell } from '../../units/parse-cell.ts';
import { quantityColumn, type QuantityColumn, type TemperatureColumn } from './quantity-column.ts';
import type { RecordRow } from './record-row.ts';
import { statedTemperature, statedValue } from './stated-value.ts';

const NEEDED = ['kind', 'value', 'unit', 'T'];
const COLUMNS = new Set(
  (
    'id,kind,region,value,unit,u,u_log10,u_value,nu,T,T_unit,u_T,ion,isotope,z,sample,formula,cell,carrier_c,carrier_u,carrier_count,direction,axis,' +
    'scale_t,scale_l,bound,effects,doi,source'
  ).split(','),
);
const VALUE: QuantityColumn = { column: 'value', log: null, timesT: false, unit: null, kind: null };
const KELVIN: TemperatureColumn = { column: 'T', per: null, unit: null };

/** What a table doesn't say by itself. */
export interface TableMeaning {
  /** Header (or 1-based number of the column) → what it means, written as a header. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Column → value for every row that has none of its own. */
  readonly constants?: Readonly<Record<string, string>>;
}

/**
 * Rows of a CSV table of records as the objects JSON would hold. An empty cell is absent. A column of values or temperatures may say by its header
 * how it states them: `T (degC)`, `1000/T (1/K)`, `value [cm2/s]`, `log10 D (cm2/s)`, `ln sigmaT (S K/cm)`; `sigma` sets the kind too.
 * @throws csv/column – a column that must be there or isn't in the table, or a row of another length; csv/logarithm; record/temperature, record/unit,
 * record/uncertainty, record/effect, carrier/cell – a cell that can't be read
 */
export function rowsOfCsv(
  text: string,
  path: string,
  warn: (diagnostic: Diagnostic) => void,
  { columns = {}, constants = {} }: TableMeaning = {},
): RecordRow[] {
  for (const name of Object.keys(constants)) if (!COLUMNS.has(name)) throw unknownConstant(name, path);
  const table = readDelimitedTable(text);
  if (table.columns.length === 0 && table.rows.length === 0) return [];
  const top = `${path}:${Math.max(1, (table.lines[0] ?? 2) - 1)}`;
  const headers = renamed(table, columns, top);
  const meanings = headers.map((header) =>
    COLUMNS.has(header) && header !== 'value' && header !== 'T' ? undefined : quantityColumn(header, top),
  );
  const names = headers.map((header, i) => meanings[i]?.column ?? header);
  const value = meanings.find((one) => one?.column === 'value') ?? VALUE;
  const temperature = meanings.find((one) => one?.column === 'T') ?? KELVIN;
  const at = (name: string): boolean => names.includes(name) || constants[name] !== undefined;
  const missing = NEEDED.filter(
    (name) => !at(name) && !(name === 'unit' && value.unit !== null) && !(name === 'kind' && value.kind !== null),
  );
  if (missing.length > 0) {
    throw inputError(
      'csv/column',
      `no column ${missing.map((name) => `'${name}'`).join(', ')}; the columns are ${headers.join(', ') || 'not named'}`,
      { where: top, fix: `a header row with at least ${NEEDED.join(', ')}, or say what a column means with --column and --set` },
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
  const context = { names, value, temperature, constants, decimalComma: table.decimalComma };
  return table.rows.map((cells, i) => {
    const line = table.lines[i] as number;
    return { value: toObject(cells, context, `${path}:${line}`), line };
  });
}

function renamed(table: DelimitedTable, columns: Readonly<Record<string, string>>, where: string): string[] {
  const width = Math.max(table.columns.length, ...table.rows.slice(0, 1).map((row) => row.length));
  const headers = Array.from({ length: width }, (_, i) => table.columns[i]?.header.trim() ?? String(i + 1));
  const named = [...headers];
  for (const [from, to] of Object.entries(columns)) {
    const place = headers.includes(from) ? headers.indexOf(from) : /^[1-9]\d*$/.test(from) && Number(from) <= width ? Number(from) - 1 : -1;
    if (place < 0) {
      throw inputError('csv/column', `there is no column '${from}'; the columns are ${headers.join(', ')}`, {
        where,
        fix: 'name a header of the table, or the number of a column',
      });
    }
    named[place] = to.trim();
  }
  return named;
}

function unknownConstant(name: string, where: string): Error {
  const near = didYouMean(name, [...COLUMNS]);
  return inputError('csv/column', `there is no column '${name}' to set`, {
    where,
    fix: `${near === undefined ? '' : `did you mean '${near}'? `}it can be one of ${[...COLUMNS].join(', ')}`,
  });
}

interface RowContext {
  readonly names: readonly string[];
  readonly value: QuantityColumn;
  readonly temperature: TemperatureColumn;
  readonly constants: Readonly<Record<string, string>>;
  readonly decimalComma: boolean;
}

function toObject(cells: readonly string[], { names, value, temperature, constants, decimalComma }: RowContext, where: string): unknown {
  const least = NEEDED.filter((name) => names.includes(name)).length;
  if (cells.length > names.length || cells.length < least) {
    throw inputError('csv/column', `${cells.length} cells in a table of ${names.length} columns`, {
      where,
      fix: 'give each row one cell per column; put a cell that holds a comma in double quotes',
    });
  }
  const cell = (name: string): string | undefined => {
    const text = cells[names.indexOf(name)]?.trim() ?? '';
    return text === '' ? constants[name] : text;
  };
  const unitOf = (name: string, header: string | null, column: string): string | undefined => {
    const own = cell(column);
    if (own !== undefined && header !== null && own !== header) {
      throw inputError('csv/column', `${name} is in ${header} by its header and in ${own} by the column ${column}`, {
        where,
        fix: `give the unit of ${name} once`,
      });
    }
    return own ?? header ?? undefined;
  };
  // Text that is no number stays text, so that the check of the record names it.
  const number = (name: string): number | string | undefined => {
    const text = cell(name);
    if (text === undefined) return undefined;
    const parsed = toNumber(text, decimalComma);
    return Number.isNaN(parsed) ? text : parsed;
  };
  const [element, sample, c, axis, direction] = [cell('ion'), cell('sample'), number('carrier_c'), cell('axis'), cell('direction')];
  const cellText = cell('cell');
  const T = statedTemperature(temperature, number('T'), unitOf('T', temperature.unit, 'T_unit'), where);
  const stated = statedValue(value, number('value'), unitOf('value', value.unit, 'unit'), T, where);
  const u = statedUncertainty({ ln: number('u'), log10: number('u_log10'), absolute: number('u_value') }, value, number('value'), where);
  return dropEmpty({
    id: cell('id'),
    kind: cell('kind') ?? value.kind ?? undefined,
    region: cell('region'),
    value: stated.value,
    unit: stated.unit,
    u,
    nu: number('nu'),
    T,
    u_T: number('u_T'),
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
    source: cell('doi') === undefined && cell('source') === undefined ? undefined : dropEmpty({ doi: cell('doi'), text: cell('source') }),
  });
}

/** u of ln(value) from the one column that states it. */
function statedUncertainty(
  { ln, log10, absolute }: { readonly [name in 'ln' | 'log10' | 'absolute']: number | string | undefined },
  { log }: QuantityColumn,
  value: number | string | undefined,
  where: string,
): number | string | undefined {
  const given = [ln, log10, absolute].filter((one) => one !== undefined);
  if (given.length === 0) return undefined;
  if (given.length > 1 || (absolute !== undefined && log !== null)) {
    throw inputError('record/uncertainty', given.length > 1 ? 'the uncertainty is stated twice' : 'u_value belongs to no logarithm', {
      where,
      fix: 'give one of u (of ln value), u_log10, or u_value (in the unit of a value that is no logarithm)',
    });
  }
  if (typeof log10 === 'number') return log10 * Math.LN10;
  if (typeof absolute === 'number' && typeof value === 'number') return absolute / value;
  return given[0];
}

function dropEmpty(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
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
