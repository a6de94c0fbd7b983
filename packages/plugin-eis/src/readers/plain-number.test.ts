import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellNumber } from './cell-number.ts';
import { plainNumber } from './plain-number.ts';

const both = (text: string, comma = false): [number, number] => [plainNumber(text, 0, text.length, comma), cellNumber(text, comma)];

test('what it reads is to the last bit what Number reads', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 15 }), (value, digits) => {
      for (const text of [
        value.toPrecision(digits),
        value.toExponential(digits - 1),
        ` ${value.toExponential(digits - 1).toUpperCase()}\r`,
      ]) {
        const [plain, number] = both(text);
        if (!Number.isNaN(plain)) expect(plain).toBe(number);
      }
    }),
    { numRuns: 2000 },
  );
});
test.each(['1', '-0', '+1.', '.5', '1.5e3', '-2.5E-07', '100000', '0.0000001234', '12345.678901234', '1e22', '  7 ', '3\r', '000123'])(
  '%j is plain',
  (text) => {
    const [plain, number] = both(text);
    expect(plain).toBe(number);
  },
);
test.each([
  '',
  ' ',
  '-',
  '.',
  '+.',
  'e5',
  '1e',
  '1e+',
  '1e1.5',
  '1..2',
  '1,5',
  '0x10',
  'NaN',
  'inf',
  '1 2',
  '--1',
  '1e999',
  '1e-30',
  '1234567890123456',
  '1.5D-3',
  '1_000',
  '٣',
  '1e0005',
])('%j is left to others', (text) => expect(plainNumber(text, 0, text.length, false)).toBeNaN());
test('a decimal comma is one only where it is said, and a cell ends where it ends', () => {
  expect(plainNumber('1,5', 0, 3, true)).toBe(1.5);
  expect(plainNumber('1,5,2', 0, 5, true)).toBeNaN();
  expect(plainNumber('12;34;56', 3, 5, false)).toBe(34);
});
