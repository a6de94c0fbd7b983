import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each([
  ['12/ser', '12/ser'],
  ['../../etc/passwd', 'etc/passwd'],
  ['/etc/passwd', 'etc/passwd'],
  ['C:\\data\\..\\a.DTA', 'data/a.DTA'],
  ['a\u0000b\n.txt', 'ab.txt'],
  ['./a//b/.', 'a/b'],
  ['..', 'unnamed'],
  ['', 'unnamed'],
  ['Probe ünï 1.txt', 'Probe ünï 1.txt'],
])('%j becomes %j', (name, path) => {
  expect(safePath(name)).toBe(path);
});
test('no mix of dots, slashes and controls leads anywhere else', () => {
  const pieces = ['..', '.', '/', '\\', '\u0000', 'a', 'C:', '...', ' '];
  for (let n = 0; n < 9 ** 5; n++) {
    const name = Array.from({ length: 5 }, (_, i) => pieces[Math.floor(n / 9 ** i) % 9]).join('');
    const path = safePath(name);
    const leads = /^\/|(^|\/)\.{1,2}(\/|$)|\\|\/\/|\/$/u.test(path);
    if (leads || path.includes('\u0000') || path === '') expect.fail(`${JSON.stringify(name)} gives ${JSON.stringify(path)}`);
  }
});
