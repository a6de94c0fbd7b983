import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
import { constants } from '../../physics/constants.ts';
import { compareRecords } from '../compare-records.ts';
import type { Comparison, HavenEntry, NextStep } from '../document.ts';
import { drawStudy, makeRecord, USUAL_ERRORS } from '../fixtures/synthetic-study.ts';

const truth = { D300: 1e-12, EaV: 0.3, havenBulk: 0.6, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 };
type Fields = Partial<DiffusionRecord>;

/** A series of 0.3 eV; ids are told apart by `name`. */
function line(kind: string, T: readonly number[], fields: Fields = {}, factor = 1, name = ''): DiffusionRecord[] {
  const kelvins = constants.e / constants.k;
  const carrier = kind === 'D_sigma' ? { carrier: { c: 1e28, u: 0, count: 'all' as const, how: '' } } : {};
  return T.map((t) =>
    makeRecord({
      kind,
      value: factor * 1e-12 * Math.exp(-0.3 * kelvins * (1 / t - 1 / 300)),
      T: t,
      u: 0.03,
      id: `${kind}${name}${t}${JSON.stringify(fields)}`,
      ...carrier,
      ...fields,
    }),
  );
}
const thermometer = (tag: string, u_T: number): DiffusionRecord['effects'][number] => ({ tag, from: { u_T, unit: 'K' } });
const bulk = (records: DiffusionRecord[], T: number): HavenEntry =>
  compareRecords(records, { at: [T] }).haven.find((entry) => entry.region === 'bulk') as HavenEntry;
const pair = (records: DiffusionRecord[]): Comparison => compareRecords(records).comparisons[0] as Comparison;

describe('the budget of a Haven ratio', () => {
  it('sums to u², in every region, whatever the mixture of random and shared errors', () => {
    const random = seededRandom(6);
    for (let i = 0; i < 20; i++) {
      const entries = compareRecords(drawStudy({ ...truth, share300: 10 ** (random.uniform() * 2 - 0.5) }, random)).haven;
      for (const { u, budget } of entries) {
        const sum = budget.reduce((total, part) => total + part.u2, 0);
        if (u === null) expect(budget).toEqual([]);
        else expect(sum / (u * u)).toBeCloseTo(1, 10);
      }
      expect(new Set(entries.filter((entry) => entry.u !== null).map((entry) => entry.region)).size).toBeGreaterThan(1);
    }
  });
  it('names each series by its random part and each tag once, the largest first', () => {
    const shared = [thermometer('oven', 2), { tag: 'geometry', u: 0.2 }];
    const { budget } = bulk(
      [...line('D_sigma', [290, 300, 310], { effects: shared }), ...line('D_NMR', [300], { effects: [thermometer('probe', 1)] })],
      300,
    );
    expect(budget.map(({ source, name }) => `${source} ${name}`)).toEqual([
      'effect geometry',
      'effect oven',
      'effect probe',
      'random D_NMR bulk',
      'random D_sigma bulk',
    ]);
    expect(budget[0]?.u2).toBeCloseTo(0.04, 12);
  });
});

describe('the next step', () => {
  it('is there exactly where nothing is decided', () => {
    const random = seededRandom(9);
    for (let i = 0; i < 20; i++) {
      const wide = { ...USUAL_ERRORS, nmr: 0.4 * random.uniform(), tracer: 0.6 * random.uniform(), thermometerNmr: 12 * random.uniform() };
      const { haven, comparisons } = compareRecords(drawStudy({ ...truth, havenBulk: 1 }, random, wide));
      for (const { verdict, next } of [...haven, ...comparisons])
        expect(next !== null, verdict).toBe(verdict === 'undecided' || verdict === 'not-comparable');
    }
  });

  it('names the thermometer where that makes most of the variance, and what halving it gives', () => {
    const records = (uT: number): DiffusionRecord[] => [
      ...line('D_sigma', [290, 300, 310]),
      ...line('D_NMR', [290, 300, 310], { effects: [thermometer('probe', uT)], u: 0.1 }),
    ];
    const { next, u } = bulk(records(12), 300);
    expect(next).toMatchObject({ kind: 'effect', measure: 'a better calibration of thermometer probe', at: 300 });
    expect(next?.u).toBe(u);
    expect(next?.u_then).toBeCloseTo(Number(bulk(records(6), 300).u), 12);
    expect(next?.why).toMatch(/\d+ % of the variance/);
  });
  it('names the carrier density, or a further shared effect, where that is the largest part', () => {
    const carrier = { c: 1e28, u: 0.5, count: 'all' as const, how: '' };
    expect(bulk([...line('D_sigma', [300], { carrier }), ...line('D_NMR', [300])], 300).next?.measure).toContain('composition and cell');
    const effects = [{ tag: 'geometry', u: 0.5 }];
    expect(bulk([...line('D_sigma', [300], { effects }), ...line('D_NMR', [300])], 300).next?.measure).toBe(
      'a better calibration of geometry',
    );
  });
  it('names the series of the largest random part, with the uncertainty a further value really gives', () => {
    const records = [...line('D_sigma', [290, 300, 310], { effects: [thermometer('oven', 1)] }), ...line('D_NMR', [300], { u: 0.6 })];
    const { next } = bulk(records, 300);
    expect(next).toMatchObject({ kind: 'value', measure: 'D_NMR bulk of study', at: 300 });
    const measured = bulk([...records, ...line('D_NMR', [300], { u: 0.6 }, 1, 'again')], 300);
    expect(next?.u_then).toBeCloseTo(Number(measured.u), 12);
  });
  it.each([1, 2, 3, 4, 5, 6])('is the best of all steps there are (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const part = (): number => 0.6 * random.uniform();
    const effects = { D_sigma: [{ tag: 'geometry', u: part() }], D_NMR: [{ tag: 'gradient', u: part() }] };
    const u = { D_sigma: part(), D_NMR: 0.3 + part() };
    const study = (scale: Record<string, number> = {}): DiffusionRecord[] =>
      (['D_sigma', 'D_NMR'] as const).flatMap((kind) =>
        line(kind, [300], { u: u[kind], effects: effects[kind].map(({ tag, u: size }) => ({ tag, u: size * (scale[tag] ?? 1) })) }),
      );
    const more = (kind: 'D_sigma' | 'D_NMR'): DiffusionRecord[] => line(kind, [300], { u: u[kind], effects: effects[kind] }, 1, 'again');
    const { next } = bulk(study(), 300);
    const all = [study({ geometry: 0.5 }), study({ gradient: 0.5 }), [...study(), ...more('D_sigma')], [...study(), ...more('D_NMR')]];
    expect(next?.u_then).toBeCloseTo(Math.min(...all.map((records) => Number(bulk(records, 300).u))), 10);
  });
  it('asks for the uncertainty where there is none', () => {
    const { next } = bulk([...line('D_sigma', [300], { u: null }), ...line('D_NMR', [300])], 300);
    expect(next).toMatchObject({ kind: 'value', measure: 'D_sigma bulk of study', u: null });
    expect(next?.why).toContain('2 more temperatures');
  });

  it('is the farthest temperature already measured on one side, where a pair meets at one only', () => {
    const { verdict, next } = pair([...line('D_sigma', [300, 305, 360]), ...line('D_NMR', [300])]);
    expect(verdict).toBe('undecided');
    expect(next).toMatchObject({ kind: 'value', measure: 'D_NMR bulk of study', at: 360 });
  });
  it('is a temperature that shows a difference of 0.026 eV, where both have one only', () => {
    const at = (u: number): number => Number(pair([...line('D_sigma', [300], { u }), ...line('D_NMR', [300], { u })]).next?.at);
    expect(at(0.001)).toBe(320);
    expect(at(0.02)).toBeGreaterThan(320);
    expect(at(0.2)).toBe(400);
  });
  it('is the value missing where a ratio was asked for, of the series that lacks it', () => {
    const records = [...line('D_sigma', [300, 310, 320]), ...line('D_NMR', [305, 350])];
    expect(bulk(records, 350).next).toMatchObject({ kind: 'value', measure: 'D_sigma bulk of study', at: 350 });
  });
  it('is the least step in temperature between series that don’t meet', () => {
    const { next } = pair([...line('D_sigma', [300, 310, 320]), ...line('D_NMR', [345, 400])]);
    expect(next?.at === 345 || next?.at === 320).toBe(true);
    expect(next?.why).toContain('25 K');
  });
  it('is a colder measurement where the boundary is too light for a number, and none where one is at hand', () => {
    const gb = (T: readonly number[]): NextStep | null | undefined => {
      const share = (t: number): number => 0.15 * Math.exp(1500 * (1 / t - 1 / 300));
      const kinds = T.flatMap((t) => [
        makeRecord({ kind: 'D_sigma', value: 1e-12, T: t, u: 0.01 }),
        makeRecord({ kind: 'D_sigma', region: 'total', value: 1e-12 / (1 + share(t)), T: t, u: 0.01 }),
        makeRecord({ kind: 'D_NMR', value: 1e-12, T: t, u: 0.01 }),
        makeRecord({ kind: 'D_tracer', region: 'effective', value: 1e-12 / (1 + share(t)), T: t, u: 0.01 }),
      ]);
      return compareRecords(kinds).haven.find((entry) => entry.region === 'gb' && entry.T === 300)?.next;
    };
    // 0.15 exp(1500 (1/T − 1/300)) = 0.3 at 263 K.
    expect(gb([300, 320])).toMatchObject({ kind: 'value', measure: 'total and bulk of both kinds of study', at: 263 });
    expect(gb([250, 300])).toMatchObject({ kind: 'statement', at: 250 });
  });

  const all = { c: 1e28, u: 0, count: 'all' as const, how: '' };
  it.each<[string, Fields, Fields, Partial<NextStep>]>([
    ['gate/sample', { sample: null }, {}, { kind: 'statement', measure: 'sample.id of D_sigma bulk' }],
    ['gate/sample', {}, { sample: { id: 'other' } }, { kind: 'value', at: 300 }],
    ['gate/ion', {}, { ion: null }, { kind: 'statement', measure: 'ion of D_NMR bulk' }],
    ['gate/ion', {}, { ion: { element: 'Na', z: 1 } }, { kind: 'value', measure: 'D_NMR bulk of Li in study' }],
    ['gate/region', { region: 'total' }, {}, { kind: 'value', measure: 'D_sigma bulk of study', at: 300 }],
    ['gate/region', {}, { region: null }, { kind: 'statement', measure: 'region of D_NMR' }],
    ['gate/kind', {}, { kind: 'D_chemical' }, { measure: 'thermodynamic factor of study (titration curve)' }],
    ['gate/direction', { direction: { type: 'axis', axis: 'c' } }, {}, { measure: 'D_NMR bulk along c of study' }],
    ['gate/carrier', { carrier: { ...all, count: 'mobile' } }, {}, { kind: 'statement', measure: 'formula and cell of study' }],
    ['gate/gb-width', { region: 'gb' }, { region: 'gb' }, { measure: 'total and bulk of both kinds of study' }],
    ['gate/bound', {}, { bound: 'upper', T: 310 }, { measure: 'D_NMR bulk of study', at: 310 }],
  ])('answers the code %s', (code, a, b, expected) => {
    const { codes, next } = pair([...line('D_sigma', [300], a), ...line('D_NMR', [300], b)]);
    expect(codes[0]).toBe(code);
    expect(next).toMatchObject(expected);
    expect(next?.why).not.toBe('');
  });
  it('asks for nothing that is at hand', () => {
    const records = [...line('D_sigma', [300], { region: 'total' }), ...line('D_sigma', [300]), ...line('D_NMR', [300])];
    const refused = compareRecords(records).comparisons.find((one) => one.a.region === 'total' || one.b.region === 'total');
    const ends = compareRecords(records).comparisons.filter((one) => one.codes.includes('gate/region') && one.a.kind !== one.b.kind);
    expect(refused).toBeDefined();
    expect(ends.map((one) => one.next)).toMatchObject([{ kind: 'statement', measure: 'D_sigma bulk of study' }]);
  });
});
