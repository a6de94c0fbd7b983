import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../src/api/record.ts';
import { compareRecords } from '../../src/compare/compare-records.ts';
import { makeRecord } from '../../src/compare/fixtures/synthetic-study.ts';
import { seededRandom } from '../../src/fit/seeded-random.ts';
import { recordId } from '../../src/record/record-id.ts';
import { validateRecord } from '../../src/record/validate-record.ts';
import { recordsOf } from './cross-technique-case.ts';
import { drawCrossTechniqueCase } from './draw-cross-technique-case.ts';
import { schemaViolation } from './json-schema-check.ts';

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const schema = read('diffusion-record.schema.json');
const { '@context': context } = read('diffusion-record.context.json') as { '@context': Record<string, unknown> };

const plain = (record: unknown): unknown => JSON.parse(JSON.stringify(record)) as unknown;
const violation = (record: unknown): string | undefined => schemaViolation(schema, plain(record));

/** Code of validateRecord's refusal, with the id of the content; undefined where it accepts. */
function refusal(record: DiffusionRecord): string | undefined {
  try {
    validateRecord({ ...record, id: recordId(record) });
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const whole: DiffusionRecord = makeRecord({
  kind: 'D_NMR',
  value: 4e-12,
  T: 300,
  u_T: 0.5,
  u: 0.03,
  nu: 12,
  quantiles: [3e-12, 3.5e-12, 4e-12, 4.6e-12, 5.5e-12],
  effects: [
    { tag: 'T_nmr', from: { u_T: 1, unit: 'K' } },
    { tag: 'gradient', u: -0.02 },
  ],
  ion: { element: 'Li', isotope: 7, z: 1 },
  sample: { id: 'A1', formula: 'LiCl', form: 'powder', cell: { a: 5.1e-10, Z: 4 } },
  direction: { type: 'mean', tensor: [4e-12, 4e-12, 4e-12] },
  scale: { t: 0.1, l: 1e-6 },
  carrier: { c: 1e28, u: 0.02, count: 'all', how: 'formula', tag: 'c' },
  inputs: [{ path: 'raw/1/ser', sha256: 'a'.repeat(64), bytes: 100 }],
  bound: null,
  source: { doi: '10.1039/d3ta05012b', text: 'figure 3' },
});

describe('the JSON Schema of a record', () => {
  it('accepts records as they are read and as they are derived, as validateRecord does', () => {
    const random = seededRandom(12);
    const read = [0, 1, 2].flatMap((i) => recordsOf(drawCrossTechniqueCase(i, random)));
    const derived = compareRecords(read.slice(0, 29), { gbWidth: 5e-10, grainSize: 1e-5 }).records;
    expect(new Set(derived.map((record) => `${record.kind} ${record.region}`)).size).toBeGreaterThan(4);
    for (const record of [...derived, whole]) {
      expect(violation(record)).toBeUndefined();
      expect(refusal(record)).toBeUndefined();
    }
    for (const record of read) expect(violation({ ...record, software: { ...record.software, plugin: 'test' } })).toBeUndefined();
  });

  it.each<[string, object]>([
    ['another schema', { schema: 'ionwalk/diffusion-record/2' }],
    ['no kind', { kind: '' }],
    ['a kind that is a number', { kind: 7 }],
    ['an unknown region', { region: 'grain' }],
    ['a value of zero', { value: 0 }],
    ['a negative value', { value: -1 }],
    ['a conductivity in m2/s', { kind: 'sigma' }],
    ['a diffusion coefficient in S/m', { unit: 'S/m' }],
    ['a Haven ratio with a unit', { kind: 'H_R', unit: 'S/m' }],
    ['a temperature of zero', { T: 0 }],
    ['a temperature below zero', { T: -20 }],
    ['a negative uncertainty', { u: -0.1 }],
    ['an effect without a size', { effects: [{ tag: 'x' }] }],
    ['an effect without a name', { effects: [{ tag: '', u: 0.1 }] }],
  ])('refuses %s, as validateRecord does', (_, change) => {
    const record = { ...whole, ...change } as DiffusionRecord;
    expect(refusal(record)).toMatch(/^record\//);
    expect(violation(record)).toBeDefined();
  });

  it.each<[string, object, string]>([
    ['an id that is no hash', { id: 'mine' }, '$.id: pattern'],
    ['four quantiles', { quantiles: [1, 2, 3, 4] }, '$.quantiles: minItems'],
    ['an ion without an element', { ion: { z: 1 } }, '$.ion: anyOf'],
    ['a cell without an edge or volume', { sample: { id: 'A', cell: { b: 1 } } }, '$.sample: anyOf'],
    ['a carrier of another count', { carrier: { c: 1, u: 0, count: 'some', how: '' } }, '$.carrier: anyOf'],
    ['an axis without a name', { direction: { type: 'axis' } }, '$.direction: anyOf'],
    ['an input without its bytes', { inputs: [{ path: 'a', sha256: 'a'.repeat(64) }] }, '$.inputs[0]: required'],
    ['a flag that is no text', { model: { ...whole.model, flags: [1] } }, '$.model.flags[0]: type'],
  ])('says where it refuses %s', (_, change, where) => {
    expect(violation({ ...whole, ...change })).toBe(where);
  });
  it.each(Object.keys(whole).filter((key) => (schema['required'] as string[]).includes(key)))('needs %s', (key) => {
    const { [key]: _, ...rest } = whole as unknown as Record<string, unknown>;
    expect(violation(rest)).toBe('$: required');
  });
  it('lets further members through, as later versions only add', () => {
    expect(violation({ ...whole, later: { any: 'thing' } })).toBeUndefined();
  });
  it('describes every member a record has', () => {
    expect(Object.keys(schema['properties'] as object).toSorted()).toEqual(Object.keys(whole).toSorted());
  });
});

describe('the JSON-LD context of a record', () => {
  it('has a term for every member of the schema', () => {
    for (const name of Object.keys(schema['properties'] as object)) expect(context, name).toHaveProperty(name);
  });
  it('has an expansion for every prefix it uses, and no term of ours in the name space of others', () => {
    const terms = JSON.stringify(context).match(/"[a-z]+:[A-Za-z_][^"/]*"/g) ?? [];
    expect(terms.length).toBeGreaterThan(30);
    for (const term of terms.map((quoted) => quoted.slice(1, -1)).filter((one) => !one.startsWith('urn:')))
      expect(context, term).toHaveProperty(term.split(':')[0] as string);
  });
  it('takes conductivity, diffusion coefficients, diffusion length and activation energy from EMMO', () => {
    expect(context['sigma']).toBe('electrochemistry:electrochemistry_25dabdc2_68bf_4a38_8cbe_11be017358bc');
    expect(context['DiffusionCoefficient']).toBe('emmo:EMMO_931a725b_926d_4f60_8955_61fe17fce98b');
    expect(context['EffectiveDiffusionCoefficient']).toBe('emmo:EMMO_1744d51d_0dac_4f48_8b50_fde6c7c2ab39');
    expect(context['ActivationEnergy']).toBe('electrochemistry:electrochemistry_d7f8cab9_b035_4ecd_be63_292672572526');
    expect(JSON.stringify(context['scale'])).toContain('emmo:EMMO_a2641370_e4b8_4582_b4e0_fb389c8d8efb');
  });
  it('makes types of kinds, and ids of records and their parents', () => {
    expect(context).toMatchObject({ kind: '@type', id: '@id', parents: { '@id': 'prov:wasDerivedFrom', '@type': '@id' } });
    for (const kind of ['sigma', 'D_sigma', 'D_NMR', 'D_local', 'D_tracer', 'D_chemical', 'D_sim', 'H_R'])
      expect(context).toHaveProperty(kind);
  });
});
