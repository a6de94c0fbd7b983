import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audit, faults } from './audit.ts';
import { printed, roundingRange, simplestFactor } from './rounding.ts';

describe('audit of the chapter', () => {
  const checks = audit({});
  it('has the 23 numbers in order', () => {
    expect(checks.map((check) => check.id)).toEqual(Array.from({ length: 23 }, (_, i) => `N${i + 1}`));
  });
  it('reports the nine faults and raises no alarm on what agrees', () => {
    expect(faults(checks).map((check) => check.id)).toEqual(['N1', 'N3', 'N4', 'N5', 'N8', 'N11', 'N14', 'N15', 'N23']);
    for (const id of ['N2', 'N9', 'N10', 'N12', 'N18', 'N19', 'N21', 'N22'])
      expect(checks.find((check) => check.id === id)?.verdict).toBe('agrees');
    for (const id of ['N6', 'N7', 'N13', 'N16', 'N20']) expect(checks.find((check) => check.id === id)?.verdict).toBe('not-stated');
    expect(checks.find((check) => check.id === 'N17')?.verdict).toBe('undecided');
  });
  it('recomputes D_local(333 K) as 3.858e-11 m2/s, 3.01 times the stated value, and names the factor 3', () => {
    const check = checks[0];
    expect(check?.recomputed).toBeCloseTo(3.858e-11, 14);
    expect(check?.ratio).toBeCloseTo(3.01, 2);
    expect(check?.note).toContain('factor 3 ');
  });
  it('recomputes the independent figures for the rest', () => {
    const value = (id: string): number => checks.find((check) => check.id === id)?.recomputed ?? NaN;
    expect(value('N2')).toBeCloseTo(335.2, 1);
    expect(value('N3')).toBeCloseTo(6.47e-10, 12);
    expect(value('N6')).toBeCloseTo(4.177e-11, 14);
    expect(value('N7')).toBeCloseTo(2.902e-12, 15);
    expect(value('N8')).toBeCloseTo(185_714, 0);
    expect(value('N10')).toBeCloseTo(0.961, 3);
    expect(value('N11')).toBeCloseTo(0.597, 3);
    expect(value('N14')).toBeCloseTo(3.49e-6, 8);
    expect(value('N15')).toBeCloseTo(4.19, 2);
    expect(checks.find((check) => check.id === 'N15')?.note).toContain('9.1, 4.2, 1.7');
    expect(value('N17')).toBeCloseTo(1.2415, 3);
  });
});

const file = new URL('../../../../../../shared/data/reference/document_number_checks.json', import.meta.url);
describe.skipIf(!existsSync(file))('document_number_checks.json (../shared/data/reference)', () => {
  interface Row {
    readonly id: string;
    readonly verdict: string;
    readonly computed: Readonly<Record<string, number | readonly number[]>>;
  }
  const all = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Row>[]) : [];
  const rows = all.filter((row): row is Row => row.computed !== undefined);
  const checks = new Map(audit({}).map((check) => [check.id, check]));
  const flat = (values: Readonly<Record<string, number | readonly number[]>> = {}): number[] => Object.values(values).flat();
  // The file is in the chapter's units: cm2/s, MHz, um, mm, ms.
  const UNITS = [1, 1e-4, 1e6, 1e-6, 1e-3];

  it('has 22 rows with numbers', () => {
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, i) => `N${i + 1}`));
  });
  it.each(rows.map((row) => [row.id, row] as const))(
    '%s: the verdict, and every computed number, in order, to its printed digits',
    (id, { verdict, computed }) => {
      const check = checks.get(id);
      expect(check?.verdict).toBe(verdict);
      const found = flat(check?.values);
      const wanted = flat(computed);
      expect(found.length).toBe(wanted.length);
      found.forEach((value, i) => {
        const off = Math.min(...UNITS.map((unit) => Math.abs(value / (unit * (wanted[i] as number)) - 1)));
        // Three printed digits or more, two in a few: half a unit of the last one.
        expect(off, `${id}: ${value} against ${wanted[i]}`).toBeLessThan(
          String(wanted[i]).replace(/[^1-9]/g, '').length < 3 ? 0.02 : 0.005,
        );
      });
    },
  );
});

describe('rounding', () => {
  it('reads half a unit of the last digit', () => {
    expect(printed('1.28e-11').half).toBeCloseTo(5e-14, 20);
    expect(printed('18').half).toBe(0.5);
  });
  it('spans all corners and finds the simplest factor', () => {
    const range = roundingRange((a, b) => a / b, [printed('6.1'), printed('0.33')]);
    expect(range[0]).toBeCloseTo(6.05 / 0.335, 6);
    expect(range[1]).toBeCloseTo(6.15 / 0.325, 6);
    expect(simplestFactor(1, [2.9, 3.1])).toBe('3');
    expect(simplestFactor(6, [0.95, 1.05])).toBe('1/6');
    expect(simplestFactor(1, [7.5, 8])).toBeUndefined();
  });
});
