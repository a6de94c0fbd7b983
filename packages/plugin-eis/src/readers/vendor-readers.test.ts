import type { Reader } from '@ionwalk/core';
import { describe, expect, test } from 'vitest';
import { IVIUM_ROWS, iviumBytes, pssessionBytes } from '../../test/binary-formats.ts';
import { bytesOf, readWith } from '../../test/read-bytes.ts';
import { FORMATS, POINTS } from '../../test/text-formats.ts';
import { autolabNova } from './autolab-nova.ts';
import { chi } from './chi.ts';
import { ecochemieDfr } from './ecochemie-dfr.ts';
import { elchemeaI2b } from './elchemea-i2b.ts';
import { gamryDta } from './gamry-dta.ts';
import { ivium } from './ivium.ts';
import { p00 } from './p00.ts';
import { palmsensPssession } from './palmsens-pssession.ts';
import { parstat } from './parstat.ts';
import { relaxis } from './relaxis.ts';
import { versastudioPar } from './versastudio-par.ts';

const read = (reader: Reader, text: string | Uint8Array<ArrayBuffer>): ReturnType<typeof readWith> =>
  readWith(reader, 'pellet.x', typeof text === 'string' ? bytesOf(text) : text);
const text = (name: string): string => FORMATS[name]!.text;
const codes = ({ diagnostics }: Awaited<ReturnType<typeof readWith>>): string[] => diagnostics.map(({ code }) => code);
const lengths = ({ datasets }: Awaited<ReturnType<typeof readWith>>): number[] => datasets.map(({ size }) => size['frequency']!);

describe('what a count claims', () => {
  test.each<[string, Reader, string]>([
    ['Eco Chemie', ecochemieDfr, text('Eco Chemie').replace(`\n${POINTS.length}\r`, '\n99999999\r')],
    ['Elchemea', elchemeaI2b, text('Elchemea').replace(`\n${POINTS.length}\n`, '\n9999999\n')],
    ['P00', p00, text('P00').replace(` ${POINTS.length} `, ' 99999999 ')],
  ])('%s with more points announced than there are: read, and said', async (_name, reader, damaged) => {
    const result = await read(reader, damaged);
    expect(lengths(result)).toEqual([POINTS.length]);
    expect(codes(result)).toEqual(['eis/row-count']);
    expect(result.diagnostics[0]!.message).toMatch(new RegExp(`announces 9+ rows, ${POINTS.length} are there`));
  });
  test('Ivium with more rows announced than there are: read, and said', async () => {
    const result = await read(ivium, iviumBytes([{ title: 'a', method: 'Impedance', rows: IVIUM_ROWS, claimed: 123_456_789 }]));
    expect(lengths(result)).toEqual([POINTS.length]);
    expect(codes(result)).toEqual(['eis/row-count']);
  });
});

describe('several spectra in a file', () => {
  test('Ivium .ids: one dataset per impedance measurement, with its own title; another technique is passed over', async () => {
    const sweep = { rows: IVIUM_ROWS, method: 'Impedance' };
    const cv = Array.from({ length: 20 }, (_, i) => [0.1 * i, 1e-6 * i, i]);
    const result = await read(
      ivium,
      iviumBytes([
        { ...sweep, title: 'one' },
        { title: 'cv', method: 'CyclicVoltammetry', rows: cv },
        { ...sweep, title: 'two' },
      ]),
    );
    expect(result.datasets.map(({ title }) => title)).toEqual(['one', 'two']);
    expect(lengths(result)).toEqual([POINTS.length, POINTS.length]);
    expect(codes(result)).toEqual(['eis/other-technique']);
  });
  test('Ivium measurements of one title get titles of their own', async () => {
    const sweep = { rows: IVIUM_ROWS, method: 'Impedance', title: 'pellet' };
    expect((await read(ivium, iviumBytes([sweep, sweep]))).datasets.map(({ title }) => title)).toEqual([
      'pellet',
      'pellet (measurement 2)',
    ]);
  });
  test('PalmSens: one dataset per measurement and per scan, in order', async () => {
    const result = await read(palmsensPssession, pssessionBytes([POINTS, [...POINTS, ...POINTS]]));
    expect(result.datasets.map(({ title }) => title)).toEqual([
      'Impedance Spectroscopy (measurement 2)',
      'Impedance Spectroscopy (measurement 3) #1',
      'Impedance Spectroscopy (measurement 3) #2',
    ]);
  });
  test('VersaStudio: one dataset per segment, a segment of a rest is passed over', async () => {
    const segment = /<Segment1>[^]*<\/Segment1>\n/.exec(text('VersaStudio'))![0];
    const rest =
      '<Segment2>\nDefinition=Segment #, Point #, E(V), Frequency(Hz), Z Real, Z Imag, 0\n1,0,0.1,0,0,0,0\n1,1,0.1,0,0,0,0\n</Segment2>\n';
    const result = await read(
      versastudioPar,
      text('VersaStudio').replace(segment, segment + rest + segment.replaceAll('Segment1', 'Segment3')),
    );
    expect(result.datasets.map(({ title }) => title)).toEqual(['pellet segment 1', 'pellet segment 3']);
    expect(codes(result).filter((code) => code !== 'eis/rows-dropped')).toEqual(['eis/segment-skipped']);
  });
  test('RelaxIS: spectra side by side, each with its own temperature', async () => {
    const rows = POINTS.toReversed().map((row) => [...row, ...row.map((v, i) => (i === 0 ? v : 2 * v))].join('\t'));
    const result = await read(
      relaxis,
      [
        'RelaxIS 3.0 Spectrum export',
        'Date: 1/1/2025',
        "Data: Frequency\tData: Z'\tData: Z''\tData: Frequency\tData: Z'\tData: Z''",
        'TM=25 degC\ta\t\tTM=60 degC\tb\t',
        ...rows,
      ].join('\n'),
    );
    expect(result.datasets.map(({ conditions }) => conditions.temperature)).toEqual([298.15, 333.15]);
    expect(result.datasets[1]!.variables.re.values[0]).toBe(2 * POINTS.at(-1)![1]!);
  });
  test('NOVA: a second sweep is a second dataset', async () => {
    const [header, ...rows] = text('Autolab NOVA').split('\r\n');
    expect(lengths(await read(autolabNova, [header, ...rows, ...rows].join('\n')))).toEqual([POINTS.length, POINTS.length]);
  });
});

describe('what is wrong with a file', () => {
  test('VersaStudio cut short: the last row, perhaps half a number, is left out', async () => {
    const whole = text('VersaStudio');
    const result = await read(versastudioPar, whole.slice(0, whole.indexOf('</Segment1>') - 12));
    expect(lengths(result)).toEqual([POINTS.length - 1]);
    expect(codes(result)).toContain('eis/truncated');
  });
  test('VersaStudio whose Z is not E/I is said', async () => {
    const swapped = text('VersaStudio').replace('Z Real, Z Imag', 'Z Imag, Z Real');
    expect(codes(await read(versastudioPar, swapped))).toContain('eis/inconsistent');
  });
  test("Ivium whose second column holds -Z'' by the course of Z' is turned, and said", async () => {
    const rows = IVIUM_ROWS.map(([re, im, f]) => [re!, -im!, f!]);
    const result = await read(ivium, iviumBytes([{ title: 'a', method: 'Impedance', rows }]));
    expect(result.datasets[0]!.variables.im.values[2]! / POINTS[2]![2]!).toBeCloseTo(1, 6);
    expect(codes(result)).toEqual(['eis/sign-turned']);
  });
  test('PalmSens columns of different length are read as far as all go', async () => {
    const bytes = pssessionBytes([POINTS]);
    const json = new TextDecoder('utf-16le')
      .decode(bytes)
      .replaceAll('\uFEFF', '')
      .replace(/(ZIm"[^[]*\[)\{"V":[^}]*\},/, '$1');
    const result = await read(palmsensPssession, json);
    expect(lengths(result)).toEqual([POINTS.length - 1]);
    expect(codes(result)).toContain('eis/row-count');
  });
  test.each<[string, Reader, string | Uint8Array<ArrayBuffer>, string]>([
    ['a session cut short', palmsensPssession, pssessionBytes([POINTS]).slice(0, 1000), 'eis/json'],
    ['a session without impedance', palmsensPssession, pssessionBytes([]), 'eis/no-spectrum'],
    ['a session of another shape', palmsensPssession, '{"Measurements":{"DataSet":[1]}}', 'eis/no-spectrum'],
    ['JSON nested a million deep', palmsensPssession, '['.repeat(1_000_000), 'eis/json'],
    ['Ivium without impedance', ivium, iviumBytes([{ title: 'a', method: 'CyclicVoltammetry', rows: IVIUM_ROWS }]), 'eis/no-spectrum'],
    ['Ivium cut before its data', ivium, iviumBytes([{ title: 'a', method: 'Impedance', rows: [] }]), 'eis/no-spectrum'],
    ['CH Instruments of another technique', chi, text('CH Instruments').replace(/Freq\/Hz.*/, 'Potential/V, Current/A'), 'eis/column'],
    ['CH Instruments cut behind its header', chi, text('CH Instruments').split('1.0')[0]!, 'eis/no-spectrum'],
    ['VersaStudio without a frequency', versastudioPar, text('VersaStudio').replace('Frequency(Hz)', 'Pressure(Pa)'), 'eis/no-spectrum'],
    ['VersaStudio without an imaginary part', versastudioPar, text('VersaStudio').replace('Z Imag', 'Z Other'), 'eis/column'],
    ['an unknown unit', versastudioPar, text('VersaStudio').replace('Frequency(Hz)', 'Frequency(rpm)'), 'eis/unit'],
    ['PARSTAT with direct-current rows only', parstat, text('PARSTAT').split('\r\n').slice(0, 20).join('\n'), 'eis/no-spectrum'],
    ['RelaxIS without its header', relaxis, 'RelaxIS 3.0 Spectrum export\n1\t2\t3\n', 'eis/column'],
    ['P00 without its header', p00, 'Procedure : x\n1 2 3\n', 'eis/column'],
    ['Eco Chemie with a point cut', ecochemieDfr, 'VERSION8.0\n3\nx\n1000\n5', 'eis/no-spectrum'],
    ['Elchemea without rows', elchemeaI2b, 'a\nb\nc\nd\ne\n12\n', 'eis/no-spectrum'],
    ['NOVA without rows', autolabNova, text('Autolab NOVA').split('\r\n')[0]!, 'eis/no-spectrum'],
  ])('%s is refused with a fix', async (_name, reader, damaged, code) => {
    const error = await read(reader, damaged).then(
      () => undefined,
      (caught: unknown) => caught as { code: string; fix: string; kind: string },
    );
    expect(error).toMatchObject({ code, kind: 'input' });
    expect(error!.fix).not.toBe('');
  });
  test('rows that are no numbers are left out under their line numbers', async () => {
    const lines = text('CH Instruments').split('\r\n');
    lines[12] = lines[12]!.replace(/^[^,]*/, '-5');
    lines[14] = 'overload, , , ,';
    const result = await read(chi, lines.join('\n'));
    expect(lengths(result)).toEqual([POINTS.length - 2]);
    expect(result.diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/rows-dropped', where: 'pellet.x:13' }]);
    expect(result.diagnostics[0]!.message).toContain('lines 13, 15');
  });
  test('PARSTAT rows with f = 0 are ordinary: severity info', async () => {
    expect((await read(parstat, text('PARSTAT'))).diagnostics).toMatchObject([
      { severity: 'info', code: 'eis/rows-dropped', where: 'pellet.x:2' },
    ]);
  });
});

describe('a Gamry file without its table', () => {
  const readDta = async (text: string): Promise<unknown> => readWith(gamryDta, 'x.DTA', bytesOf(text)).catch((caught: unknown) => caught);
  test('of an impedance experiment is said to end too early', async () => {
    const error = await readDta('EXPLAIN\nTAG\tEISPOT\nTITLE\tLABEL\tx\tTitle\nPSTAT\tPSTAT\tIFC');
    expect(error).toMatchObject({
      code: 'eis/no-spectrum',
      kind: 'input',
      where: 'x.DTA:4',
      message: 'the file ends before its ZCURVE table',
    });
    expect((error as { fix: string }).fix).not.toContain('EISGALV');
  });
  test('of another experiment names the right file', async () => {
    const error = await readDta('EXPLAIN\nTAG\tCV\nTITLE\tLABEL\tx\tTitle\n');
    expect(error).toMatchObject({ code: 'eis/no-spectrum', message: expect.stringContaining('TAG CV') as string });
    expect((error as { fix: string }).fix).toContain('EISGALV');
  });
});
