import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

test('quotes what needs it and leaves gaps for what is no finite number', () => {
  expect(
    csvText(
      ['a', 'b (K)'],
      [
        ['x,"y"', 1.5],
        [null, Number.NaN],
      ],
    ),
  ).toBe('a,b (K)\r\n"x,""y""",1.5\r\n,\r\n');
});
test.each(['=1+1', '+1', '-1', '@SUM', '\t=1', '\r=1'])('text %j is no formula any more', (text) => {
  expect(csvText(['a'], [[text]]).split('\r\n')[1]).toMatch(/^"?'/u);
});
test('a negative number stays a number', () => {
  expect(csvText(['a'], [[-1]])).toContain('\r\n-1\r\n');
});
