import { describe, expect, it } from 'vitest';
import { compareRecords } from '../../src/compare/compare-records.ts';
import { parseRecords } from '../../src/compare/read/parse-records.ts';
import { PAIR_CORPUS, type PairCase } from './pair-corpus.ts';

interface Answer {
  readonly gate: PairCase['gate'];
  readonly codes: readonly string[];
  readonly ratio: number | null;
}

/** A conductivity that gives no diffusion coefficient has no series to compare: its diagnostic is the refusal. */
function compared({ a, b }: PairCase): Answer {
  const { comparisons, diagnostics } = compareRecords(parseRecords(JSON.stringify([...a, ...b]), 'pair.json'));
  expect(comparisons.length).toBeLessThan(2);
  return comparisons[0] ?? { gate: 'not-comparable', codes: diagnostics.map((diagnostic) => diagnostic.code), ratio: null };
}

const isRight = (one: PairCase, { gate, codes }: Answer): boolean =>
  gate === one.gate && (one.code === null ? codes.length === 0 : codes.includes(one.code));

describe(`${PAIR_CORPUS.length} pairs with known answers`, () => {
  const answers = PAIR_CORPUS.map((one) => ({ one, found: compared(one) }));
  const wrong = answers
    .filter(({ one, found }) => !isRight(one, found))
    .map(({ one, found }) => `${one.title}: ${found.gate} ${found.codes.join(' ')}`);

  it('are a hundred or more, of all three answers', () => {
    expect(PAIR_CORPUS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(PAIR_CORPUS.map((one) => one.title)).size).toBe(PAIR_CORPUS.length);
    for (const gate of ['comparable', 'correctable', 'not-comparable'])
      expect(PAIR_CORPUS.filter((one) => one.gate === gate).length).toBeGreaterThan(10);
  });
  it('are answered right in 98 of 100 or more', () => {
    expect(wrong.length / answers.length, wrong.join('\n')).toBeLessThanOrEqual(0.02);
  });
  it('are never called comparable where they are not, nor without the correction they need', () => {
    const loose = answers.filter(
      ({ one, found }) => found.gate !== one.gate && (one.gate === 'not-comparable' || found.gate === 'comparable'),
    );
    expect(loose.map(({ one }) => one.title)).toEqual([]);
  });
  it('have a ratio exactly where they may be compared', () => {
    for (const { one, found } of answers) expect(found.ratio === null, one.title).toBe(found.gate === 'not-comparable');
  });
  it('are answered alike the other way round', () => {
    for (const { one, found } of answers) {
      const back = compared({ ...one, a: one.b, b: one.a });
      expect([back.gate, new Set(back.codes)], one.title).toEqual([found.gate, new Set(found.codes)]);
    }
  });
});
