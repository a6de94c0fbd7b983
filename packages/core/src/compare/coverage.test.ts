import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { compareRecords } from './compare-records.ts';
import { drawStudy, trueDiffusivities, type StudyTruth } from './fixtures/synthetic-study.ts';

const slow = Boolean(process.env['IONWALK_SLOW']);
const COUNT = slow ? 3000 : 300;
// Enough for the contrast, whatever the count of the coverage itself.
const CONTRAST = 200;
const AT = 313.15;

interface Tally {
  hits: number;
  count: number;
}

function drawTruth(random: ReturnType<typeof seededRandom>, i: number): StudyTruth {
  return {
    D300: 10 ** (-14 + 3 * random.uniform()),
    EaV: 0.2 + 0.3 * random.uniform(),
    havenBulk: [0.3, 0.6, 1][i % 3] as number,
    havenGb: [0.15, 0.24, 0.5, 1][i % 4] as number,
    share300: 10 ** (-1.2 + 2.7 * random.uniform()),
    dEaGbV: -0.02 + 0.16 * random.uniform(),
    c: 1e28,
  };
}

const withoutTags = (record: DiffusionRecord): DiffusionRecord => ({
  ...record,
  effects: [],
  ...(record.carrier ? { carrier: { ...record.carrier, u: 0 } } : {}),
});

function run(count: number, change: (record: DiffusionRecord) => DiffusionRecord): Map<string, Tally> {
  const random = seededRandom(20);
  const tallies = new Map<string, Tally>();
  for (let i = 0; i < count; i++) {
    const truth = drawTruth(random, i);
    const study = drawStudy(truth, random).map(change);
    const at = trueDiffusivities(truth, AT);
    const expected = { bulk: truth.havenBulk, gb: truth.havenGb, total: at.tracerTotal / at.sigmaTotal };
    for (const entry of compareRecords(study, { at: [AT] }).haven) {
      const tally = tallies.get(entry.bound === null ? entry.region : 'limit') ?? { hits: 0, count: 0 };
      const wanted = expected[entry.region];
      if (entry.value === null && entry.bound === null) continue;
      tally.count++;
      if (wanted >= (entry.lo ?? -Infinity) && wanted <= (entry.hi ?? Infinity)) tally.hits++;
      tallies.set(entry.bound === null ? entry.region : 'limit', tally);
    }
  }
  return tallies;
}

// Three binomial standard errors about 0.95.
const slack = (count: number): number => 3 * Math.sqrt((0.95 * 0.05) / count);

describe(`95 % intervals over ${COUNT} simulated studies with thermometer, geometry, gradient and carrier errors`, () => {
  const tallies = run(COUNT, (record) => record);
  it.each(['bulk', 'total', 'gb'])('hold the true Haven ratio of the %s in 93 to 97 %', (region) => {
    const { hits, count } = tallies.get(region) as Tally;
    expect(count).toBeGreaterThan(COUNT / 2);
    expect(hits / count).toBeGreaterThan(0.95 - Math.max(0.02, slack(count)));
    expect(hits / count).toBeLessThan(0.95 + Math.max(0.02, slack(count)));
  });
  it('hold it in 90 % where they are one-sided limits chosen by the data', () => {
    const { hits, count } = tallies.get('limit') as Tally;
    expect(count).toBeGreaterThan(COUNT / 10);
    // One-sided at 95 % each, the side that exists: 92.6 % in 3000 studies.
    expect(hits / count).toBeGreaterThan(0.9 - slack(count));
  });
  it('fail where the shared errors are ignored', () => {
    const bare = run(CONTRAST, withoutTags).get('bulk') as Tally;
    expect(bare.hits / bare.count).toBeLessThan(0.75);
  });
});
