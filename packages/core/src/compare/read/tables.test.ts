import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { parseRecords } from './parse-records.ts';
import type { TableMeaning } from './rows-of-csv.ts';

const read = (text: string, meaning?: TableMeaning): DiffusionRecord[] => parseRecords(text, 'a.csv', () => {}, meaning);
const refusal = (text: string, meaning?: TableMeaning): { code: string; where: string; fix: string } => {
  try {
    read(text, meaning);
  } catch (error) {
    return error as { code: string; where: string; fix: string };
  }
  throw new Error('not refused');
};

describe('a table that states its values its own way', () => {
  // σ = 9e-4 S/cm at 300 K each time: σT = 0.27 S K/cm.
  it.each([
    ['T (K),sigma (S/cm)', '300,9e-4'],
    ['T (degC),sigma (S/m)', '26.85,0.09'],
    ['1000/T (1/K),log10(sigma) [S/cm]', `${1000 / 300},${Math.log10(9e-4)}`],
    ['1000/T,sigmaT (S K/cm)', `${1000 / 300},0.27`],
    ['1/T (K-1),sigma T (S K cm-1)', `${1 / 300},0.27`],
    ['Temperature (°C),log10 σT (S·K/cm)', `26.85,${Math.log10(0.27)}`],
    ['T,ln(sigmaT) (K S/m)', `300,${Math.log(27)}`],
    ['T (K),lg(sigma T / S K cm-1)', `300,${Math.log10(0.27)}`],
    ['T (K),log10(σ (S cm^-1))', `300,${Math.log10(9e-4)}`],
    ['T (K),ln sigma / S cm-1', `300,${Math.log(9e-4)}`],
    ['T (K),conductivity (S cm⁻¹)', '300,9e-4'],
  ])('is a conductivity of 0.09 S/m at 300 K by the headers %s', (header, row) => {
    const [record] = read(`${header},ion,sample\n${row},Li,A\n`);
    expect(record).toMatchObject({ kind: 'sigma', unit: 'S/m', ion: { element: 'Li' } });
    expect(record!.value / 0.09).toBeCloseTo(1, 12);
    expect(record!.T).toBeCloseTo(300, 10);
  });
  it.each([
    ['kind,T,D (cm2/s)', 'D_NMR,300,2e-8'],
    ['kind,T,ln(D) (m2/s)', `D_NMR,300,${Math.log(2e-12)}`],
    ['kind,1000/T (1/K),log10 D (cm^2 s^-1)', `D_NMR,${1000 / 300},${Math.log10(2e-8)}`],
  ])('is a coefficient of 2e-12 m2/s at 300 K by the headers %s', (header, row) => {
    const [record] = read(`${header}\n${row}\n`);
    expect(record).toMatchObject({ kind: 'D_NMR', unit: 'm2/s' });
    expect(record!.value / 2e-12).toBeCloseTo(1, 12);
    expect(record!.T).toBeCloseTo(300, 10);
  });
  it('takes an uncertainty of the common logarithm, or an absolute one, as that of ln value', () => {
    expect(read('T,log10 sigma (S/cm),u_log10\n300,-3,0.02\n')[0]?.u).toBeCloseTo(0.02 * Math.LN10, 12);
    expect(read('T,sigma (S/cm),u_value\n300,9e-4,9e-6\n')[0]?.u).toBeCloseTo(0.01, 12);
    expect(refusal('T,log10 sigma (S/cm),u_value\n300,-3,0.02\n')).toMatchObject({ code: 'record/uncertainty', where: 'a.csv:2' });
    expect(refusal('T,sigma (S/cm),u,u_value\n300,1e-3,0.02,1e-5\n').code).toBe('record/uncertainty');
  });
  it('asks which logarithm `log` means, and for the unit of σT', () => {
    expect(refusal('T,log sigma (S/cm)\n300,-3\n')).toMatchObject({ code: 'csv/logarithm', fix: expect.stringContaining('log10 sigma') });
    expect(refusal('T,sigmaT,unit\n300,0.27,S/cm\n')).toMatchObject({ code: 'record/unit', where: 'a.csv:2' });
    expect(refusal('1000/T (kJ),sigma (S/cm)\n3.3,1\n').code).toBe('record/temperature');
  });
  it('is told what a column means by its header or number, and what it lacks', () => {
    const meaning = {
      columns: { '1': '1000/T (1/K)', 'Y axis': 'log10 D (cm2/s)' },
      constants: { kind: 'D_tracer', sample: 'A3', ion: 'Li', doi: 'https://doi.org/10.1039/d3ta05012b' },
    };
    expect(read(`X axis,Y axis\n${1000 / 300},${Math.log10(2e-8)}\n`, meaning)[0]).toMatchObject({
      kind: 'D_tracer',
      sample: { id: 'A3' },
      source: { doi: '10.1039/d3ta05012b' },
    });
    expect(
      read('3.2;-11,5\n3,4;-11,9\n', { columns: { '1': '1000/T', '2': 'log10 D (m2/s)' }, constants: { kind: 'D_NMR' } }),
    ).toHaveLength(2);
    expect(refusal('T,D (m2/s)\n300,1e-12\n', { columns: { Z: 'T' } })).toMatchObject({ code: 'csv/column' });
  });
  it('keeps the source of a literature value, and refuses what is no DOI', () => {
    const table = (doi: string): string => `kind,value,unit,T,doi,source\nD_NMR,1e-12,m2/s,300,${doi},figure 4\n`;
    expect(read(table('doi:10.1016/j.ssi.2016.06.015'))[0]?.source).toEqual({ doi: '10.1016/j.ssi.2016.06.015', text: 'figure 4' });
    expect(refusal(table('ssi 2016'))).toMatchObject({ code: 'record/source', where: 'a.csv:2' });
  });
});
