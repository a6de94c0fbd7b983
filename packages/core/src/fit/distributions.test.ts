import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chiSquareSurvival } from './chi-square-survival.ts';
import { gammaLn } from './gamma-ln.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { gammaP, gammaQ } from './incomplete-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { studentTInterval } from './student-t-interval.ts';
import { studentTQuantile, studentTSurvival } from './student-t.ts';

/** Arguments are numbers, results strings of 20 digits. */
type Row = Readonly<Record<string, number>>;
const reference = JSON.parse(readFileSync(new URL('./fixtures/special-reference.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly Row[]>
>;

/** Compare with 60-digit arithmetic, relative. */
const compare = (name: string, key: string, tolerance: number, f: (row: Row) => number): void => {
  for (const row of reference[name]!) {
    const exact = Number.parseFloat(String(row[key]));
    expect(Math.abs(f(row) - exact) / Math.max(Math.abs(exact), Number.MIN_VALUE), JSON.stringify(row)).toBeLessThan(tolerance);
  }
};

describe('gammaLn', () => {
  it('agrees with 60-digit arithmetic: 1e-14 of the larger of 1 and its size', () => {
    for (const row of reference['gamma']!) {
      const exact = Number.parseFloat(String(row['lngamma']));
      expect(Math.abs(gammaLn(row['x']!) - exact) / Math.max(1, Math.abs(exact))).toBeLessThan(1e-14);
    }
  });
  it('is 0 at 1 and 2, infinite at 0, NaN below', () =>
    expect([gammaLn(1), gammaLn(2), gammaLn(0), gammaLn(-0.5)]).toEqual([0, 0, Infinity, NaN]));
});

describe('incomplete gamma and beta functions', () => {
  it('agree with 60-digit arithmetic', () => {
    // Ten thousand degrees of freedom cost four digits: ln Γ is 1e4 times what is left.
    compare('chi2', 'q', 1e-11, (row) => chiSquareSurvival(row['x']!, row['nu']!));
    compare('beta', 'i', 1e-12, (row) => incompleteBeta(row['x']!, row['a']!, row['b']!));
  });
  it('complement each other', () => {
    for (const [a, x] of [
      [0.5, 0.1],
      [3, 4],
      [40, 30],
    ] as const)
      expect(gammaP(a, x) + gammaQ(a, x)).toBeCloseTo(1, 14);
    expect(incompleteBeta(0.3, 2, 5) + incompleteBeta(0.7, 5, 2)).toBeCloseTo(1, 14);
  });
  it('are NaN outside their range and whole at its ends', () => {
    expect([gammaQ(-1, 1), gammaQ(1, -1), incompleteBeta(1.1, 1, 1)]).toEqual([NaN, NaN, NaN]);
    expect([gammaQ(2, 0), gammaQ(2, Infinity), incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3), chiSquareSurvival(-1, 3)]).toEqual([
      1, 0, 0, 1, 1,
    ]);
  });
});

describe('quantiles', () => {
  it('agree with 60-digit arithmetic', () => {
    compare('normal', 'z', 1e-12, (row) => normalQuantile(row['p']!));
    compare('t', 't', 1e-10, (row) => studentTQuantile(row['p']!, row['nu']!));
  });
  it('are antisymmetric, infinite at 0 and 1, NaN outside', () => {
    expect(studentTQuantile(0.1, 7)).toBe(-studentTQuantile(0.9, 7));
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5), normalQuantile(-0.1)]).toEqual([-Infinity, Infinity, 0, NaN]);
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3), studentTQuantile(0.5, 3), studentTQuantile(0.9, 0)]).toEqual([
      -Infinity,
      Infinity,
      0,
      NaN,
    ]);
  });
  it('invert the survival function, from a tenth of a degree of freedom up', () => {
    for (const nu of [0.1, 0.3, 1, 2.7, 40, 1e6, Infinity]) {
      for (const p of [0.6, 0.95, 0.999])
        expect(studentTSurvival(studentTQuantile(p, nu), nu) / (1 - p), `p ${p}, nu ${nu}`).toBeCloseTo(1, 9);
    }
  });
});

describe('studentTInterval', () => {
  it('is value ± t·u, or the same in ln', () => {
    const t = studentTQuantile(0.975, 12);
    expect(studentTInterval(5, 0.2, 12)).toEqual([5 - t * 0.2, 5 + t * 0.2]);
    const [low, high] = studentTInterval(5, 0.2, 12, { scale: 'log' });
    expect(low * high).toBeCloseTo(25, 12);
    expect(Math.log(high / 5)).toBeCloseTo(t * 0.04, 12);
    const [lowNegative, highNegative] = studentTInterval(-5, 0.2, 12, { scale: 'log' });
    expect([lowNegative, highNegative]).toEqual([-high, -low]);
  });
});
