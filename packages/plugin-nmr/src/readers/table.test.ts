import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { readAll, readOne } from '../../test/support/read-one.ts';
import { textFile } from '../../test/support/source-of.ts';
import { table } from './table.ts';

const read = (text: string): Promise<Dataset> => readOne(table, [textFile('t.csv', text)], 't.csv');
const values = (dataset: Dataset, name: string): number[] => [...(dataset.variables[name] as { values: Float64Array }).values];
const sniff = (text: string): string | undefined =>
  table.sniff({ path: 't.csv', size: text.length, head: new TextEncoder().encode(text), siblings: [] })?.confidence;

describe('nmr/table', () => {
  it('reads b and signal in the units of the header', async () => {
    const dataset = await read('# a comment\nb [s/mm2],signal,sigma\n0,1.0,0.01\n1000,0.5,0.02\n');
    expect(dataset.kind).toBe('nmr/echo-decay');
    expect(values(dataset, 'b')).toEqual([0, 1e9]);
    expect((dataset.variables['signal'] as { sigma: Float64Array }).sigma).toEqual(Float64Array.of(0.01, 0.02));
  });

  it('keeps gradients as gradients, in T/m', async () => {
    const dataset = await read('g [G/cm]\tsignal\n100\t1\n200\t0.5\n');
    expect(dataset.kind).toBe('nmr/gradient-decay');
    expect(values(dataset, 'gradient')[1]).toBeCloseTo(2, 12);
  });

  it('reads delays, also in milliseconds and with decimal commas', async () => {
    expect(values(await read('delay (ms);signal\n1,5;3,0\n2,5;2,0\n'), 'delay')).toEqual([0.0015, 0.0025]);
  });

  it('reads relaxation times over temperature as rates with their uncertainty', async () => {
    const dataset = await read('T [degC],T1 [ms],u_T1 [ms],larmor [MHz]\n26.85,200,4,155.4\n126.85,100,2,155.4\n');
    expect(dataset.kind).toBe('nmr/relaxation-series');
    expect(values(dataset, 'temperature')[0]).toBeCloseTo(300, 9);
    expect(values(dataset, 'rate')[0]).toBeCloseTo(5, 12);
    expect((dataset.variables['rate'] as { sigma: Float64Array }).sigma[0]).toBeCloseTo(0.1, 12);
    expect(values(dataset, 'larmor')[0]).toBeCloseTo(155.4e6, 3);
  });

  it('lets cells be blank where a table has several times', async () => {
    const dataset = await read('T,T1,T2\n300,0.2,0.001\n310,,0.002\n');
    expect(values(dataset, 'process')).toEqual([1, 2, 2]);
    expect(values(dataset, 'temperature')).toEqual([300, 300, 310]);
  });

  it('splits a column series into datasets with conditions of their own', async () => {
    const { datasets } = await readAll(
      table,
      [textFile('t.csv', 'series,temperature [K],b,signal\nA,300,0,1\nA,300,1e9,0.5\nB,320,0,1\nB,320,1e9,0.2\n')],
      't.csv',
    );
    expect(datasets.map((dataset) => [dataset.title, dataset.conditions.temperature, dataset.size['point']])).toEqual([
      ['A', 300, 2],
      ['B', 320, 2],
    ]);
  });

  it.each([
    ['b,signal\n', 'nmr/table-empty'],
    ['b,signal\n1,x\n', 'nmr/table-cell'],
    ['b,signal\n1,\n', 'nmr/table-cell'],
    ['b,signal\n1,inf\n', 'nmr/table-cell'],
    ['b,signal\n1\n', 'nmr/table-cell'],
    ['b,signal,sigma\n1,2,-1\n', 'nmr/table-value'],
    ['b,signal,sigma\n1,2,0\n', 'nmr/table-value'],
    ['b,signal\n-1,2\n', 'nmr/table-value'],
    ['T,T1\n0,2\n', 'nmr/table-value'],
    ['T,T1\n300,0\n', 'nmr/table-value'],
    ['T,T1\n300,-1\n', 'nmr/table-value'],
    ['T,T1,u_T1\n300,1,0\n', 'nmr/table-value'],
    ['T,T1\n300,5e-324\n', 'nmr/table-value'],
    ['T,T1,u_T1\n300,1e-200,1e-3\n', 'nmr/table-value'],
    ['T,T1\n300,\n', 'nmr/table-cell'],
    ['b,size\n1,2\n', 'nmr/table-column'],
    ['1,2\n3,4\n', 'nmr/table-column'],
    ['', 'nmr/table-column'],
  ])('refuses %j with %s', async (text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code, kind: 'input' });
  });

  it('names the line of a bad cell', async () => {
    await expect(read('# c\nb,signal\n0,1\n1,oops\n')).rejects.toMatchObject({ where: 't.csv:4' });
  });

  it('takes its own tables and declines those of other techniques', () => {
    for (const own of ['b,signal\n1,2', 'g [T/m],signal\n1,2', 'delay,signal\n1,2', 'T,T1\n1,2', 'shift,re,im\n1,2,3'])
      expect(sniff(own)).toBe('likely');
    for (const foreign of [
      'frequency,re,im\n1,2,3',
      'depth,fraction\n1,2',
      'x,y\n1,2',
      'T,D\n1,2',
      '1,2\n3,4',
      '',
      '\0\0\0\0',
      'kind,region,value,unit,T\n',
      '%PDF-1.4',
    ])
      expect(sniff(foreign)).toBeUndefined();
  });
});
