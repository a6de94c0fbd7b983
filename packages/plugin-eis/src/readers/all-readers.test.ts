import { isIonwalkError } from '@ionwalk/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allReaders } from './all-readers.ts';
import { bytesOf, readBytes, readWith, sniffBytes } from '../../test/read-bytes.ts';
import { BINARY_FORMATS } from '../../test/binary-formats.ts';
import { FORMATS, POINTS } from '../../test/text-formats.ts';

const read = async (text: string, path = 'file.txt'): Promise<NonNullable<Awaited<ReturnType<typeof readBytes>>>> => {
  const result = await readBytes(path, bytesOf(text));
  if (!result) throw new Error('no reader matches');
  return result;
};
const columns = (result: Awaited<ReturnType<typeof read>>, index = 0): [number, number, number][] => {
  const { frequency, re, im } = result.datasets[index]!.variables;
  return Array.from(frequency.values, (f, i) => [f, re.values[i]!, im.values[i]!]);
};
const expectPoints = (got: readonly (readonly number[])[], want: readonly (readonly number[])[] = POINTS): void => {
  expect(got).toHaveLength(want.length);
  got.forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(value - want[i]![j]!)).toBeLessThanOrEqual(1e-6 * Math.abs(want[i]![j]!))),
  );
};

describe('every format that is no plain text', () => {
  test.each(Object.entries(BINARY_FORMATS))('%s is recognised by its content and read', async (_name, { reader, bytes, temperature }) => {
    const result = await readBytes('no-extension', bytes);
    expect(result?.reader.id).toBe(reader);
    expect(result?.match.reason).not.toBe('');
    expectPoints(columns(result!));
    expect(result!.datasets[0]!.conditions.temperature).toBe(temperature);
  });
});

describe('every text format', () => {
  test.each(Object.entries(FORMATS))(
    '%s is recognised by its content and read with the sign the header says',
    async (_name, { reader, text, temperature, meta, ascending }) => {
      const result = await read(text, 'no-extension');
      expect(result.reader.id).toBe(reader);
      expect(result.match.reason).not.toBe('');
      expectPoints(columns(result), ascending ? POINTS.toReversed() : POINTS);
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
    expectPoints(columns(result!));
    expectPoints(columns(await read(`\uFEFF${text}`)));
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

describe('csv', () => {
  test('spectra whose rows stand between each other are put together, line numbers and all, whatever the table’s length', async () => {
    const points = 700;
    const rows = Array.from({ length: points }, (_, i) => {
      const f = 10 ** (6 - i / 100);
      return ['a', 'b'].map((label, k) => `${label},${f},${100 + k + i},${i === 3 && k === 1 ? 'x' : -(i + 1)}`);
    }).flat();
    const { datasets, diagnostics } = await read(`spectrum,f,re,im\n${rows.join('\n')}\nc,1,2,-3\n`, 'mixed.csv');
    expect(datasets.map(({ title, size }) => [title, size['frequency']])).toEqual([
      ['a', points],
      ['b', points - 1],
      ['c', 1],
    ]);
    const [a, b] = datasets;
    expect([...a!.variables.re.values]).toEqual(Array.from({ length: points }, (_, i) => 100 + i));
    expect(b!.variables.re.values[3]).toBe(105);
    expect(diagnostics.find(({ code }) => code === 'eis/rows-dropped')!.where).toBe('mixed.csv:9');
  });
  const body = (map: (row: readonly number[]) => (number | string)[], separator = ','): string =>
    POINTS.map((row) => map(row).join(separator)).join('\n');
  test.each<[string, string]>([
    ['frequency last', body(([f, re, im]) => [re!, im!, f!])],
    ['an index first', `,Freq,Real,Imag\n${POINTS.map((row, i) => [i, ...row].join(',')).join('\n')}`],
    ['an index first and no header', POINTS.map((row, i) => [i, ...row].join(',')).join('\n')],
    ['−Im columns', `Frequency (Hz),Z' (Ohm),-Z'' (Ohm)\n${body(([f, re, im]) => [f!, re!, -im!])}`],
    [
      'a unit of its own for each column',
      `Frequency (kHz);Z re (kOhm);-Im (Ohm)\n${body(([f, re, im]) => [f! / 1e3, re! / 1e3, -im!], ';')}`,
    ],
    ['kHz and kOhm', `f (kHz);Re(Z) (kOhm);Im(Z) (kOhm)\n${body(([f, re, im]) => [f! / 1e3, re! / 1e3, im! / 1e3], ';')}`],
    ['mHz and mOhm', `freq/mHz\tZreal/mOhm\tZimag/mOhm\n${body(([f, re, im]) => [f! * 1e3, re! * 1e3, im! * 1e3], '\t')}`],
    ['MOhm', `frequency [Hz],Zre [MOhm],Zim [MOhm]\n${body(([f, re, im]) => [f!, re! / 1e6, im! / 1e6])}`],
    [
      'decimal commas and semicolons',
      `Frequency (Hz);Z' (Ω);-Z'' (Ω)\n${body(([f, re, im]) => [f!, re!, -im!].map((v) => String(v).replace('.', ',')), ';')}`,
    ],
    ['decimal commas and tabs without header', body((row) => row.map((v) => String(v).replace('.', ',')), '\t')],
    ['decimal commas and blanks', `f Zre Zim\n${body((row) => row.map((v) => v.toExponential(9).replace('.', ',')), '  ')}`],
    [
      'polar columns in degrees',
      `freq,|Z|,Phase\n${body(([f, re, im]) => [f!, Math.hypot(re!, im!), (Math.atan2(im!, re!) * 180) / Math.PI])}`,
    ],
    [
      'polar columns in rad, −phase',
      `freq (Hz),|Z| (Ohm),-phase (rad)\n${body(([f, re, im]) => [f!, Math.hypot(re!, im!), -Math.atan2(im!, re!)])}`,
    ],
    ['angular frequency', `omega,re,im\n${body(([f, re, im]) => [2 * Math.PI * f!, re!, im!])}`],
    ['a commented header', `# f, Z', Z''\n${body((row) => [...row])}`],
    ['a preamble of words', `My cell\nmeasured today\n\nFrequency,Zreal,Zimag\n${body((row) => [...row])}`],
  ])('reads %s', async (_name, text) => {
    const result = await read(text, 'f.csv');
    expect(result.reader.id).toBe('csv');
    expectPoints(columns(result));
  });
  test('one label without a sound row is said with its line and does not take the others with it', async () => {
    const { datasets, diagnostics } = await read('frequency,re,im,spectrum\n100,5,-1,a\n10,6,-2,a\n0,1,1,b\n100,7,-1,c\n');
    expect(datasets.map(({ title }) => title)).toEqual(['a', 'c']);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'eis/rows-dropped', where: expect.stringMatching(/:4$/) as string },
      { code: 'eis/rows-dropped' },
    ]);
    await expect(read('frequency,re,im,spectrum\n0,1,1,a\n0,2,1,b\n0,3,1,b\n')).rejects.toMatchObject({ code: 'eis/no-spectrum' });
  });
  test('a column spectrum holds many datasets, temperature and sample become conditions', async () => {
    const rows = ['a', 'b'].flatMap((label, k) => POINTS.map((row) => [...row, label, 300 + 25 * k, 'LLTO-1'].join(',')));
    const { datasets } = await read(`frequency,re,im,spectrum,temperature,sample\n${rows.join('\n')}`);
    expect(datasets.map(({ title, conditions }) => [title, conditions])).toEqual([
      ['a', { temperature: 300, sample: 'LLTO-1' }],
      ['b', { temperature: 325, sample: 'LLTO-1' }],
    ]);
    expect(datasets.every(({ size }) => size['frequency'] === POINTS.length)).toBe(true);
  });
  test('temperatures in degC split a table without labels', async () => {
    const rows = [25, 60].flatMap((t) => POINTS.map((row) => [t, ...row].join(',')));
    const { datasets } = await read(`T (degC),frequency,re,im\n${rows.join('\n')}`);
    expect(datasets.map(({ conditions }) => conditions.temperature)).toEqual([298.15, 333.15]);
  });
  test('header lines state temperature and geometry', async () => {
    const { datasets } = await read(
      `# Temperature: 27 degC\n# thickness = 2.00 mm, area = 0.785 cm2\nf,re,im\n${POINTS.map((row) => row.join(',')).join('\n')}`,
    );
    expect(datasets[0]!.conditions.temperature).toBeCloseTo(300.15, 9);
    expect(datasets[0]!.meta['thickness']).toBeCloseTo(2e-3, 12);
    expect(datasets[0]!.meta['area']).toBeCloseTo(0.785e-4, 12);
  });
  test('two sweeps one after the other are two datasets', async () => {
    const text = [...POINTS, ...POINTS].map((row) => row.join(',')).join('\n');
    const { datasets } = await read(`f,re,im\n${text}`, 'twice.csv');
    expect(datasets.map(({ title }) => title)).toEqual(['twice #1', 'twice #2']);
    expectPoints(columns(await read(`f,re,im\n${text}`), 1));
  });
  test('down and up again is two datasets', async () => {
    const text = [...POINTS, ...POINTS.toReversed().slice(1)].map((row) => row.join(',')).join('\n');
    expect((await read(`f,re,im\n${text}`)).datasets.map(({ size }) => size['frequency'])).toEqual([POINTS.length, POINTS.length - 1]);
  });
  test('rows without a positive frequency or a number are dropped and said', async () => {
    const { datasets, diagnostics } = await read(
      `f,re,im\n0,1,1\n-5,1,1\nnan,2,2\n${POINTS.map((row) => row.join(',')).join('\n')}\n1,abc,2\n3`,
    );
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/rows-dropped', where: 'file.txt:2' }]);
    expect(diagnostics[0]!.message).toContain(`5 of ${POINTS.length + 5} rows`);
  });
  test('stated uncertainties come along', async () => {
    const { datasets } = await read(`f,re,im,sigma_re,sigma_im\n${POINTS.map((row) => [...row, 0.5, 0.25].join(',')).join('\n')}`);
    expect(datasets[0]!.variables.re.sigma?.[3]).toBe(0.5);
    expect(datasets[0]!.variables.im.sigma?.[3]).toBe(0.25);
  });
  test('an unknown unit is an error that names the column', async () => {
    await expect(read(`f (Hz),re (Ohm cm2),im (Ohm cm2)\n${POINTS.map((row) => row.join(',')).join('\n')}`)).rejects.toMatchObject({
      code: 'eis/unit',
      kind: 'input',
    });
  });
});

describe('decimal commas', () => {
  test('are seen though a row has many whole numbers', async () => {
    const rows = POINTS.map(([f, re, im], i) =>
      [3, 0, 1, i, 39, ...[f!, re!, -im!].map((v) => v.toExponential(8).replace('.', ','))].join('\t'),
    );
    expectPoints(columns(await read(`mode\tox/red\terror\tNs\tI Range\tfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n${rows.join('\n')}`)));
  });
});

describe('what a header claims', () => {
  test('a wrong row count of a Gamry table is said, the rows there are read', async () => {
    const { datasets, diagnostics } = await read(FORMATS['Gamry']!.text.replace(/ZCURVE\tTABLE\t\d+/, 'ZCURVE\tTABLE\t99999999'));
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics.map(({ code }) => code)).toEqual(['eis/row-count']);
  });
  test('an EC-Lab text without frequencies is refused, naming the column', async () => {
    const text = FORMATS['EC-Lab text with its header']!.text.replaceAll('freq/Hz', 'time/s');
    await expect(read(text)).rejects.toMatchObject({ code: 'eis/column', message: expect.stringContaining('freq/Hz') as string });
  });
  test('an EC-Lab column lost to a spreadsheet comes from modulus and phase', async () => {
    const result = await read(FORMATS['EC-Lab text with its header']!.text.replace('-Im(Z)/Ohm', '#NAME?'));
    expectPoints(columns(result));
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['eis/from-polar']);
  });
  test('two ZCURVE tables are two datasets, drift-corrected columns are not used', async () => {
    const table = FORMATS['Gamry']!.text.slice(FORMATS['Gamry']!.text.indexOf('ZCURVE'));
    expect((await read(FORMATS['Gamry']!.text + table)).datasets).toHaveLength(2);
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
    const { datasets } = await read(FORMATS['Novocontrol']!.text.replace('pellet-140deg', 'pellet--40degC').replace(/Temp[^=]*=\S+/, ''));
    expect(datasets[0]!.conditions.temperature).toBeCloseTo(233.15, 9);
  });
});
