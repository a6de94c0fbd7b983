import type { DiffusionRecord } from '@ionwalk/core';
import { expect, test } from 'vitest';
import { checksHeading } from './checks-heading.ts';

const check = (verdict: string): { verdict: string } => ({ verdict });
const of = (formula: string): Pick<DiffusionRecord, 'sample'> => ({ sample: { id: 'a', formula } });

test('counts what disagrees and nothing else', () => {
  const checks = ['disagrees', 'agrees', 'not-stated', 'disagrees', 'undecided'].map(check);
  const { title, sentence, formula } = checksHeading(checks, [of('Li0.29La0.57TiO3'), of('Li0.29La0.57TiO3')]);
  expect(title).toBe('What the LLTO chapter states, what its own inputs give, what was recovered');
  expect(sentence).toBe("two of its 5 numbers checked here don't follow from its own inputs");
  expect(formula).toBe('Li0.29La0.57TiO3');
});
test('one, none and many are said as such', () => {
  expect(checksHeading([check('disagrees')], []).sentence).toMatch(/^one .* doesn't follow/u);
  expect(checksHeading([check('agrees')], []).sentence).toMatch(/^none .* contradicts/u);
  expect(
    checksHeading(
      Array.from({ length: 14 }, () => check('disagrees')),
      [],
    ).sentence,
  ).toMatch(/^14 of/u);
});
test('another material, or several, is no LLTO chapter', () => {
  expect(checksHeading([], [of('LiNbO3')]).title).toContain('the text states');
  expect(checksHeading([], [of('Li0.29La0.57TiO3'), of('LiNbO3')])).toMatchObject({ formula: '' });
});
