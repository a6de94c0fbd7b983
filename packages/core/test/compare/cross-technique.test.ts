import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../src/api/record.ts';
import { compareRecords } from '../../src/compare/compare-records.ts';
import type { HavenEntry } from '../../src/compare/document.ts';
import { seededRandom } from '../../src/fit/seeded-random.ts';
import { recordsOf, totalHaven, type CrossTechniqueCase } from './cross-technique-case.ts';
import { drawCrossTechniqueCase } from './draw-cross-technique-case.ts';

const COUNT = process.env['IONWALK_SLOW'] ? 4000 : 640;
const AT = 313.15;

const withoutTags = (record: DiffusionRecord): DiffusionRecord => ({
  ...record,
  effects: [],
  ...(record.carrier ? { carrier: { ...record.carrier, u: 0 } } : {}),
});
const asStated = (record: DiffusionRecord): DiffusionRecord => record;

function trueRatio({ truth }: CrossTechniqueCase, { region, T }: HavenEntry): number {
  return { bulk: truth.HR_bulk, gb: truth.HR_gb, total: totalHaven(truth, T) }[region];
}

interface Tally {
  readonly hits: number;
  readonly count: number;
}

function coverage(cases: readonly CrossTechniqueCase[], change = asStated): Record<string, Tally> {
  const tallies: Record<string, Tally> = {};
  for (const one of cases) {
    for (const entry of compareRecords(recordsOf(one).map(change), { at: [AT] }).haven) {
      if (entry.lo === null && entry.hi === null) continue;
      const wanted = trueRatio(one, entry);
      const hit = wanted >= (entry.lo ?? 0) && wanted <= (entry.hi ?? Infinity);
      const name = entry.bound === null ? entry.region : 'limit';
      const { hits, count } = tallies[name] ?? { hits: 0, count: 0 };
      tallies[name] = { hits: hits + Number(hit), count: count + 1 };
    }
  }
  return tallies;
}

const rate = (tally: Tally | undefined): number => (tally === undefined ? NaN : tally.hits / tally.count);

describe(`${COUNT} drawn cross-technique cases, a third of them with a break`, () => {
  const random = seededRandom(313);
  const cases = Array.from({ length: COUNT }, (_, index) => drawCrossTechniqueCase(index, random));
  const stated = coverage(cases);

  it.each(['bulk', 'gb', 'total'])('hold the true Haven ratio (%s) in 93 to 97 of 100 intervals of 95 per cent', (region) => {
    expect(stated[region]?.count).toBeGreaterThan(COUNT / 2);
    expect(rate(stated[region])).toBeGreaterThanOrEqual(0.93);
    expect(rate(stated[region])).toBeLessThanOrEqual(0.97);
  });
  it('leave a one-sided limit, of the side the data determine, that holds in 90 of 100 or more', () => {
    expect(stated['limit']?.count).toBeGreaterThan(COUNT / 20);
    expect(rate(stated['limit'])).toBeGreaterThan(0.9 - 3 * Math.sqrt(0.09 / Number(stated['limit']?.count)));
  });
  it('fail without their tags: intervals of the bulk then hold in less than 70 of 100, those of the boundary in less than 93', () => {
    const bare = coverage(cases, withoutTags);
    expect(rate(bare['bulk'])).toBeLessThan(0.7);
    expect(rate(bare['gb'])).toBeLessThan(0.93);
  });
});

const file = new URL('../../../../../shared/data/reference/synthetic_cross_technique.json', import.meta.url);
describe.skipIf(!existsSync(file))('synthetic_cross_technique.json (../shared/data/reference)', () => {
  const { cases } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: CrossTechniqueCase[] }) : { cases: [] };

  it('is read as meant: its Haven ratio of the total follows from the rest of its truth', () => {
    expect(cases).toHaveLength(12);
    for (const { truth } of cases) expect(totalHaven(truth, AT) / truth.HR_total_at_313K).toBeCloseTo(1, 10);
  });
  // Twelve intervals of 95 % hold ten or more in 98 of 100 such files.
  it('has its true ratios inside the intervals of 10 cases of 12 or more per region, and all within three standard uncertainties', () => {
    const seen: Record<string, number> = {};
    for (const one of cases) {
      for (const entry of compareRecords(recordsOf(one), { at: [AT] }).haven) {
        const wanted = trueRatio(one, entry);
        if (entry.value !== null) expect(Math.abs(Math.log(wanted / entry.value)) / Number(entry.u), one.data.id).toBeLessThan(3);
        const hit = wanted >= (entry.lo ?? 0) && wanted <= (entry.hi ?? Infinity);
        seen[entry.region] = (seen[entry.region] ?? 0) + Number(hit);
      }
    }
    for (const region of ['bulk', 'gb', 'total']) expect(seen[region], region).toBeGreaterThanOrEqual(10);
  });
});
