import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { normalQuantile } from '../fit/normal-quantile.ts';
import { compareRecords } from './compare-records.ts';
import type { HavenEntry } from './document.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';
import { isSkewed } from './skewed-interval.ts';

const P = [0.025, 0.16, 0.5, 0.84, 0.975];
/** A skewed error of ln D: median 0, a long tail upwards. */
const skewed = (z: number, size = 0.25): number => size * (z + 0.3 * z * z);
const quantiles = (value: number, error: (z: number) => number): number[] => P.map((p) => value * Math.exp(error(normalQuantile(p))));

const sigma = (u: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  makeRecord({ kind: 'D_sigma', value: 2e-12, T: 300, u, ...more });
const nmr = (value: number, more: Partial<DiffusionRecord>): DiffusionRecord =>
  makeRecord({ kind: 'D_NMR', value, T: 300, u: 0.1, ...more });
const bulk = (...records: DiffusionRecord[]): HavenEntry => compareRecords(records).haven[0] as HavenEntry;
const monotone = (z: number): number => skewed(Math.max(z, -1.6));

describe('intervals from quantiles', () => {
  const own = quantiles(1e-12, monotone);
  it('are those of the skewed value itself where all else is exact', () => {
    const entry = bulk(sigma(1e-9), nmr(1e-12, { quantiles: own }));
    expect(entry.value).toBeCloseTo(0.5, 12);
    // 16 000 mirrored draws know an end of the interval to about 0.02 of a standard deviation.
    expect(Math.abs(Math.log(Number(entry.lo) / (Number(own[0]) / 2e-12)))).toBeLessThan(0.01);
    expect(Math.abs(Math.log(Number(entry.hi) / (Number(own[4]) / 2e-12)))).toBeLessThan(0.02);
  });
  it('are longer on the side of the tail, and turned round below the line', () => {
    const above = bulk(sigma(0.05), nmr(1e-12, { quantiles: own }));
    const below = bulk(sigma(0.05, { value: 1e-12, quantiles: own }), nmr(1e-12, { u: 0.05 }));
    const sides = ({ lo, value, hi }: HavenEntry): number => Math.log(Number(hi) / Number(value)) / Math.log(Number(value) / Number(lo));
    expect(sides(above)).toBeGreaterThan(1.5);
    expect(sides(below)).toBeLessThan(1 / 1.5);
  });
  it('are the plain symmetric ones, to the digit, where the quantiles are those of a normal distribution', () => {
    const even = quantiles(1e-12, (z) => 0.1 * z);
    expect(isSkewed(nmr(1e-12, { quantiles: even }))).toBe(false);
    const entry = bulk(sigma(0.05), nmr(1e-12, { quantiles: even }));
    expect(Math.log(Number(entry.hi) / Number(entry.value))).toBeCloseTo(Math.log(Number(entry.value) / Number(entry.lo)), 12);
  });
  it('are the same each time, and reach the pair as well as the Haven ratio', () => {
    const records = [sigma(0.05), nmr(1e-12, { quantiles: own })];
    const [a, b] = [compareRecords(records), compareRecords(records)];
    expect(a).toEqual(b);
    const [pair, entry] = [a.comparisons[0], a.haven[0]];
    expect(Number(pair?.ratio) * Number(entry?.value)).toBeCloseTo(1, 12);
    expect(Math.log(Number(pair?.lo) * Number(entry?.hi))).toBeCloseTo(0, 1);
  });
  it('go along when a conductivity becomes a diffusion coefficient', () => {
    const carrier = { c: 1e28, u: 0, count: 'all' as const, how: '' };
    const conductivity = makeRecord({
      kind: 'sigma',
      unit: 'S/m',
      value: 0.1,
      T: 300,
      u: null,
      carrier,
      quantiles: quantiles(0.1, monotone),
    });
    const [derived] = compareRecords([conductivity]).records;
    expect(derived?.quantiles?.map((q) => q / derived.value)).toEqual(own.map((q) => expect.closeTo(q / 1e-12, 10) as number));
    expect(bulk(conductivity, nmr(1e-12, { u: 0.01 })).lo).not.toBeNull();
  });
  it('bound a boundary ratio by its own draws', () => {
    const layer = (more: Partial<DiffusionRecord>): DiffusionRecord[] => [
      sigma(0.02, { value: 1e-12 }),
      sigma(0.02, { value: 1e-12 / 3, region: 'total' }),
      nmr(1e-12, { u: 0.02 }),
      makeRecord({ kind: 'D_tracer', region: 'effective', value: 1e-12 / 5, T: 300, u: 0.1, ...more }),
    ];
    const gb = (more: Partial<DiffusionRecord>): HavenEntry =>
      compareRecords(layer(more)).haven.find((one) => one.region === 'gb') as HavenEntry;
    const [plain, drawn] = [gb({}), gb({ quantiles: quantiles(1e-12 / 5, (z) => 0.4 * monotone(z)) })];
    expect(drawn.value).toBe(plain.value);
    const side = ({ value, lo, hi }: HavenEntry): number => Number(hi) / Number(value) - Number(value) / Number(lo);
    expect(side(drawn)).toBeGreaterThan(side(plain) + 0.1);
  });

  const COUNT = process.env['IONWALK_SLOW'] ? 1000 : 160;
  it(`miss the truth as often above as below in ${COUNT} skewed measurements, which symmetric ones don’t`, () => {
    const random = seededRandom(17);
    const missed = { drawn: [0, 0], plain: [0, 0] };
    for (let i = 0; i < COUNT; i++) {
      // ln D was found short of the truth by the skewed error, so the truth lies above the value by it.
      const value = 1e-12 * Math.exp(-monotone(random.normal()));
      const below = 2e-12 * Math.exp(0.05 * random.normal());
      const own = quantiles(value, monotone);
      const u = Math.log(Number(own[3]) / Number(own[1])) / 2;
      for (const [name, record] of [
        ['drawn', nmr(value, { quantiles: own })],
        ['plain', nmr(value, { u })],
      ] as const) {
        const { lo, hi } = bulk(sigma(0.05, { value: below }), record);
        if (0.5 < Number(lo)) missed[name][0] = (missed[name][0] as number) + 1;
        if (0.5 > Number(hi)) missed[name][1] = (missed[name][1] as number) + 1;
      }
    }
    const slack = 3 * Math.sqrt((0.025 * 0.975) / COUNT);
    for (const side of missed.drawn) expect(Math.abs(side / COUNT - 0.025)).toBeLessThan(slack);
    // 6 of 100 instead of 2.5, all on the side of the tail.
    expect((missed.plain[1] as number) / COUNT).toBeGreaterThan(0.04);
    expect(missed.plain[1]).toBeGreaterThan(missed.drawn[1] as number);
  });
});
