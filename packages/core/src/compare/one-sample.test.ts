import { describe, expect, it } from 'vitest';
import { isIonwalkError } from '../errors.ts';
import { compareRecords } from './compare-records.ts';
import { parseRecords } from './read/parse-records.ts';

const row = (T: number, sample: object): object => ({
  kind: 'D_NMR',
  value: 1e-12,
  unit: 'm2/s',
  T,
  region: 'bulk',
  ion: { element: 'Li' },
  sample,
});
const jsonl = (...samples: object[]): string => samples.map((sample, i) => JSON.stringify(row(300 + 10 * i, sample))).join('\n');

function refusal(run: () => unknown): { code: string; where: string | undefined; fix: string; message: string } | undefined {
  try {
    run();
  } catch (error) {
    if (isIonwalkError(error)) return { code: error.code, where: error.where, fix: error.fix, message: error.message };
    throw error;
  }
  return undefined;
}
const read = (...samples: object[]): ReturnType<typeof refusal> => refusal(() => parseRecords(jsonl(...samples), 'a.jsonl'));

const llto = { id: 'A1', formula: 'Li0.29La0.57TiO3', cell: { a: 3.87e-10 } };

describe('records of one sample id', () => {
  it('are refused with the line of the second where they state two compositions', () => {
    const found = read(llto, llto, { ...llto, formula: 'Li0.33La0.56TiO3' });
    expect(found).toMatchObject({ code: 'record/sample', where: 'a.jsonl:3' });
    expect(found?.message).toContain('a.jsonl:1');
    expect(found?.message).toContain('Li0.33La0.56TiO3');
    expect(found?.fix).not.toBe('');
  });
  it('are refused where they state two cells, or two numbers of formula units', () => {
    expect(read(llto, { ...llto, cell: { a: 3.95e-10 } })).toMatchObject({ code: 'record/sample', where: 'a.jsonl:2' });
    expect(read(llto, { ...llto, cell: { a: 3.87e-10, Z: 2 } })).toMatchObject({ code: 'record/sample', where: 'a.jsonl:2' });
    expect(read(llto, { ...llto, cell: { a: -1 } })).toMatchObject({ code: 'record/sample', where: 'a.jsonl:2' });
  });
  it('are refused in a table, in pooled records and whatever stands between them', () => {
    const csv =
      'kind,value,unit,T,sample,formula\nD_NMR,1e-12,m2/s,300,A1,LiCl\nD_NMR,1e-12,m2/s,310,B2,NaCl\nD_NMR,1e-12,m2/s,320,A1,NaCl\n';
    expect(refusal(() => parseRecords(csv, 't.csv'))).toMatchObject({ code: 'record/sample', where: 't.csv:4' });
    const [a, b] = [parseRecords(jsonl(llto), 'a'), parseRecords(jsonl({ ...llto, formula: 'LiCl' }), 'b')];
    expect(refusal(() => compareRecords([...a, ...b]))).toMatchObject({ code: 'record/sample', where: b[0]?.id });
  });
  it.each([
    ['the same composition written otherwise', { ...llto, formula: 'La0.57 Li0.29 □0.14 Ti O3' }],
    ['a cell as a volume', { ...llto, cell: { volume: 57.96e-30 } }],
    ['a larger cell of as many more formula units', { ...llto, cell: { a: 3.87e-10, b: 3.87e-10, c: 7.74e-10, Z: 2 } }],
    ['no formula and cell', { id: 'A1' }],
    ['another sample', { id: 'A2', formula: 'NaCl', cell: { a: 5.64e-10, Z: 4 } }],
    ['a cell that grew by 3e-5 per kelvin', { ...llto, cell: { a: 3.87e-10 * (1 + 3e-5 * 10) } }],
  ])('are taken with %s', (_, sample) => {
    expect(read(llto, sample)).toBeUndefined();
  });
});
