import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { readAll, readOne } from '../../test/support/read-one.ts';
import { textFile } from '../../test/support/source-of.ts';
import { writeJcamp, type AsdfForm, type Jcamp } from '../../test/support/write-jcamp.ts';
import { jcampDx } from './jcamp-dx.ts';

const values = (dataset: Dataset, name: string): number[] => [...(dataset.variables[name] as { values: Float64Array }).values];
const readText = (text: string): Promise<Dataset> => readOne(jcampDx, [textFile('x.dx', text)], 'x.dx');
const re = [0, 0, 0, 0, 5, 10, 15, 20, -3, -300, 45678, 45678, 45678, 9, 8, 7, 6, 5, 4, -9999999, 0, 12];
const im = re.map((value, i) => i - value);
const read = (jcamp: Partial<Jcamp>): Promise<Dataset> => readText(writeJcamp({ re, im, ...jcamp }));

describe('jcamp-dx', () => {
  it.each(['affn', 'pac', 'sqz', 'dif', 'difdup'] as const)('reads pages R and I in the form %s', async (form) => {
    const dataset = await read({ form });
    expect(dataset).toMatchObject({ kind: 'nmr/fid', title: 'made', size: { time: re.length } });
    expect(values(dataset, 're')).toEqual(re);
    expect(values(dataset, 'im')).toEqual(im);
    expect(values(dataset, 'time')[0]).toBe(0);
    expect(values(dataset, 'time')[21]).toBeCloseTo(21e-4, 15);
    expect(dataset.meta).toMatchObject({ nucleus: '7Li', frequency: 155.4e6, pulseProgram: 'zg', groupDelay: 0 });
    expect(dataset.meta['spectralWidth']).toBeCloseTo(1e4, 8);
  });
  it('reads back any whole numbers, whatever the form and the length of lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0, 0, 1, 2, 3)), { minLength: 2, maxLength: 60 }),
        fc.constantFrom<AsdfForm>('affn', 'pac', 'sqz', 'dif', 'difdup'),
        // A line of one ordinate has no difference, and so no check.
        fc.integer({ min: 2, max: 20 }),
        async (numbers, form, perLine) => {
          const dataset = await readText(writeJcamp({ re: numbers, im: numbers.map((value) => -value || 0), form, perLine }));
          expect(values(dataset, 're')).toEqual(numbers);
          expect(values(dataset, 'im')).toEqual(numbers.map((value) => -value || 0));
        },
      ),
      { numRuns: process.env['IONWALK_SLOW'] ? 20_000 : 300, seed: 3 },
    );
  });
  it('applies FACTOR and gives spectra over Hz as the file states them', async () => {
    const dataset = await read({ spectrum: true, factor: 0.5 });
    expect(dataset).toMatchObject({ kind: 'nmr/spectrum', size: { point: re.length } });
    expect([values(dataset, 'shift')[0], values(dataset, 'shift')[21]]).toEqual([500, 458]);
    expect(values(dataset, 're')).toEqual(re.map((value) => value / 2));
    expect(dataset.meta['spectralWidth']).toBe(44);
  });
  it('takes width, temperature and filter delay from the records of the spectrometer', async () => {
    const records = { $SW_h: '9999.5', $TE: '310', $DECIM: '24', $DSPFVS: '10', $GRPDLY: '-1' };
    const dataset = await readText(writeJcamp({ re: Array(200).fill(1), im: Array(200).fill(2), records }));
    expect(dataset.conditions).toEqual({ temperature: 310 });
    expect(dataset.meta).toMatchObject({ spectralWidth: 9999.5, groupDelay: 2929 / 48 });
  });
  it('reads XYDATA with NPOINTS, labels in any case and an E behind an abscissa as the digit 5', async () => {
    const text =
      '##title= t\n##jcamp-dx= 4.24\n##Data_Type= NMR SPECTRUM\n##XUNITS= HZ\n##FirstX= 10\n##LASTX= 12\n##XFACTOR=1\n##YFACTOR=2\n##NPOINTS=3\n##XYDATA= (X++(Y..Y))\n10E1F2 7 $$ six\n##END=\n';
    const dataset = await readText(text);
    expect(values(dataset, 're')).toEqual([102, 124, 14]);
    expect(values(dataset, 'shift')).toEqual([10, 11, 12]);
  });
  it('reads the relaxation tables of TopSpin, with commas or blanks', async () => {
    const block = (lines: string): string =>
      `##TITLE= Peak\n##JCAMP-DX= 5.0\n##DATA TYPE= Relaxation Data\n##NPOINTS= 2\n##XYPOINTS= (XY..XY)\n${lines}\n##END=\n`;
    const text = `##TITLE= List\n##JCAMPDX= 5.0\n##DATA TYPE= LINK\n##XUNITS= sec\n${block('1.0e+01, 9.9e-01\n5.0, -1.0')}${block('10 0.99\n5 -1')}##END=\n`;
    const { datasets } = await readAll(jcampDx, [textFile('t1t2.dx', text)], 't1t2.dx');
    expect(datasets.map(({ kind }) => kind)).toEqual(['nmr/recovery', 'nmr/recovery']);
    for (const dataset of datasets)
      expect([values(dataset, 'delay'), values(dataset, 'signal')]).toEqual([
        [10, 5],
        [0.99, -1],
      ]);
  });
  it('says that lines do not stand where their abscissae put them', async () => {
    const text = writeJcamp({ re, im, form: 'sqz' }).replace(/^9(?=[@A-Ia-i])/m, '15');
    const { diagnostics } = await readAll(jcampDx, [textFile('x.dx', text)], 'x.dx');
    expect(diagnostics.map(({ code }) => code)).toEqual(['nmr/jcamp-x-check']);
  });
  it.each([
    ['nmr/td', { records: { VAR_DIM: '1, 1, 1' } }],
    ['nmr/td', { records: { VAR_DIM: 'x, 22, 22' } }],
    ['nmr/td', { records: { VAR_DIM: null } }],
    ['nmr/jcamp-length', { records: { VAR_DIM: '21, 21, 21' } }],
    ['nmr/jcamp-length', { records: { VAR_DIM: '1000000000, 1000000000, 1000000000' } }],
    ['nmr/jcamp-page', { im: undefined }],
    ['nmr/jcamp-axis', { records: { LAST: '0, 0, 0' } }],
    ['nmr/jcamp-axis', { records: { FACTOR: '0.0001, 0, 1' } }],
    ['nmr/jcamp-axis', { records: { UNITS: 'FURLONGS, A, A' } }],
    ['nmr/spectral-width', { records: { LAST: '-1, 0, 0' } }],
    ['nmr/spectral-width', { records: { $SW_h: '0' } }],
    ['nmr/jcamp-empty', { records: { 'DATA TYPE': 'INFRARED SPECTRUM' } }],
  ] as readonly [string, Partial<Jcamp>][])('refuses with %s: %o', async (code, change) => {
    await expect(read(change)).rejects.toMatchObject({ code });
  });
  it.each([
    ['nmr/jcamp-y-check', 'a check that fails', '0A00J0\n2B20', 3],
    ['nmr/jcamp-y-check', 'a check that is missing', '0A00J0\n1\n', 2],
    ['nmr/jcamp-y-check', 'a line that begins with a difference', '0A00J0\n1J0', 3],
    ['nmr/jcamp-length', 'a run that would fill memory', '0A00s99999999', 1e9],
    ['nmr/jcamp-length', 'a run longer than announced', '0A00U', 2],
    ['nmr/jcamp-entry', 'a run of nothing', '0T', 2],
    ['nmr/jcamp-entry', 'other letters', '0A00 x?', 2],
    ['nmr/not-finite', 'an ordinate beyond all numbers', `0A${'9'.repeat(400)}`, 2],
  ])('refuses with %s %s', async (code, _, table, n) => {
    const text = `##TITLE= t\n##JCAMPDX= 5\n##DATA TYPE= NMR SPECTRUM\n##XUNITS= HZ\n##FIRSTX= 0\n##LASTX= ${n - 1}\n##NPOINTS=${n}\n##XYDATA= (X++(Y..Y))\n${table}\n##END=\n`;
    await expect(readText(text)).rejects.toMatchObject({ code });
  });
  it('recognises NMR data only', () => {
    const sniff = (text: string): unknown =>
      jcampDx.sniff({ path: 'x.dx', size: text.length, head: new TextEncoder().encode(text), siblings: [] });
    expect(sniff(writeJcamp({ re, im }))).toMatchObject({ confidence: 'certain' });
    expect(sniff('##TITLE= Parameter file\n##JCAMPDX= 5.0\n##DATATYPE= Parameter Values\n')).toBeUndefined();
    expect(sniff('##TITLE= x\n##JCAMP-DX= 4\n##DATA TYPE= INFRARED SPECTRUM\n')).toBeUndefined();
  });
});
