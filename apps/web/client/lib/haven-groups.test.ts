import type { DiffusionRecord } from '@ionwalk/core';
import type { HavenEntry } from '@ionwalk/core/compare';
import { expect, test } from 'vitest';
import { havenGroups, numeratorOf, ratioTexts } from './haven-groups.ts';

const entry = (T: number, verdict: HavenEntry['verdict'], u: number | null): HavenEntry =>
  ({ sample: 'a', region: 'bulk', numerator: 'D_NMR', T, verdict, u, bound: null }) as unknown as HavenEntry;

test('the best known ratio leads its group, and every entry is in exactly one', () => {
  const all = [entry(300, 'agree', 0.2), entry(350, 'agree', 0.1), entry(450, 'not-comparable', null), entry(400, 'agree', 0.3)];
  const groups = havenGroups(all);
  expect(groups.map(({ first }) => first.T)).toEqual([350, 450]);
  expect(groups.flatMap(({ first, others }) => [first, ...others])).toHaveLength(all.length);
});
test('a different verdict is never folded away', () => {
  expect(havenGroups([entry(300, 'agree', 0.1), entry(310, 'differ', 0.2)])).toHaveLength(2);
});
test('a ratio has the decimals its interval is worth', () => {
  expect(ratioTexts({ value: 1.0049, lo: 0.8739, hi: 1.1502 })).toEqual({ value: '1.00', lo: '0.87', hi: '1.15' });
  expect(ratioTexts({ value: 0.24, lo: 0.2312, hi: 0.2491 }).lo).toBe('0.2312');
});
test('a row opens the value above its line, at its temperature', () => {
  const records = [
    { id: 'a', kind: 'D_sigma', T: 300 },
    { id: 'b', kind: 'D_NMR', T: 350 },
    { id: 'c', kind: 'D_NMR', T: 301 },
  ] as unknown as DiffusionRecord[];
  const byId = new Map(records.map((record) => [record.id, record]));
  expect(numeratorOf({ parents: ['a', 'b', 'c'], numerator: 'D_NMR', T: 300 }, byId)?.id).toBe('c');
  expect(numeratorOf({ parents: ['a'], numerator: 'D_NMR', T: 300 }, byId)?.id).toBe('a');
  expect(numeratorOf({ parents: ['x'], numerator: 'D_NMR', T: 300 }, byId)).toBeUndefined();
});
