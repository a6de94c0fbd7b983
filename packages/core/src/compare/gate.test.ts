import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { GATE_CODES, NOTE_CODES } from './codes.ts';
import { compareRecords } from './compare-records.ts';
import type { Comparison, CompareOptions } from './document.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

type Fields = Partial<DiffusionRecord>;
const all = { c: 1e28, u: 0, count: 'all' as const, how: '' };
const make = (fields: Fields): DiffusionRecord => makeRecord({ kind: 'D_NMR', value: 1e-12, T: 300, u: 0.05, ...fields });

function pair(a: Fields, b: Fields, options: CompareOptions = {}): Comparison {
  const { comparisons } = compareRecords([make({ id: 'a', ...a }), make({ id: 'b', ...b })], options);
  expect(comparisons).toHaveLength(1);
  return comparisons[0] as Comparison;
}

const sigma: Fields = { kind: 'D_sigma', carrier: all };
const mean: Fields = { direction: { type: 'mean' } };
const along = (axis: string): Fields => ({ direction: { type: 'axis', axis } });
const tensor: Fields = { direction: { type: 'mean', tensor: [1e-12, 2e-12, 3e-12] } };

describe('the gate between two series', () => {
  it.each<[string, Fields, Fields, 'comparable' | 'correctable' | 'not-comparable', string[]]>([
    ['alike', sigma, {}, 'comparable', []],
    ['different samples', sigma, { sample: { id: 'other' } }, 'not-comparable', ['gate/sample']],
    ['no sample stated', { ...sigma, sample: null }, { sample: null }, 'not-comparable', ['gate/sample']],
    ['different elements', sigma, { ion: { element: 'Na', z: 1 } }, 'not-comparable', ['gate/ion']],
    ['different charges', sigma, { ion: { element: 'Li', z: 2 } }, 'not-comparable', ['gate/ion']],
    ['opposite charges of one size', { ...sigma, ion: { element: 'O', z: -2 } }, { ion: { element: 'O', z: 2 } }, 'comparable', []],
    ['no ion stated', sigma, { ion: null }, 'not-comparable', ['gate/ion']],
    [
      'different isotopes',
      { kind: 'D_tracer', ion: { element: 'Li', isotope: 6, z: 1 } },
      { ion: { element: 'Li', isotope: 7, z: 1 } },
      'comparable',
      ['note/isotope'],
    ],
    ['bulk and total', sigma, { region: 'total' }, 'not-comparable', ['gate/region']],
    ['bulk and boundary', sigma, { region: 'gb' }, 'not-comparable', ['gate/region']],
    ['no region stated', sigma, { region: null }, 'not-comparable', ['gate/region']],
    ['total and effective', { ...sigma, region: 'total' }, { kind: 'D_tracer', region: 'effective' }, 'comparable', []],
    ['local and bulk', { kind: 'D_local', region: 'local' }, {}, 'comparable', ['note/scale']],
    ['local and total', { kind: 'D_local', region: 'local' }, { region: 'total' }, 'not-comparable', ['gate/region']],
    ['boundaries without a width', { ...sigma, region: 'gb' }, { kind: 'D_tracer', region: 'gb' }, 'not-comparable', ['gate/gb-width']],
    ['chemical and tracer', { kind: 'D_chemical' }, { kind: 'D_tracer' }, 'not-comparable', ['gate/kind']],
    ['two axes', { ...sigma, ...along('a') }, along('c'), 'not-comparable', ['gate/direction']],
    ['one axis', { ...sigma, ...along('c') }, along('c'), 'comparable', []],
    ['mean and unstated', { ...sigma, ...mean }, { direction: null }, 'comparable', []],
    ['axis and mean', { ...sigma, ...along('c') }, mean, 'not-comparable', ['gate/direction']],
    ['axis and tensor', { ...sigma, ...along('c') }, tensor, 'correctable', ['correct/direction']],
    ['an unknown axis and tensor', { ...sigma, ...along('[110]') }, tensor, 'not-comparable', ['gate/direction']],
    ['mobile carriers', { ...sigma, carrier: { ...all, count: 'mobile' } }, {}, 'not-comparable', ['gate/carrier']],
    ['carriers of unknown count', { ...sigma, carrier: { ...all, count: 'unknown' } }, {}, 'not-comparable', ['gate/carrier']],
    ['no carriers stated', { kind: 'D_sigma' }, {}, 'comparable', ['note/carrier']],
    ['a limit', { ...sigma, bound: 'upper' }, {}, 'not-comparable', ['gate/bound']],
    ['different single temperatures', sigma, { T: 302 }, 'not-comparable', ['gate/extrapolation']],
    ['temperatures within 0.1 K', sigma, { T: 300.09 }, 'comparable', []],
    [
      'a raised flag',
      sigma,
      { model: { name: 'm', version: '1', free: {}, fixed: {}, flags: ['length>domain'] } },
      'comparable',
      ['note/flags'],
    ],
  ])('%s', (_, a, b, gate, codes) => {
    const found = pair(a, b);
    expect(found).toMatchObject({ gate, codes });
    expect(found.verdict === 'not-comparable').toBe(gate === 'not-comparable');
    expect(found.ratio === null).toBe(gate === 'not-comparable');
    expect(found.reason).toMatch(/^.+\.$/);
  });

  it('names every objection', () => {
    expect(pair({ ...sigma, ...along('a') }, { ...along('c'), sample: { id: 'x' }, region: 'total' }).codes).toEqual([
      'gate/sample',
      'gate/region',
      'gate/direction',
    ]);
  });
  it('lets different samples through when told to, and says so', () => {
    expect(pair(sigma, { sample: { id: 'other' } }, { acrossSamples: true })).toMatchObject({
      gate: 'comparable',
      codes: ['note/between-samples'],
    });
  });
  it('recomputes another population with all ions where formula and cell are at hand', () => {
    const sample = { id: 's', formula: 'Li7La3Zr2O12', cell: { a: 12.97e-10, Z: 8 } };
    const counted = { kind: 'sigma', unit: 'S/m', value: 0.05, sample, carrier: { ...all, c: 3e27, count: 'mobile' as const } };
    const found = pair(counted, { sample });
    expect(found).toMatchObject({ gate: 'correctable', codes: ['correct/carrier'] });
    expect(pair({ ...counted, sample: { id: 's' } }, { sample: { id: 's' } }).codes).toEqual(['gate/carrier']);
  });
});

describe('the verdict on a pair', () => {
  const line = (kind: string, factor: number, volts: number, T: readonly number[], u = 0.02): DiffusionRecord[] =>
    T.map((t) => makeRecord({ kind, value: factor * 1e-12 * Math.exp(-(volts / 8.617333262e-5) * (1 / t - 1 / 340)), T: t, u }));
  const T = [300, 320, 340, 360, 380];
  const verdict = (a: DiffusionRecord[], b: DiffusionRecord[]): Comparison => compareRecords([...a, ...b]).comparisons[0] as Comparison;

  it('agrees on equal lines', () => {
    expect(verdict(line('D_NMR', 1, 0.3, T), line('D_tracer', 1, 0.3, T))).toMatchObject({ verdict: 'agree', gate: 'comparable' });
  });
  it('differs by a factor, with the ratio of a over b', () => {
    const found = verdict(line('D_NMR', 1, 0.3, T), line('D_tracer', 0.5, 0.3, T));
    expect(found.verdict).toBe('differ');
    expect(found.ratio).toBeCloseTo(2, 10);
    expect(found.a.kind).toBe('D_NMR');
    expect(found.a.ids).toHaveLength(5);
  });
  it('crosses where the energies differ and the lines meet inside, which is no agreement', () => {
    const found = verdict(line('D_NMR', 1, 0.29, T), line('D_local', 1, 0.11, T));
    expect(found.verdict).toBe('cross');
    // k d(ln D_a − ln D_b)/d(1/T): negative for the larger activation energy above the line.
    expect(found.dEa_eV).toBeCloseTo(-0.18, 6);
    expect(found.reason).toContain('higher');
  });
  it('differs where the energies differ and the lines meet outside', () => {
    expect(verdict(line('D_NMR', 30, 0.29, T), line('D_local', 1, 0.11, T)).verdict).toBe('differ');
  });
  it('never agrees at a single temperature', () => {
    expect(verdict(line('D_NMR', 1, 0.3, [300]), line('D_tracer', 1, 0.3, [300]))).toMatchObject({ verdict: 'undecided', dEa_eV: null });
    expect(verdict(line('D_NMR', 1, 0.3, [300]), line('D_tracer', 3, 0.3, [300])).verdict).toBe('differ');
  });
  it('is undecided where the uncertainty would allow a factor 1.5, or is unknown', () => {
    const coarse = line('D_NMR', 1, 0.3, [300, 380], 0.9);
    expect(verdict(coarse, line('D_tracer', 1, 0.3, [300, 380])).verdict).toBe('undecided');
    const unknown = line('D_NMR', 1, 0.3, [300, 380]).map((record) => makeRecord({ ...record, id: `${record.id}n`, u: null }));
    expect(verdict(unknown, line('D_tracer', 2, 0.3, [300, 380]))).toMatchObject({ verdict: 'undecided', lo: null });
  });
  it('notes where the coefficient of the larger scale is the larger one', () => {
    const codes = (factor: number): string[] =>
      compareRecords([...line('D_NMR', factor, 0.3, T), ...line('D_local', 1, 0.3, T)]).diagnostics.map((diagnostic) => diagnostic.code);
    expect(codes(3)).toEqual(['note/order']);
    expect(codes(0.3)).toEqual([]);
  });
  it('notes diffusion lengths that don’t overlap', () => {
    const scale = (l: number): Fields => ({ scale: { t: null, l } });
    expect(pair(scale(1e-6), { kind: 'D_tracer', ...scale(1e-4) }).codes).toEqual(['note/scale']);
    expect(pair(scale(1e-6), { kind: 'D_tracer', ...scale(1e-6) }).codes).toEqual([]);
  });
  it('brings the sparser series to no temperature of its own but the other one to it', () => {
    const found = verdict(line('D_NMR', 1, 0.3, T), line('D_tracer', 1, 0.3, [330]));
    expect(found).toMatchObject({ gate: 'correctable', codes: ['correct/temperature'], T: expect.closeTo(330, 9) as number });
    expect(found.ratio).toBeCloseTo(1, 9);
  });
});

const page = new URL('../../../../docs/reference/compare-codes.md', import.meta.url);
it.skipIf(!existsSync(page))('has every code, its sentence and its remedy on the reference page', () => {
  const text = readFileSync(page, 'utf8');
  for (const [code, { says, remedy }] of Object.entries({ ...GATE_CODES, ...NOTE_CODES })) {
    expect(text).toContain(`\`${code}\``);
    expect(text).toContain(says);
    expect(text).toContain(remedy);
  }
});
