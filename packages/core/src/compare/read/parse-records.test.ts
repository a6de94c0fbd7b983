import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../api/context.ts';
import { isIonwalkError, type IonwalkError } from '../../errors.ts';
import { recordId } from '../../record/record-id.ts';
import { parseRecords } from './parse-records.ts';

const good = { kind: 'D_NMR', region: 'bulk', value: 1e-12, unit: 'm2/s', T: 300 };
const line = (fields: object): string => JSON.stringify({ ...good, ...fields });

function refusal(text: string, path = 'a.jsonl'): IonwalkError {
  try {
    parseRecords(text, path);
  } catch (error) {
    if (isIonwalkError(error)) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('parseRecords, JSON', () => {
  it('reads JSONL, an array, {"records"}, {"results"} and one record alike', () => {
    const two = [line({}), line({ T: 310 })];
    const texts = [two.join('\n'), `\n${two.join('\n\n')}\n`, `[${two.join(',')}]`, `{"records":[${two.join(',')}],"fits":[]}`];
    texts.push(`{"results":[{"path":"a","records":[${two[0]}]},{"path":"b","error":{}},{"records":[${two[1]}]}]}`);
    for (const text of texts) expect(parseRecords(text, 'x').map((record) => record.T)).toEqual([300, 310]);
    expect(parseRecords(line({}), 'x')).toHaveLength(1);
  });
  it('fills in what is left out: schema, null, and the id of the completed record', () => {
    const [record] = parseRecords(line({}), 'x');
    expect(record).toMatchObject({
      schema: 'ionwalk/diffusion-record/1',
      u: null,
      effects: [],
      ion: null,
      sample: null,
      direction: null,
      parents: [],
    });
    expect(record?.id).toBe(record && recordId(record));
  });
  it('keeps a stated id and the members it does not know', () => {
    expect(parseRecords(line({ id: 'mine', remark: 'x' }), 'x')[0]).toMatchObject({ id: 'mine', remark: 'x' });
  });
  it('brings values, tensors and quantiles to SI', () => {
    const text = line({
      value: 2e-8,
      unit: 'cm2/s',
      direction: { type: 'mean', tensor: [3e-8, 3e-8, 0] },
      quantiles: [1e-8, 1.5e-8, 2e-8, 2.5e-8, 3e-8],
    });
    const [record] = parseRecords(text, 'x');
    expect(record?.value).toBe(2e-12);
    expect(record?.unit).toBe('m2/s');
    expect(record?.direction).toEqual({ type: 'mean', tensor: [3e-8 / 1e4, 3e-8 / 1e4, 0] });
    expect(record?.quantiles?.[0]).toBe(1e-12);
    expect(parseRecords(line({ kind: 'sigma', value: 1e-3, unit: 'S/cm' }), 'x')[0]).toMatchObject({ value: 0.1, unit: 'S/m' });
  });
  it.each([
    ['record/unit', { unit: 'furlong2/s' }],
    ['record/unit', { unit: undefined }],
    ['record/unit', { kind: 'sigma' }],
    ['record/unit', { unit: 'S/m' }],
    ['record/value', { value: 0 }],
    ['record/value', { value: -1e-12 }],
    ['record/value', { value: null }],
    ['record/value', { value: '1e-12' }],
    ['record/temperature', { T: 0 }],
    ['record/temperature', { T: -5 }],
    ['record/temperature', { T: undefined }],
    ['record/uncertainty', { u: -0.1 }],
    ['record/uncertainty', { u: 'small' }],
    ['record/uncertainty', { quantiles: [1, 2] }],
    ['record/schema', { schema: 'ionwalk/diffusion-record/2' }],
    ['record/kind', { kind: undefined }],
    ['record/region', { region: 'grain' }],
    ['record/bound', { bound: 'above' }],
    ['record/effect', { effects: [{ tag: 'a' }] }],
    ['record/effect', { effects: [{ u: 0.1 }] }],
    ['record/effect', { effects: [{ tag: 'a', from: { u_T: 1, unit: 'C' } }] }],
    ['record/effect', { effects: {} }],
    ['record/uncertainty', { effects: [{ tag: 'a', u: 'x' }] }],
    ['record/ion', { ion: 'Li' }],
    ['record/ion', { ion: { element: 'Li', z: 0 } }],
    ['record/sample', { sample: 'A' }],
    ['record/direction', { direction: { type: 'axis' } }],
    ['record/direction', { direction: { type: 'mean', tensor: [1, 2] } }],
    ['record/carrier', { carrier: { c: -1 } }],
    ['record/carrier', { carrier: { c: 1e28, count: 'some' } }],
    ['carrier/cell', { sample: { id: 'A', cell: { edge: 3 } } }],
  ])('refuses %s of %j with the line and what to do', (code, fields) => {
    const error = refusal(`${line({})}\n\n${line(fields)}\n`);
    expect(error).toMatchObject({ code, kind: 'input', where: 'a.jsonl:3' });
    expect(error.fix).not.toBe('');
  });
  it('names the line of a record inside a printed array and an answer', () => {
    const bad = JSON.stringify([good, { ...good, T: -1 }], null, 1);
    expect(refusal(bad).where).toBe('a.jsonl:9');
    expect(refusal(JSON.stringify({ title: '{[", "', records: [good, { ...good, T: -1 }] }, null, 1)).where).toBe('a.jsonl:11');
    expect(refusal(JSON.stringify({ results: [{ path: 'p', records: [good, { ...good, T: -1 }] }] }, null, 1)).where).toBe('a.jsonl:13');
  });
  it('refuses what is no JSON with its line, and what holds no record', () => {
    expect(refusal(`${line({})}\n{"kind":`)).toMatchObject({ code: 'record/json', where: 'a.jsonl:2' });
    for (const text of ['', ' \n', '[]', '{}', '{"records":[]}', '{"results":[{"error":{}}]}'])
      expect(refusal(text).code).toBe('record/none');
    expect(refusal('[1]').code).toBe('record/json');
    expect(refusal('[[1]]').code).toBe('record/json');
  });
  it('refuses one id for two contents and counts a repeated record once', () => {
    expect(refusal(`${line({ id: 'a' })}\n${line({ id: 'a', T: 310 })}`)).toMatchObject({ code: 'record/duplicate', where: 'a.jsonl:2' });
    const heard: Diagnostic[] = [];
    expect(parseRecords(`${line({ id: 'a' })}\n${line({ id: 'a' })}`, 'x', (diagnostic) => heard.push(diagnostic))).toHaveLength(1);
    expect(heard[0]?.code).toBe('record/repeated');
  });
});

describe('parseRecords, what is doubtful', () => {
  const doubts = (...lines: readonly string[]): Diagnostic[] => {
    const heard: Diagnostic[] = [];
    parseRecords(lines.join('\n'), 'a.jsonl', (diagnostic) => heard.push(diagnostic));
    return heard;
  };
  it('warns of u that looks absolute, once, with the first line and how many', () => {
    const heard = doubts(line({ u: 0 }), line({ u: 2e-14, T: 310 }), line({ u: 1e-5, T: 320 }), line({ u: 3e-14, T: 330 }));
    expect(heard).toMatchObject([{ severity: 'warning', code: 'record/uncertainty-small', where: 'a.jsonl:2' }]);
    expect(heard[0]?.message).toMatch(/2e-14 \(and so in 1 more\).*relative/);
    expect(doubts(line({ u: null }), line({ T: 310 }))).toEqual([]);
  });
  it.each([
    ['D_tracr', 'D_tracer'],
    ['DNMR', 'D_NMR'],
    ['D_NRM', 'D_NMR'],
    ['d_sigma', 'D_sigma'],
    ['D-chemical', 'D_chemical'],
    ['Sigma', 'sigma'],
    ['DQENS', 'D_QENS'],
    ['HR', 'H_R'],
  ])('asks of kind %s whether %s is meant', (kind, meant) => {
    const heard = doubts(line({}), line({ kind, T: 310 }));
    expect(heard).toMatchObject([{ severity: 'warning', code: 'record/kind', where: 'a.jsonl:2' }]);
    expect(heard[0]?.message).toContain(`did you mean '${meant}'`);
  });
  it.each(['D_MD', 'D_muSR', 'D_self', 'D_radiography', 'x'])('says nothing of kind %s, which is like none', (kind) => {
    expect(doubts(line({ kind }))).toEqual([]);
  });
  it('says nothing of a kind far too long to be a slip', () => {
    expect(doubts(line({ kind: 'D_NMR'.repeat(2000) }))).toEqual([]);
  });
  it('says nothing of the kinds it knows', () => {
    const known = ['D_sigma', 'D_NMR', 'D_local', 'D_tracer', 'D_chemical', 'D_QENS', 'D_sim'].map((kind) => line({ kind }));
    expect(doubts(...known, line({ kind: 'H_R', value: 1, unit: '1' }), line({ kind: 'sigma', unit: 'S/m' }))).toEqual([]);
  });
});

describe('parseRecords, damaged text', () => {
  const text = [line({ id: 'a', u: 0.1, ion: { element: 'Li', z: 1 } }), line({ T: 310, sample: { id: 'A', cell: { a: 1e-10 } } })].join(
    '\n',
  );
  const forms = [
    text,
    JSON.stringify({ records: text.split('\n').map((one) => JSON.parse(one) as unknown) }, null, 1),
    'kind,value,unit,T,effects\nD_NMR,1e-12,m2/s,300,a:0.1\n',
  ];
  it('is read or refused with a code and a fix wherever it is cut or a byte is changed', () => {
    for (const form of forms) {
      for (let i = 0; i < form.length; i++) {
        for (const damaged of [form.slice(0, i), `${form.slice(0, i)}\u0000${form.slice(i + 1)}`, `${form.slice(0, i)}[${form.slice(i)}`]) {
          try {
            for (const record of parseRecords(damaged, 'x')) expect(record.value).toBeGreaterThan(0);
          } catch (error) {
            expect(isIonwalkError(error) && error.fix !== '' && error.code !== '', String(error)).toBe(true);
          }
        }
      }
    }
  });
});

describe('parseRecords, CSV', () => {
  const header =
    'kind,region,value,unit,u,nu,T,T_unit,ion,isotope,z,sample,formula,cell,carrier_c,carrier_u,carrier_count,direction,axis,scale_t,scale_l,bound,effects';
  it('reads every column of the contract', () => {
    const row =
      'sigma,bulk,1e-3,S/cm,0.02,12,27,degC,Li,7,1,A1,Li0.29La0.57TiO3,3.87A,5e27,0.03,all,axis,c,0.1,5e-6,upper,geometry:0.02;T_eis:1.0K';
    const [record] = parseRecords(`${header}\n${row}\n`, 'a.csv');
    expect(record).toMatchObject({
      kind: 'sigma',
      region: 'bulk',
      value: 0.1,
      unit: 'S/m',
      u: 0.02,
      nu: 12,
      T: 300.15,
      ion: { element: 'Li', isotope: 7, z: 1 },
      sample: { id: 'A1', formula: 'Li0.29La0.57TiO3' },
      carrier: { c: 5e27, u: 0.03, count: 'all' },
      direction: { type: 'axis', axis: 'c' },
      scale: { t: 0.1, l: 5e-6 },
      bound: 'upper',
      effects: [
        { tag: 'geometry', u: 0.02 },
        { tag: 'T_eis', from: { u_T: 1, unit: 'K' } },
      ],
    });
    expect(record?.sample?.cell).toMatchObject({ a: expect.closeTo(3.87e-10, 20) as number });
  });
  it('reads a quoted cell with angles, a volume, and tags with colons', () => {
    const text =
      'kind,value,unit,T,sample,cell,effects\nD_NMR,1e-12,m2/s,300,A,"5.43A,5.89A,5.39A,90,119.6,90",thermometer:probe-A:1.5K\nD_NMR,1e-12,m2/s,310,B,57.96A^3,\n';
    const [first, second] = parseRecords(text, 'a.csv');
    expect(first?.sample?.cell).toMatchObject({ beta: 119.6 });
    expect(first?.effects).toEqual([{ tag: 'thermometer:probe-A', from: { u_T: 1.5, unit: 'K' } }]);
    expect(second?.sample?.cell).toMatchObject({ volume: expect.closeTo(57.96e-30, 40) as number });
    expect(second?.u).toBeNull();
  });
  it('warns of a column it does not know and reads the rest', () => {
    const heard: Diagnostic[] = [];
    expect(
      parseRecords('kind,value,unit,T,colour\nD_NMR,1e-12,m2/s,300,red\n', 'a.csv', (diagnostic) => heard.push(diagnostic)),
    ).toHaveLength(1);
    expect(heard).toMatchObject([{ severity: 'warning', code: 'csv/unknown-column' }]);
  });
  it.each(['kind', 'value', 'unit', 'T'])('refuses a table without the column %s', (name) => {
    const names = ['kind', 'value', 'unit', 'T'].filter((one) => one !== name);
    const error = refusal(`# a table\n${names.join(',')}\n1,2,3\n`, 'a.csv');
    expect(error).toMatchObject({ code: 'csv/column', where: 'a.csv:2' });
    expect(error.message).toContain(`'${name}'`);
  });
  it.each([
    ['record/value', 'D_NMR,-1,m2/s,300,'],
    ['record/value', 'D_NMR,abc,m2/s,300,'],
    ['record/value', 'D_NMR,,m2/s,300,'],
    ['record/value', 'D_NMR,inf,m2/s,300,'],
    ['record/unit', 'D_NMR,1e-12,m/s,300,'],
    ['record/temperature', 'D_NMR,1e-12,m2/s,-3,'],
    ['record/effect', 'D_NMR,1e-12,m2/s,300,geometry=2'],
    ['csv/column', 'D_NMR,1e-12,m2/s,300,a:1,b'],
    ['csv/column', 'D_NMR,1e-12'],
  ])('refuses %s in %s with its line', (code, row) => {
    expect(refusal(`kind,value,unit,T,effects\nD_NMR,1e-12,m2/s,290,\n${row}\n`, 'a.csv')).toMatchObject({ code, where: 'a.csv:3' });
  });
  it.each([
    ['T (degC)', 'value (cm2/s)', 300.15],
    ['T [°C]', 'value[cm2/s]', 300.15],
    ['T (K)', 'value ( cm2/s )', 27],
  ])('takes the units from the headers %s and %s', (T, value, kelvin) => {
    const heard: Diagnostic[] = [];
    const [record] = parseRecords(`kind,${T},${value}\nD_NMR,27,2e-8\n`, 'a.csv', (diagnostic) => heard.push(diagnostic));
    expect(record).toMatchObject({ T: kelvin, value: 2e-12, unit: 'm2/s' });
    expect(heard).toEqual([]);
  });
  it('takes a unit of a header beside its own column where the two say the same, and refuses where they differ', () => {
    const table = (row: string): string => `kind,value (S/cm),unit,T (degC),T_unit\nsigma,1e-3,,27,\n${row}\n`;
    expect(parseRecords(table('sigma,1e-3,S/cm,37,degC'), 'a.csv').map(({ value, T }) => [value, T])).toEqual([
      [0.1, 300.15],
      [0.1, 310.15],
    ]);
    for (const row of ['sigma,1e-3,S/m,37,degC', 'sigma,1e-3,S/cm,37,K'])
      expect(refusal(table(row), 'a.csv')).toMatchObject({ code: 'csv/column', where: 'a.csv:3' });
  });
  it('refuses a unit of a header that is no unit of it, and one column given twice', () => {
    expect(refusal('kind,T (F),value (m2/s)\nD_NMR,80,1e-12\n', 'a.csv')).toMatchObject({ code: 'record/temperature', where: 'a.csv:2' });
    expect(refusal('kind,T (K),value (m2/h)\nD_NMR,300,1e-12\n', 'a.csv')).toMatchObject({ code: 'record/unit', where: 'a.csv:2' });
    expect(refusal('kind,T (K),T,value (m2/s)\nD_NMR,300,300,1e-12\n').code).toBe('csv/column');
    expect(refusal('kind,T (K),value\nD_NMR,300,1e-12\n').message).toContain("'unit'");
  });
  it('refuses an unreadable cell, an unknown temperature unit, and text that is no table', () => {
    expect(refusal('kind,value,unit,T,sample,cell\nD_NMR,1e-12,m2/s,300,A,blue\n').code).toBe('carrier/cell');
    expect(refusal('kind,value,unit,T,T_unit\nD_NMR,1e-12,m2/s,300,F\n').code).toBe('record/temperature');
    expect(refusal('once upon a time\nthere was an ion\n').code).toBe('csv/column');
    expect(refusal('kind,value,unit,T\n').code).toBe('record/none');
  });
});
