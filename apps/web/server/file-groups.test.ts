import { expect, test } from 'vitest';
import { fileGroups } from './file-groups.ts';

const files = ['a.txt', 'b.txt', '12/ser', '12/acqus', '12/pdata/1/procs'].map((path) => ({ path, blob: new Blob() }));

test('each file at the top and each folder is an argument of its own', () => {
  const groups = fileGroups(files);
  expect(groups.map(({ path, only }) => [path, only ?? null])).toEqual([
    ['a.txt', ['a.txt']],
    ['b.txt', ['b.txt']],
    ['12', null],
  ]);
  expect(groups[2]?.files).toHaveLength(3);
  expect(groups[0]?.files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt']);
});
test('with a main file the others are companions', () => {
  expect(fileGroups(files, '12/ser')).toEqual([{ path: '12/ser', files, only: ['12/ser'] }]);
});
test('no file, no argument', () => {
  expect(fileGroups([])).toEqual([]);
});
