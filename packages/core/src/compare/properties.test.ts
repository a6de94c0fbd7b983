import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { compareRecords } from './compare-records.ts';
import type { CompareDocument } from './document.ts';
import { drawStudy, makeRecord } from './fixtures/synthetic-study.ts';

const truth = { D300: 1e-12, EaV: 0.3, havenBulk: 0.6, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 };
const seeds = [1, 2, 3, 4, 5];
const study = (seed: number): DiffusionRecord[] => drawStudy(truth, seededRandom(seed));
const numbers = ({ haven }: CompareDocument): (readonly [string, number, number | null, number | null, number | null])[] =>
  haven.map((entry) => [entry.region, entry.T, entry.value, entry.lo, entry.hi] as const);

describe('compareRecords', () => {
  it.each(seeds)('gives the same whatever the order of the records (seed %i)', (seed) => {
    const records = study(seed);
    const random = seededRandom(seed + 100);
    const shuffled = records
      .map((record) => ({ record, at: random.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ record }) => record);
    const [a, b] = [compareRecords(records), compareRecords(shuffled)];
    expect({ ...b, records: [] }).toEqual({ ...a, records: [] });
    expect(new Set(b.records.map((record) => record.id))).toEqual(new Set(a.records.map((record) => record.id)));
  });

  it.each(seeds)('gives the same when an unrelated record is deleted (seed %i)', (seed) => {
    const records = study(seed);
    const others = [250, 300, 350, 400].map((T) => makeRecord({ kind: 'D_NMR', value: 1e-12, T, u: 0.1, sample: { id: 'another' } }));
    const kept = compareRecords([...records, ...others]);
    expect(kept.haven.filter((entry) => entry.sample === 'study')).toEqual(compareRecords(records).haven);
    expect(kept.laws.filter((law) => law.sample === 'study')).toEqual(compareRecords(records).laws);
  });

  it.each(seeds)('shifts ln of every bulk ratio, and nothing else, when D is scaled (seed %i)', (seed) => {
    const records = study(seed);
    const scaled = records.map((record) =>
      record.kind === 'D_NMR' ? makeRecord({ ...record, id: `${record.id}x`, value: record.value * 7 }) : record,
    );
    const bulk = (all: readonly DiffusionRecord[]): CompareDocument['haven'] =>
      compareRecords(all).haven.filter((entry) => entry.region === 'bulk');
    const [a, b] = [bulk(records), bulk(scaled)];
    a.forEach((entry, i) => {
      expect(Number(b[i]?.value) / Number(entry.value)).toBeCloseTo(7, 9);
      expect(Number(b[i]?.u)).toBeCloseTo(Number(entry.u), 12);
    });
  });

  it.each(seeds)('leaves the interval of the bulk ratio when one tag is added to both of its sides (seed %i)', (seed) => {
    const records = study(seed);
    const tagged = records.map((record) => ({ ...record, id: `${record.id}t`, effects: [...record.effects, { tag: 'common', u: 0.3 }] }));
    const bulk = (all: DiffusionRecord[]): unknown =>
      numbers(compareRecords(all))
        .filter(([region]) => region === 'bulk')
        .map(([, T, ...rest]) => [T, ...rest.map((value) => Number(Number(value).toPrecision(10)))]);
    expect(bulk(tagged)).toEqual(bulk(records));
  });

  it('inverts the ratio when the two kinds are exchanged', () => {
    const line = (kind: string, factor: number): DiffusionRecord[] =>
      [300, 330, 360, 390].map((T) => makeRecord({ kind, value: factor * Math.exp(-3500 * (1 / T - 1 / 300)) * 1e-12, T, u: 0.05 }));
    const ratio = (a: number, b: number): number =>
      Number(compareRecords([...line('D_NMR', a), ...line('D_tracer', b)]).comparisons[0]?.ratio);
    expect(ratio(2, 1) * ratio(1, 2)).toBeCloseTo(1, 12);
  });

  it('counts its own derived D_sigma once when they are given back to it', () => {
    const records = study(1);
    const first = compareRecords(records);
    const again = compareRecords([...records, ...first.records]);
    expect(numbers(again)).toEqual(numbers(first));
    expect(again.records.filter((record) => record.kind === 'D_sigma')).toEqual([]);
  });

  it('holds only what JSON can hold', () => {
    const document = compareRecords([...study(2), makeRecord({ kind: 'D_local', region: 'local', value: 1e-12, T: 300 })]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
