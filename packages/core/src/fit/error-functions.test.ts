import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dawson } from './dawson.ts';
import { erf } from './erf.ts';
import { erfc } from './erfc.ts';
import { erfcx } from './erfcx.ts';

interface Row {
  readonly x: number;
  readonly erf: string;
  readonly erfc: string;
  readonly erfcx: string;
  readonly dawson: string;
}
const rows = (JSON.parse(readFileSync(new URL('./fixtures/special-reference.json', import.meta.url), 'utf8')) as { error: Row[] }).error;
const functions = { erf, erfc, erfcx, dawson };

/** A subnormal number has no 13 digits. */
const SMALLEST_NORMAL = 2.3e-308;

describe.each(Object.keys(functions) as (keyof typeof functions)[])('%s', (name) => {
  it('agrees with 60-digit arithmetic to 1e-14 relative over its whole range', () => {
    let compared = 0;
    for (const row of rows) {
      const exact = row[name] === 'inf' ? Infinity : Number(row[name]);
      if (exact !== 0 && Math.abs(exact) < SMALLEST_NORMAL) continue;
      compared++;
      if (exact === 0 || exact === Infinity) expect(functions[name](row.x), `x = ${row.x}`).toBe(exact);
      else expect(Math.abs(functions[name](row.x) / exact - 1), `x = ${row.x}`).toBeLessThan(1e-14);
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('is NaN at NaN', () => expect(functions[name](NaN)).toBeNaN());

  it('has no step where its pieces meet', () => {
    // The pieces meet at multiples of 1/2, at 1/4 and where 128/(4 + x) is whole.
    const joints = [
      0.25,
      1,
      6,
      100,
      ...Array.from({ length: 20 }, (_, i) => i / 2),
      ...Array.from({ length: 31 }, (_, i) => 128 / (i + 1) - 4),
    ];
    for (const x of joints.filter((joint) => joint > 0 && joint < 25)) {
      const below = functions[name](x * (1 - 1e-15));
      const above = functions[name](x * (1 + 1e-15));
      // erfc falls by 2 x² times the distance, 2e-15 and its rounding, between the two points.
      expect(Math.abs(above / below - 1), `x = ${x}`).toBeLessThan(1e-14 + 6e-15 * x * x);
    }
  });
});

describe('limits of the error functions', () => {
  it('ends at ±1 for erf, at 0 and 2 for erfc', () => {
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
  });
  it('underflows erfc, not before 26.5', () => {
    expect(erfc(26.5)).toBeGreaterThan(0);
    expect(erfc(28)).toBe(0);
  });
  it('overflows erfcx below −26.7 only, and lets it fall as 1/(x√π)', () => {
    expect(erfcx(-26.6)).toBeLessThan(Infinity);
    expect(erfcx(-26.7)).toBe(Infinity);
    expect(erfcx(Infinity)).toBe(0);
    expect(erfcx(1e200) * 1e200).toBeCloseTo(1 / Math.sqrt(Math.PI), 14);
  });
  it('keeps the odd functions odd, and tiny arguments exact', () => {
    for (const x of [1e-300, 1e-9, 0.3, 0.7, 2.2, 8, 1e9]) {
      expect(erf(-x)).toBe(-erf(x));
      expect(dawson(-x)).toBe(-dawson(x));
    }
    expect(dawson(1e-300)).toBe(1e-300);
    expect(dawson(Infinity)).toBe(0);
  });
});
