import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { constants } from '../physics/constants.ts';
import { readDelimitedTable } from '../text/delimited-table.ts';
import { compareExit } from './compare-exit.ts';
import { compareRecords } from './compare-records.ts';
import type { Law } from './document.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const volts = constants.e / constants.k;
const line = (T: number): number => 1e-12 * Math.exp(-0.3 * volts * (1 / T - 1 / 350));
const lawOf = (records: DiffusionRecord[]): Law => compareRecords(records).laws[0] as Law;
const noisy = (seed: number, u: number): ((T: number) => number) => {
  const random = seededRandom(seed);
  return (T) => line(T) * Math.exp(u * random.normal());
};
const series = (T: readonly number[], value: (T: number) => number, more: Partial<DiffusionRecord> = {}): DiffusionRecord[] =>
  T.map((t) => makeRecord({ kind: 'D_NMR', value: value(t), T: t, ...more }));
const T8 = [300, 315, 330, 345, 360, 375, 390, 405];

describe('laws', () => {
  it('gives energy in both units, the pivot, the range, and Student t at n − 2 without u', () => {
    const law = lawOf(series(T8, noisy(1, 0.05)));
    expect(law).toMatchObject({
      sample: 'study',
      kind: 'D_NMR',
      region: 'bulk',
      model: 'arrhenius',
      n: 8,
      nu: 6,
      chi2: null,
      break: null,
      range: [300, 405],
    });
    expect(law.Ea / law.Ea_eV).toBeCloseTo(96485.33212, 4);
    expect(Number(law.hi_Ea_eV) - law.Ea_eV).toBeCloseTo(2.446912 * Number(law.u_Ea_eV), 5);
    expect(1 / law.T_pivot).toBeCloseTo(T8.reduce((sum, T) => sum + 1 / T, 0) / 8, 12);
  });
  it('takes weights 1/u² and the covariance as it stands with u, and the normal quantile', () => {
    const law = lawOf(series(T8, noisy(2, 0.05), { u: 0.05 }));
    const x = T8.map((T) => 1 / T);
    const mean = x.reduce((sum, value) => sum + value, 0) / 8;
    const sxx = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(law.nu).toBeNull();
    expect(Number(law.u_Ea_eV)).toBeCloseTo(0.05 / Math.sqrt(sxx) / volts, 10);
    expect(Number(law.u_lnD_pivot)).toBeCloseTo(0.05 / Math.sqrt(8), 10);
    expect(Number(law.hi_Ea_eV) - law.Ea_eV).toBeCloseTo(1.959964 * Number(law.u_Ea_eV), 7);
  });
  it('adds shared effects to the outer uncertainties only, and moves no line by them', () => {
    const plain = lawOf(series(T8, line, { u: 0.05 }));
    const law = lawOf(series(T8, line, { u: 0.05, effects: [{ tag: 'gradient', u: 0.1 }] }));
    expect(law.Ea_eV).toBe(plain.Ea_eV);
    expect(law.arrhenius).toEqual(plain.arrhenius);
    expect(law.u_lnD_pivot).toBeCloseTo(Math.hypot(Number(plain.u_lnD_pivot), 0.1), 10);
    expect(law.u_Ea_eV).toBeCloseTo(Number(plain.u_Ea_eV), 10);
  });
  it('lets a common temperature error tilt the line by 2 E_a u_T/T or so', () => {
    const random = series(T8, line, { u: 1e-4 });
    const law = lawOf(
      random.map((record) => makeRecord({ ...record, id: `${record.id}t`, effects: [{ tag: 'oven', from: { u_T: 1, unit: 'K' } }] })),
    );
    expect(Number(law.u_Ea_eV) / ((2 * 0.3) / law.T_pivot)).toBeCloseTo(1, 1);
  });
  it('prefers the temperature error to u where a slope is known', () => {
    const both = series(T8, line, { u: 0.01, effects: [{ tag: 'oven', u: 5, from: { u_T: 1, unit: 'K' } }] });
    expect(Number(lawOf(both).u_lnD_pivot)).toBeLessThan(0.1);
  });
  it('gives a line and no uncertainty from two temperatures, and no law from one', () => {
    const law = lawOf(series([300, 350], line, { u: 0.05 }));
    expect(law.Ea_eV).toBeCloseTo(0.3, 10);
    expect(law).toMatchObject({ u_Ea: null, u_Ea_eV: null, lo_Ea_eV: null, hi_Ea_eV: null, u_lnD_pivot: null });
    expect(compareRecords(series([300], line)).laws).toEqual([]);
  });
  it('flags scatter beyond the stated uncertainties, with exit 4', () => {
    const document = compareRecords(series(T8, noisy(3, 0.3), { u: 0.02 }));
    expect(document.laws[0]?.diagnostics).toMatchObject([{ code: 'law/scatter', severity: 'warning' }]);
    expect(document.diagnostics.map((diagnostic) => diagnostic.code)).toContain('law/scatter');
    expect(compareExit(document, false)).toBe(4);
    expect(compareRecords(series(T8, noisy(3, 0.02), { u: 0.02 })).laws[0]?.diagnostics).toEqual([]);
  });
  it('is that of ln(σT) for a conductivity, with carriers as D and without as energy alone', () => {
    const c = 1e28;
    const sigma = T8.map((T) => makeRecord({ kind: 'sigma', unit: 'S/m', value: (line(T) * c * constants.e ** 2) / (constants.k * T), T }));
    const bare = compareRecords(sigma);
    expect(bare.laws).toMatchObject([{ kind: 'sigma', lnD_pivot: null, u_lnD_pivot: null }]);
    expect(bare.laws[0]?.Ea_eV).toBeCloseTo(0.3, 10);
    expect(bare.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['carrier/missing']);
    const carried = compareRecords(
      sigma.map((record) => makeRecord({ ...record, id: `${record.id}c`, carrier: { c, u: 0.03, count: 'all', how: '' } })),
    );
    expect(carried.laws).toMatchObject([{ kind: 'D_sigma' }]);
    expect(carried.laws[0]?.lnD_pivot).toBeCloseTo(Math.log(line(Number(carried.laws[0]?.T_pivot))), 10);
    expect(carried.records).toHaveLength(8);
    expect(carried.records[0]).toMatchObject({
      kind: 'D_sigma',
      parents: [sigma[0]?.id + 'c'],
      T: 300,
      region: 'bulk',
      effects: [{ tag: 'carrier:study', u: -0.03 }],
    });
  });
  it('keeps the straight line beside a curved law, with the local energy at the pivot outside', () => {
    const hinge = (T: number): number => 1e-12 * Math.exp(-(T < 360 ? 0.4 : 0.2) * volts * (1 / T - 1 / 360));
    const random = seededRandom(5);
    const law = lawOf(series([...T8, 420, 435], (T) => hinge(T) * Math.exp(0.01 * random.normal()), { u: 0.01 }));
    expect(law.model).toBe('segmented');
    expect(law.arrhenius.model).toBe('arrhenius');
    expect(law.arrhenius.Ea_eV).toBeGreaterThan(0.22);
    expect(Math.abs(law.Ea_eV - (law.T_pivot < 360 ? 0.4 : 0.2))).toBeLessThan(0.02);
    expect(law.break).toMatchObject({ Ea_low_eV: expect.closeTo(0.4, 1) as number, Ea_high_eV: expect.closeTo(0.2, 1) as number });
    expect(law.alternatives.find((one) => one.model === 'arrhenius')?.dAICc).toBeGreaterThan(4);
  });
  it('pools isotopes and an unstated direction with the mean, and splits by axis and carrier count', () => {
    const records = [
      ...series([300, 310, 320], line),
      ...series([330, 340], line, { direction: { type: 'mean' } }),
      ...series([300, 310], line, { direction: { type: 'axis', axis: 'c' } }),
    ];
    expect(compareRecords(records).laws.map((law) => law.n)).toEqual([2, 5]);
  });
});

describe('what a law rests on', () => {
  const hinge = (T: number): number => 1e-11 * Math.exp(-(T < 450 ? 0.33 : 0.2) * volts * (1 / T - 1 / 450));
  const withGap = [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693];
  const codes = (law: Law): string[] => law.diagnostics.map((diagnostic) => diagnostic.code);
  const drawn = (seed: number): ((T: number) => number) => {
    const random = seededRandom(seed);
    return (T) => hinge(T) * Math.exp(0.01 * random.normal());
  };

  it('says of a break inside a gap of its data that both sides were extrapolated, without flagging the law', () => {
    const document = compareRecords(series(withGap, drawn(3), { u: 0.01 }));
    const [law] = document.laws as [Law];
    expect(law.model).toBe('segmented');
    expect(law.diagnostics).toEqual([
      {
        severity: 'info',
        code: 'law/break-in-gap',
        message: 'the break is placed by extrapolating both sides; it lies in a gap of the data (393 K to 493 K)',
        where: 'study, D_NMR bulk',
      },
    ]);
    expect(document.diagnostics).toEqual(law.diagnostics);
    expect(compareExit(document, false)).toBe(0);
  });
  it('says nothing of a break among its data', () => {
    const law = lawOf(series([...withGap, 410, 425, 440, 455, 475], drawn(4), { u: 0.01 }));
    expect(law.model).toBe('segmented');
    expect(codes(law)).toEqual([]);
  });
  it('says nothing of a straight law across a gap', () => {
    expect(codes(lawOf(series(withGap, line, { u: 0.01 })))).toEqual([]);
  });
  it('names the flags of its points and how many carry one, also through the D_sigma of a conductivity', () => {
    const flagged = (flags: string[]): Partial<DiffusionRecord> => ({ model: { name: 't', version: '1', free: {}, fixed: {}, flags } });
    const law = lawOf([
      ...series([300, 310, 320], line, { u: 0.05 }),
      ...series([330, 340], line, { u: 0.05, ...flagged(['assignment-doubtful']) }),
      ...series([350], line, { u: 0.05, ...flagged(['at-limit', 'assignment-doubtful']) }),
    ]);
    expect(law.diagnostics).toMatchObject([{ severity: 'info', code: 'law/flags', where: 'study, D_NMR bulk' }]);
    expect(law.diagnostics[0]?.message).toBe('3 of 6 points of the law carry flags of their models: assignment-doubtful (3), at-limit (1)');
    const carrier = { c: 1e28, u: 0, count: 'all' as const, how: '' };
    const sigma = series([300, 310], line, { kind: 'sigma', unit: 'S/m', carrier, ...flagged(['assignment-doubtful']) });
    expect(lawOf(sigma).diagnostics[0]?.message).toBe('2 of 2 points of the law carry a flag of their models: assignment-doubtful');
  });
});

const solvents = new URL('../../../../../shared/data/reference/calisol23_T_series.csv', import.meta.url);
describe.skipIf(!existsSync(solvents))('real curved conductivities (../shared/data/reference)', () => {
  it('finds most of the liquid electrolytes curved, as they are', () => {
    const { columns, rows } = readDelimitedTable(readFileSync(solvents, 'utf8'));
    const at = (name: string): number => columns.findIndex((column) => column.header === name);
    // A zero is a value below the last digit of its source.
    const measured = rows.filter((cells) => Number(cells[at('k_as_given')]) > 0);
    const records = measured.map((cells, i) =>
      makeRecord({
        kind: 'sigma',
        unit: 'S/m',
        value: Number(cells[at('k_as_given')]),
        T: Number(cells[at('T_K')]),
        id: String(i),
        sample: { id: String(cells[at('series')]) },
      }),
    );
    const laws = compareRecords(records).laws;
    expect(laws).toHaveLength(21);
    const curved = laws.filter((law) => law.model !== 'arrhenius');
    expect(curved.length).toBeGreaterThan(15);
    expect(laws.filter((law) => law.model === 'vtf').length).toBeGreaterThan(5);
  });
});
