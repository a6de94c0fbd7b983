import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareRecords } from '../../src/compare/compare-records.ts';
import { makeRecord } from '../../src/compare/fixtures/synthetic-study.ts';
import { constants } from '../../src/physics/constants.ts';
import { readDelimitedTable } from '../../src/text/delimited-table.ts';
import { exactLine } from './exact-line.ts';

const VOLTS = constants.k / constants.e;

describe('exactLine', () => {
  it('reproduces a line known in closed form: ln D = −1 at 1/T = 0.001, −3 at 0.003, slope −1000 K, residuals 0', () => {
    const text = (y: number): string => Math.exp(y).toPrecision(17);
    const line = exactLine(['1000', '500', '333.33333333333333333333333333333333'], [text(-1), text(-2), text(-3)]);
    expect(line.slope).toBeCloseTo(-1000, 8);
    expect(line.value).toBeCloseTo(-2, 12);
    expect(line.pivot).toBeCloseTo(500, 10);
    expect(line.uSlope).toBeLessThan(1e-9);
  });
});

const folder = new URL('../../../../../shared/data/reference/', import.meta.url);
describe.skipIf(!existsSync(folder))('the 16 real series (../shared/data/reference)', () => {
  const read = (name: string): string => (existsSync(folder) ? readFileSync(new URL(name, folder), 'utf8') : '');
  const { columns, rows } = readDelimitedTable(read('htm_diffusivity_arrhenius.csv'));
  const at = (name: string): number => columns.findIndex((column) => column.header === name);
  const [series, temperature, diffusivity] = [at('series'), at('T_K'), at('D_m2_s')];
  const stated = JSON.parse(read('htm_expected_fits.json') || '{}') as Record<string, Record<string, number>>;
  const names = Object.keys(stated);
  const text = (name: string, column: number): string[] => rows.filter((row) => row[series] === name).map((row) => row[column] as string);

  it('are 16', () => {
    expect(names).toHaveLength(16);
  });
  it.each(names)('%s: ln D, E_a and their uncertainties equal exact arithmetic on the same digits to 1e-10', (name) => {
    const [T, D] = [text(name, temperature), text(name, diffusivity)];
    const exact = exactLine(T, D);
    const records = T.map((place, i) => makeRecord({ kind: 'D_tracer', value: Number(D[i]), T: Number(place), id: `${i}` }));
    const law = compareRecords(records).laws[0]?.arrhenius;
    for (const [found, wanted] of [
      [law?.T_pivot, exact.pivot],
      [law?.lnD_pivot, exact.value],
      [law?.Ea_eV, -exact.slope * VOLTS],
      [law?.u_lnD_pivot, exact.uValue],
      [law?.u_Ea_eV, exact.uSlope * VOLTS],
    ] as const) {
      expect(Math.abs(Number(found) / wanted - 1)).toBeLessThan(1e-10);
    }
  });
  // The published fits were made before the table was rounded: T to 1 mK, D to 7 digits. A relative error of half a last digit of D is
  // 5e-7 of ln D at most, one of T is E_a/(kT²) · 0.5 mK; over the spread of 1/T that is 1e-5 of E_a, and 5e-4 of a scatter of 0.01.
  it.each(names)('%s: the published fit differs by no more than the rounding of the table', (name) => {
    const exact = exactLine(text(name, temperature), text(name, diffusivity));
    const fit = stated[name] as Record<string, number>;
    expect(Math.abs(exact.pivot / Number(fit['T_pivot_K']) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(exact.value / Number(fit['lnD_pivot']) - 1)).toBeLessThan(1e-8);
    expect(Math.abs((-exact.slope * VOLTS) / Number(fit['Ea_eV']) - 1)).toBeLessThan(1e-5);
    expect(Math.abs((exact.uSlope * VOLTS) / Number(fit['u_Ea_eV']) - 1)).toBeLessThan(5e-4);
  });
});
