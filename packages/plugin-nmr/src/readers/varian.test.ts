import { describe, expect, it } from 'vitest';
import type { Dataset, SourceFile } from '@ionwalk/core';
import { readAll, readOne } from '../../test/support/read-one.ts';
import { textFile } from '../../test/support/source-of.ts';
import { VARIAN_PARAMETERS, writeProcpar, writeVarian } from '../../test/support/write-varian.ts';
import { varian } from './varian.ts';

const values = (dataset: Dataset, name: string): number[] => [...(dataset.variables[name] as { values: Float64Array }).values];
const ROWS = [
  [1, -2, 3, -4, 5, -6],
  [7, 8, 9, 10, 11, 12],
  [-100, 200, -300, 32000, -32000, 6],
];
const withProcpar = (files: readonly SourceFile[], text: string): SourceFile[] =>
  files.map((file) => (file.path === 'procpar' ? textFile('procpar', text) : file));

describe('varian', () => {
  it.each(['int16', 'int32', 'float32'] as const)('reads arrayed %s words as they are stored', async (type) => {
    const dataset = await readOne(varian, writeVarian({ rows: ROWS, type }), 'fid');
    expect(dataset).toMatchObject({
      kind: 'nmr/arrayed',
      size: { step: 3, time: 3 },
      title: 'a sample',
      conditions: { temperature: 298.15 },
    });
    expect(values(dataset, 're')).toEqual(ROWS.flatMap((row) => row.filter((_, i) => i % 2 === 0)));
    expect(values(dataset, 'im')).toEqual(ROWS.flatMap((row) => row.filter((_, i) => i % 2 === 1)));
    expect(values(dataset, 'time')).toEqual([0, 1 / 8000, 2 / 8000]);
    expect(values(dataset, 'step')).toEqual([0.02, 0.04, 0.08]);
    expect(dataset.meta).toMatchObject({
      nucleus: '7Li',
      frequency: 155.4e6,
      spectralWidth: 8000,
      pulseProgram: 'Dbppste',
      groupDelay: 0,
      arrayName: 'gzlvl1',
      arrayUnit: 'T/m',
      delta: 0.002,
      Delta: 0.05,
      sequence: 'bipolar',
      gradientShape: 'rect',
    });
    expect(dataset.meta['gap']).toBeCloseTo(5.2e-4, 15);
  });
  it('reads several traces in a block as rows', async () => {
    const dataset = await readOne(varian, writeVarian({ rows: [...ROWS, ...ROWS].slice(0, 4), ntraces: 2 }), 'fid');
    expect(values(dataset, 're')).toEqual([1, 3, 5, 7, 9, 11, -100, -300, -32000, 1, 3, 5]);
  });
  it('reads one row as a decay', async () => {
    const dataset = await readOne(varian, writeVarian({ rows: ROWS.slice(0, 1), parameters: { array: [''] } }), 'fid');
    expect(dataset).toMatchObject({ kind: 'nmr/fid', size: { time: 3 } });
    expect(values(dataset, 'im')).toEqual([-2, -4, -6]);
  });
  it('gives what was to be stepped where there is procpar alone', async () => {
    const dataset = await readOne(varian, [textFile('procpar', writeProcpar(VARIAN_PARAMETERS))], 'procpar');
    expect(dataset).toMatchObject({ kind: 'nmr/acquisition', size: { step: 3 } });
    expect(values(dataset, 'step')).toEqual([0.02, 0.04, 0.08]);
    expect(Object.keys(dataset.variables)).toEqual(['step']);
  });
  it('lets the last array vary fastest and says so; names in brackets vary together', async () => {
    const nested = { array: ['gzlvl1,d2'], d2: [1, 2], gzlvl1: [1000, 2000], arraydim: [4] };
    const rows = [...ROWS, ...ROWS].slice(0, 4);
    const { datasets, diagnostics } = await readAll(varian, writeVarian({ rows, parameters: nested }), 'fid');
    expect(values(datasets[0] as Dataset, 'step')).toEqual([0.02, 0.02, 0.04, 0.04]);
    expect(diagnostics.map(({ code }) => code)).toContain('nmr/arrays');
    const together = await readOne(
      varian,
      writeVarian({ rows: rows.slice(0, 2), parameters: { ...nested, array: ['(gzlvl1,d2)'] } }),
      'fid',
    );
    expect(values(together, 'step')).toEqual([0.02, 0.04]);
  });
  it('gives delays in s and pulses in us as s', async () => {
    const delays = await readOne(varian, writeVarian({ rows: ROWS, parameters: { array: ['d2'], d2: [0.1, 1, 10] } }), 'fid');
    expect([values(delays, 'step'), delays.meta['arrayUnit']]).toEqual([[0.1, 1, 10], 's']);
    const pulses = await readOne(varian, writeVarian({ rows: ROWS, parameters: { array: ['p1'], p1: [1, 10, 100] } }), 'fid');
    expect(values(pulses, 'step')).toEqual([1e-6, 1e-6 * 10, 1e-6 * 100]);
  });
  it('takes no temperature from a setting that is not active', async () => {
    const dataset = await readOne(varian, [textFile('procpar', writeProcpar(VARIAN_PARAMETERS, ['temp']))], 'procpar');
    expect(dataset.conditions).toEqual({});
  });
  it('takes the complete rows of a file cut short and says how many', async () => {
    const [fid, ...rest] = writeVarian({ rows: ROWS }) as [SourceFile, ...SourceFile[]];
    const { datasets, diagnostics } = await readAll(varian, [{ ...fid, blob: fid.blob.slice(0, -1) }, ...rest], 'fid');
    expect(datasets[0]?.size).toEqual({ step: 2, time: 3 });
    expect(values(datasets[0] as Dataset, 'step')).toEqual([0.02, 0.04]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['nmr/rows-missing']);
  });
  it.each([
    ['nmr/td', { 8: 1 }],
    ['nmr/td', { 0: 0 }],
    ['nmr/td', { 4: -1 }],
    ['nmr/data-type', { 12: 8 }],
    ['nmr/block-size', { 8: 2 ** 30 }],
    ['nmr/block-size', { 20: 2 ** 31 - 1 }],
    ['nmr/block-size', { 4: 2 ** 30 }],
    ['nmr/rows-none', { 8: 2 ** 28, 16: 2 ** 30, 20: 2 ** 30 + 28 }],
  ] as const)('refuses with %s a head that can not be true: %o', async (code, head) => {
    await expect(readAll(varian, writeVarian({ rows: ROWS, head }), 'fid')).rejects.toMatchObject({ code });
  });
  it.each([
    ['nmr/spectral-width', { sw: null }],
    ['nmr/spectral-width', { sw: [0] }],
    ['nmr/spectral-width', { sw: ['8000'] }],
    ['nmr/procpar', { array: ['gzlvl1,'] }],
    ['nmr/procpar', { array: ['nothing'] }],
  ] as const)('refuses with %s the parameters %o', async (code, parameters) => {
    await expect(readAll(varian, writeVarian({ rows: ROWS, parameters }), 'fid')).rejects.toMatchObject({ code });
  });
  it.each([
    ['a head with a field missing', 'sw 1 1 5 5 5 2 1 8203 1\n1 8000 \n0 \n'],
    ['a count without its values', 'sw 1 1 5 5 5 2 1 8203 1 64\n1000000000 8000 \n0 \n'],
    ['a string that is not closed', 'tn 2 2 4 0 0 2 1 8 1 64\n1 "Li7\n0 \n'],
    ['a number that is none', 'sw 1 1 5 5 5 2 1 8203 1 64\n1 8o00 \n0 \n'],
    ['no list of allowed values', 'sw 1 1 5 5 5 2 1 8203 1 64\n1 8000 \n'],
  ])('refuses a procpar with %s', async (_, text) => {
    await expect(readAll(varian, withProcpar(writeVarian({ rows: ROWS }), text), 'fid')).rejects.toMatchObject({ code: 'nmr/procpar' });
  });
  it('reads strings with blanks, marks and lines in them', async () => {
    const text = `${writeProcpar(VARIAN_PARAMETERS)}com 2 2 8 0 0 2 1 0 1 64\n2 "a \\"b\\" c"\n"two\nlines"\n0 \n`;
    await expect(readOne(varian, withProcpar(writeVarian({ rows: ROWS }), text), 'fid')).resolves.toMatchObject({ kind: 'nmr/arrayed' });
  });
  it('refuses samples that are not finite', async () => {
    await expect(readAll(varian, writeVarian({ rows: [[1, NaN]], type: 'float32' }), 'fid')).rejects.toMatchObject({
      code: 'nmr/not-finite',
    });
  });
  it('names the procpar that is missing', async () => {
    const files = writeVarian({ rows: ROWS }).filter(({ path }) => path === 'fid');
    await expect(readAll(varian, files, 'fid')).rejects.toMatchObject({ code: 'nmr/procpar-missing', where: 'procpar' });
  });
  it('claims procpar and text with its fid, and leaves Bruker folders alone', () => {
    const peek = { path: 'fid', size: 9, head: new Uint8Array(9) };
    expect(varian.sniff({ ...peek, siblings: ['procpar', 'text', 'other'] })).toMatchObject({
      confidence: 'certain',
      claims: ['procpar', 'text'],
    });
    expect(varian.sniff({ ...peek, siblings: ['acqus', 'procpar'] })).toBeUndefined();
    expect(varian.sniff({ ...peek, siblings: [] })).toBeUndefined();
    const head = new TextEncoder().encode(writeProcpar(VARIAN_PARAMETERS));
    expect(varian.sniff({ path: 'procpar', size: 9, head, siblings: [] })).toMatchObject({ confidence: 'certain' });
    expect(varian.sniff({ path: 'procpar', size: 9, head, siblings: ['fid'] })).toMatchObject({ confidence: 'likely' });
  });
});
