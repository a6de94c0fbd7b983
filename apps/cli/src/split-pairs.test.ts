import { expect, it } from 'vitest';
import { splitPairs } from './split-pairs.ts';

it('repeats the flag before each further NAME=VALUE', () => {
  expect(splitPairs(['eis', 'fit', '--assign', 'bulk=R1', 'gb=R2', 'a.dta'])).toEqual([
    'eis',
    'fit',
    '--assign',
    'bulk=R1',
    '--assign',
    'gb=R2',
    'a.dta',
  ]);
  expect(splitPairs(['--guess', 'CPE1.n=0.9', 'R2@413=5'])).toEqual(['--guess', 'CPE1.n=0.9', '--guess', 'R2@413=5']);
});
it('leaves paths and other options alone', () => {
  const words = ['--fix', 'L1=0', './x=y.dta', '--circuit', 'R0', '--', '--fix', 'a=1', 'b=2'];
  expect(splitPairs(words)).toEqual(words);
});
