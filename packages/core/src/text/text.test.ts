import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteCursor } from './byte-cursor.ts';
import { decodeText, looksLikeText } from './decode-text.ts';
import { readDelimitedTable, toNumber } from './delimited-table.ts';

describe('ByteCursor', () => {
  it('says where it ran out of bytes instead of reading past the end', () => {
    const cursor = new ByteCursor(new Uint8Array(6), 'a.im').skip(4);
    expect(() => cursor.uint32()).toThrow(expect.objectContaining({ code: 'file/truncated', where: 'a.im: byte 4' }) as Error);
    expect(cursor.position).toBe(4);
  });
  it('refuses a forged count before anything is allocated by it', () => {
    const cursor = new ByteCursor(new Uint8Array(6), 'a.im');
    for (const count of [2 ** 31, -1, NaN, 1.5])
      expect(() => cursor.require(count, 4)).toThrow(expect.objectContaining({ code: 'file/truncated' }) as Error);
  });
  it('reads both byte orders', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(new ByteCursor(bytes, '').uint32()).toBe(0x04030201);
    expect(new ByteCursor(bytes, '', false).uint32()).toBe(0x01020304);
  });
});

describe('decodeText', () => {
  it('reads UTF-8 with its mark, UTF-16 with and without one, and Windows-1252', () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a))).toBe('a\n');
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62, 0))).toBe('ab');
    expect(decodeText(Uint8Array.of(0x61, 0, 0x62, 0, 0x63, 0, 0x64, 0))).toBe('abcd');
    expect(decodeText(Uint8Array.of(0xb0, 0x43))).toBe('°C');
  });
  it('tells text from binary', () => {
    expect(looksLikeText(new TextEncoder().encode('f\tZ\n1\t2'))).toBe(true);
    expect(looksLikeText(Uint8Array.of(0, 1, 2, 3))).toBe(false);
    expect(looksLikeText(new Uint8Array(0))).toBe(false);
  });
});

describe('readDelimitedTable', () => {
  it('finds comments, header, units and line numbers', () => {
    const table = readDelimitedTable('# sample A\n\ndepth (um),6Li\n1,20\n2,30\n');
    expect(table.comments).toEqual(['sample A']);
    expect(table.columns).toEqual([
      { header: 'depth (um)', name: 'depth', unit: 'um' },
      { header: '6Li', name: '6Li', unit: null },
    ]);
    expect(table.rows).toEqual([
      ['1', '20'],
      ['2', '30'],
    ]);
    expect(table.lines).toEqual([4, 5]);
  });
  it('reads decimal commas where the separator is something else', () => {
    const table = readDelimitedTable('f;Z\n1,5;2,25\n');
    expect(table.decimalComma).toBe(true);
    expect(toNumber(table.rows[0]?.[1] ?? '', table.decimalComma)).toBe(2.25);
  });
  it('knows a headerless table', () => {
    expect(readDelimitedTable('1 2 3\n4 5 6\n')).toMatchObject({ columns: [], delimiter: ' ' });
    expect(readDelimitedTable('1,2,nan\n4,5,6\n').columns).toEqual([]);
  });
  it('keeps delimiters inside quotes', () => {
    expect(readDelimitedTable('a,b\n"x, ""y""",2\n').rows[0]).toEqual(['x, "y"', '2']);
  });
  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void readDelimitedTable(text)));
  });
});

describe('toNumber', () => {
  it('is NaN for what is not wholly a number', () => {
    for (const cell of ['', 'a', '1a', '1.2.3', '0x10', '1_000', '--1']) expect(toNumber(cell)).toBeNaN();
    expect(toNumber('1.5D-3')).toBe(1.5e-3);
    expect(toNumber('-inf')).toBe(-Infinity);
  });
});
