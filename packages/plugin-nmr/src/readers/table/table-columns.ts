import { convertUnit, inputError, toNumber, type Conditions, type DelimitedTable, type Json } from '@ionwalk/core';

/** The rows of one series of a table, by column name, in SI. Every getter throws where a cell isn't a finite number. */
export class TableColumns {
  readonly path: string;
  readonly #table: DelimitedTable;
  readonly #rows: readonly number[];

  private constructor(table: DelimitedTable, rows: readonly number[], path: string) {
    this.#table = table;
    this.#rows = rows;
    this.path = path;
  }

  /** One entry per label of the column `series`, in order of appearance; one without label where there is no such column. */
  static bySeries(table: DelimitedTable, path: string): Map<string | undefined, TableColumns> {
    const at = table.columns.findIndex((column) => column.name === 'series');
    const groups = new Map<string | undefined, number[]>();
    table.rows.forEach((row, i) => {
      const label = at < 0 ? undefined : (row[at] ?? '').trim();
      const group = groups.get(label);
      if (group) group.push(i);
      else groups.set(label, [i]);
    });
    return new Map([...groups].map(([label, rows]) => [label, new TableColumns(table, rows, path)]));
  }

  get length(): number {
    return this.#rows.length;
  }
  has(name: string): boolean {
    return this.#index(name) >= 0;
  }
  /** Undefined where the column is missing. `unit` undefined: any unit, as it stands. */
  numbers(name: string, unit: string | undefined, blank?: number): Float64Array | undefined {
    const at = this.#index(name);
    if (at < 0) return undefined;
    const from = this.#table.columns[at]?.unit;
    return Float64Array.from(this.#rows, (row) => {
      const cell = (this.#table.rows[row]?.[at] ?? '').trim();
      if (cell === '' && blank !== undefined) return blank;
      const value = toNumber(cell, this.#table.decimalComma);
      const si = unit === undefined || !from || !Number.isFinite(value) ? value : convertUnit(value, from, unit);
      if (!Number.isFinite(si))
        throw this.#error(
          'nmr/table-cell',
          `'${cell.slice(0, 40)}' in column ${name} is not a finite number`,
          row,
          'give a number in every cell, or leave the row out',
        );
      return si;
    });
  }
  required(name: string, unit: string | undefined): Float64Array {
    const values = this.numbers(name, unit);
    if (values === undefined)
      throw inputError('nmr/table-column', `the column ${name} is missing`, { where: this.path, fix: `add a column ${name}` });
    return values;
  }
  notNegative(name: string, unit: string | undefined): Float64Array {
    return this.#check(name, this.required(name, unit), (value) => value >= 0, 'is negative');
  }
  positive(name: string, unit: string | undefined): Float64Array {
    return this.#check(name, this.required(name, unit), (value) => value > 0, 'is not positive');
  }
  /** NaN where the cell is blank, else positive; undefined where the column is missing. */
  positiveOrBlank(name: string, unit: string | undefined): Float64Array | undefined {
    const values = this.numbers(name, unit, NaN);
    return values && this.#check(name, values, (value) => Number.isNaN(value) || value > 0, 'is not positive');
  }

  /** A column `temperature` (also `sample`) that holds one value throughout says under what the series was taken. */
  conditions(): Conditions {
    const temperature = this.has('T1') || this.has('T2') || this.has('T1rho') ? undefined : this.#constant('temperature', 'K');
    if (temperature !== undefined && !(temperature > 0)) {
      throw inputError('nmr/table-value', `the temperature ${temperature} K can't be`, {
        where: this.path,
        fix: 'give temperatures in K, or name the unit: temperature [degC]',
      });
    }
    const sample = this.text('sample');
    return { ...(temperature !== undefined && { temperature }), ...(sample && { sample }) };
  }
  /** `delta`, `Delta`, `nucleus` where columns of that name hold one value throughout. */
  meta(): { readonly [key: string]: Json } {
    const delta = this.#constant('delta', 's');
    const Delta = this.#constant('Delta', 's');
    const nucleus = this.text('nucleus');
    return { ...(delta !== undefined && { delta }), ...(Delta !== undefined && { Delta }), ...(nucleus && { nucleus }) };
  }
  /** Of the first row; undefined where there is no such column. */
  text(name: string): string | undefined {
    const at = this.#index(name);
    return at < 0 ? undefined : (this.#table.rows[this.#rows[0] as number]?.[at] ?? '').trim();
  }

  #index(name: string): number {
    return this.#table.columns.findIndex((column) => column.name === name);
  }
  #constant(name: string, unit: string): number | undefined {
    const values = this.numbers(name, unit);
    return values?.every((value) => value === values[0]) ? values[0] : undefined;
  }
  #check(name: string, values: Float64Array, good: (value: number) => boolean, complaint: string): Float64Array {
    const bad = values.findIndex((value) => !good(value));
    if (bad >= 0)
      throw this.#error(
        'nmr/table-value',
        `${name} ${complaint}: ${values[bad]}`,
        this.#rows[bad] as number,
        `correct ${name} or leave the row out`,
      );
    return values;
  }
  #error(code: string, message: string, row: number, fix: string): Error {
    return inputError(code, message, { where: `${this.path}:${this.#table.lines[row]}`, fix });
  }
}
