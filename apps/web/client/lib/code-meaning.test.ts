import { expect, test } from 'vitest';
import { codeMeaning, codeTag } from './code-meaning.ts';

test('a known code says what it means and what helps', () => {
  expect(codeMeaning('note/isotope')).toMatch(/isotopes.*What helps: use one isotope\.$/u);
  expect(codeMeaning('gate/gap-break')).toContain('measure inside the gap');
});
test('an unknown code is its own name', () => {
  expect(codeMeaning('note/new-thing')).toBe('note new thing');
  expect(codeMeaning('constructor')).toBe('constructor');
  expect(codeTag('gate/gap-break')).toBe('gap break');
  expect(codeTag('plain')).toBe('plain');
});
