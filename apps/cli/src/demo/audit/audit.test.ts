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
