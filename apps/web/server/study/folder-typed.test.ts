import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folderTyped } from './folder-typed.ts';

test('is relative below the current folder and full elsewhere', () => {
  const cwd = resolve('/home/me');
  expect(folderTyped(resolve('/home/me/llto-study'), cwd)).toBe('llto-study');
  expect(folderTyped('llto-study/', cwd)).toBe('llto-study');
  expect(folderTyped('.', cwd)).toBe('.');
  expect(folderTyped('../you', cwd)).toBe(resolve('/home/you'));
  expect(folderTyped('..study', cwd)).toBe('..study');
});
