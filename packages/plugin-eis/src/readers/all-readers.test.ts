import { isIonwalkError } from '@ionwalk/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allReaders } from './all-readers.ts';
import { readText, pointsOf, expectPoints } from '../../test/read-text.ts';
import { bytesOf, readBytes, readWith, sniffBytes } from '../../test/read-bytes.ts';
import { BINARY_FORMATS } from '../../test/binary-formats.ts';
import { FORMATS, POINTS } from '../../test/text-formats.ts';

describe('every format that is no plain text', () => {
  test.each(Object.entries(BINARY_FORMATS))('%s is recognised by its content and read', async (_name, { reader, bytes, temperature }) => {
    const result = await readBytes('no-extension', bytes);
    expect(result?.reader.id).toBe(reader);
    expect(result?.match.reason).not.toBe('');
    expectPoints(pointsOf(result!));
    expect(result!.datasets[0]!.conditions.temperature).toBe(temperature);
  });
});

describe('every text format', () => {
  test.each(Object.entries(FORMATS))(
    '%s is recognised by its content and read with the sign the header says',
    async (_name, { reader, text, temperature, meta, ascending }) => {
      const result = await readText(text, 'no-extension');
      expect(result.reader.id).toBe(reader);
      expect(result.match.reason).not.toBe('');
      expectPoints(pointsOf(result), ascending ? POINTS.toReversed() : POINTS);
      expect(result.datasets[0]!.conditions.temperature).toBe(temperature);
      expect(result.datasets[0]!.meta).toMatchObject(meta ?? {});
    },
  );
  test.each(Object.entries(FORMATS))('%s cut short anywhere gives whole rows or a typed error', async (_name, { reader, text }) => {
    const found = allReaders.find(({ id }) => id === reader)!;
    for (let length = 0; length < text.length; length += 7) {
      try {
        const { datasets } = await readWith(found, 'cut', bytesOf(text.slice(0, length)));
        for (const { variables } of datasets)
          for (const { values } of [variables.frequency, variables.re, variables.im])
            expect(values.every((v) => Number.isFinite(v))).toBe(true);
      } catch (error) {
        if (!isIonwalkError(error)) throw error;
        expect(error.fix).not.toBe('');
      }
    }
  });
  test.each(Object.entries(FORMATS))('%s with random bytes changed gives finite numbers or a typed error', async (_name, { text }) => {
    const bytes = bytesOf(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        for (const reader of allReaders) {
          reader.sniff({ path: 'x', size: damaged.length, head: damaged.subarray(0, 4096), siblings: [] });
          try {
            const { datasets } = await readWith(reader, 'x', damaged);
            for (const { variables } of datasets) expect(variables.re.values.every((v) => Number.isFinite(v))).toBe(true);
          } catch (error) {
            if (!isIonwalkError(error)) throw error;
          }
        }
      }),
      { numRuns: process.env['IONWALK_SLOW'] ? 100 : 8 },
    );
  });
  test('UTF-16 and a byte order mark make no difference', async () => {
    const { text } = FORMATS['EC-Lab text with its header']!;
    const utf16 = new Uint8Array(2 + 2 * text.length);
    utf16.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) utf16[2 + 2 * i] = text.charCodeAt(i);
    const result = await readBytes('x', utf16);
    expectPoints(pointsOf(result!));
    expectPoints(pointsOf(await readText(`\uFEFF${text}`)));
  });
});

describe('sniffing', () => {
  test.each([
    ...Object.entries(FORMATS).map(([name, { reader, text }]) => [name, reader, bytesOf(text)] as const),
    ...Object.entries(BINARY_FORMATS).map(([name, { reader, bytes }]) => [name, reader, bytes] as const),
  ])('%s is certain for eis/%s alone', (_name, reader, bytes) => {
    const matches = allReaders.flatMap((candidate) => {
      const match = candidate.sniff({ path: 'x', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] });
      return match ? [`${candidate.id} ${match.confidence}`] : [];
    });
    expect(matches).toEqual([`${reader} certain`]);
  });
  test.each([
    ['nothing', ''],
    ['one byte', 'x'],
    ['prose', 'We measured the impedance of the pellet at 25 degC.\nIt was high.\n'],
    [
      'a SIMS profile',
      '# simulated\ndepth (um),6Li,7Li\n0.1,1020,980\n0.2,1001,990\n0.3,995,1003\n0.4,990,1010\n0.5,970,1020\n0.6,950,1033\n',
    ],
    ['a SIMS profile without header, equal steps', '0.1,1020,980\n0.2,1001,990\n0.3,995,1003\n0.4,990,1010\n0.5,970,1020\n0.6,950,1033\n'],
    ['an NMR echo decay', 'b (s/m2),signal,sigma\n1e8,1,0.01\n2e8,0.9,0.01\n4e8,0.8,0.01\n8e8,0.7,0.01\n16e8,0.5,0.01\n'],
    ['an NMR spectrum', 'shift,re,im\n100,1,2\n200,3,1\n300,2,0\n400,1,-1\n500,0,-2\n600,1,1\n'],
    ['BPP data', 'T (K),T1 (s),u_T1 (s)\n300,1,0.1\n310,0.8,0.1\n320,0.6,0.1\n330,0.5,0.1\n340,0.4,0.1\n'],
    ['conductivities', 'kind,region,value,unit,u,T\nsigma,bulk,1e-4,S/m,0.1,300\n'],
    ['JSON', '{"records":[{"kind":"sigma","value":1,"T":300}]}\n'],
    ['a Gamry file of another technique', 'EXPLAIN\nTAG\tCV\nTITLE\tLABEL\tCyclic\tx\n'],
    ['JSON of a fit', '{"model":{"CPE0":{"Y_0":{"value":0.68,"value_unit":"S"}}},"measurements":[]}\n'],
    ['an ini file', '[General]\nTitle=My program\nMethod=fast\n'],
    [
      'a CH Instruments voltammogram',
      'Feb. 20, 2020   15:55:08\nCyclic Voltammetry\nInstrument Model:  CHI660E\n\nPotential/V, Current/A\n\n0.1, 1e-6\n',
    ],
    ['a version alone', 'VERSION8.0\n12\nnot a number\nnor this\n'],
    ['a list with a count on line 6', 'a\nb\nc\nd\ne\n3\none two three\n'],
    ['JCAMP', '##TITLE= x\n##JCAMP-DX= 5.0\n##DATA TYPE= NMR SPECTRUM\n'],
  ])('declines %s', (_name, text) => {
    expect(sniffBytes('f.csv', bytesOf(text))).toBeUndefined();
  });
  test('declines bytes that are no text', () => {
    for (const fill of [0, 255]) expect(sniffBytes('f.z', new Uint8Array(100).fill(fill))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        sniffBytes('f', bytes);
      }),
      { numRuns: 200 },
    );
  });
  test('only possible for numbers alone', () => {
    const numbers = POINTS.map((row) => row.join(',')).join('\n');
    expect(sniffBytes('f.csv', bytesOf(numbers))?.match.confidence).toBe('possible');
  });
});

describe('what a header claims', () => {
  test('a wrong row count of a Gamry table is said, the rows there are read', async () => {
    const { datasets, diagnostics } = await readText(FORMATS['Gamry']!.text.replace(/ZCURVE\tTABLE\t\d+/, 'ZCURVE\tTABLE\t99999999'));
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics.map(({ code }) => code)).toEqual(['eis/row-count']);
  });
  test('an EC-Lab text without frequencies is refused, naming the column', async () => {
    const text = FORMATS['EC-Lab text with its header']!.text.replaceAll('freq/Hz', 'time/s');
    await expect(readText(text)).rejects.toMatchObject({ code: 'eis/column', message: expect.stringContaining('freq/Hz') as string });
  });
  test('an EC-Lab column lost to a spreadsheet comes from modulus and phase', async () => {
    const result = await readText(FORMATS['EC-Lab text with its header']!.text.replace('-Im(Z)/Ohm', '#NAME?'));
    expectPoints(pointsOf(result));
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['eis/from-polar']);
  });
  test('two ZCURVE tables are two datasets, drift-corrected columns are not used', async () => {
    const table = FORMATS['Gamry']!.text.slice(FORMATS['Gamry']!.text.indexOf('ZCURVE'));
    expect((await readText(FORMATS['Gamry']!.text + table)).datasets).toHaveLength(2);
  });
  test('drift-corrected columns of Gamry are used where asked for, and asked for in vain refused', async () => {
    const gamry = allReaders.find(({ id }) => id === 'gamry-dta')!;
    const corrected = async (name: string): ReturnType<typeof readWith> =>
      readWith(gamry, 'x', bytesOf(FORMATS[name]!.text), { 'drift-corrected': true });
    expect((await corrected('Gamry')).datasets[0]!.variables.re.values.every((value) => value === 7)).toBe(true);
    await expect(corrected('a look-alike of Gamry with free text')).rejects.toMatchObject({
      code: 'eis/column',
      fix: expect.stringContaining('without') as string,
    });
  });
  test('a Novocontrol export of permittivities is refused', async () => {
    const found = allReaders.find(({ id }) => id === 'novocontrol')!;
    await expect(readWith(found, 'x', bytesOf("s\n Freq.[Hz]\tEps'\tEps''\n 1\t2\t3\n"))).rejects.toMatchObject({ code: 'eis/column' });
  });
  test('below zero degC in a sample name', async () => {
    const { datasets } = await readText(
      FORMATS['Novocontrol']!.text.replace('pellet-140deg', 'pellet--40degC').replace(/Temp[^=]*=\S+/, ''),
    );
    expect(datasets[0]!.conditions.temperature).toBeCloseTo(233.15, 9);
  });
});
