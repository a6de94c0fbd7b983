import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

it('lets no control character of a file reach the terminal', () => {
  expect(plainText('a\u001b[2Jb\u0007\u009b31m\u202ec')).toBe('a\ufffd[2Jb\ufffd\ufffd31m\ufffdc');
  expect(plainText('7Li, Δ = 20 ms, Å')).toBe('7Li, Δ = 20 ms, Å');
});
