import { expect, it } from 'vitest';
import { IonwalkError, inputError, usageError } from '../errors.ts';
import { batchExitCode, exitCodeOf } from './exit-code.ts';

it('gives each kind of error its code', () => {
  expect(exitCodeOf(usageError('a/b', '', { fix: 'x' }))).toBe(2);
  expect(exitCodeOf(inputError('a/b', '', { fix: 'x' }))).toBe(3);
  expect(exitCodeOf(new IonwalkError('plugin', 'a/b', '', { fix: 'x' }))).toBe(5);
  expect(exitCodeOf(new TypeError('x'))).toBe(1);
  expect(exitCodeOf(new DOMException('stop', 'AbortError'))).toBe(130);
});
it.each([
  [[0, 0], 0],
  [[0, 4], 4],
  [[4, 4], 4],
  [[3, 3], 3],
  [[0, 3], 6],
  [[4, 3], 6],
  [[0, 5], 6],
  [[5, 5], 6],
  [[0, 130], 130],
  [[3], 3],
  [[5], 5],
])('a batch of %j exits with %i', (exits, expected) => expect(batchExitCode(exits)).toBe(expected));
