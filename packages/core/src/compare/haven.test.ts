import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { constants } from '../physics/constants.ts';
import { compareExit } from './compare-exit.ts';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const sigma = (T: number, value: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  makeRecord({ kind: 'D_sigma', value, T, u: 0.05, ...more });
const nmr = (T: number, value: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  makeRecord({ kind: 'D_NMR', value, T, u: 0.05, ...more });

describe('bulk Haven ratio', () => {
  it('is the plain quotient with both errors where both were measured at one temperature', () => {
    const [entry] = compareRecords([sigma(300, 2e-12), nmr(300, 1e-12)]).haven;
    expect(entry).toMatchObject({
      region: 'bulk',
      numerator: 'D_NMR',
      T: 300,
      method: 'direct',
      verdict: 'differ',
      codes: ['note/carrier'],
    });
    expect(entry?.value).toBeCloseTo(0.5, 12);
    expect(entry?.u).toBeCloseTo(Math.hypot(0.05, 0.05), 12);
    expect(entry?.hi).toBeCloseTo(0.5 * Math.exp(1.959963985 * Math.hypot(0.05, 0.05)), 9);
    expect(entry?.parents).toHaveLength(2);
  });
  it('cancels a shared thermometer but for the kT between σ and D, and adds separate ones', () => {
    const volts = constants.e / constants.k;
    const law = (kind: string, tag: string): DiffusionRecord[] =>
      [280, 290, 300, 310, 320].map((T) =>
        makeRecord({
          kind,
          value: 1e-12 * Math.exp(-0.33 * volts * (1 / T - 1 / 300)),
          T,
          u: 0,
          effects: [{ tag, from: { u_T: 1, unit: 'K' } }],
        }),
      );
    const u = (tag: string): number => Number(compareRecords([...law('D_sigma', 'oven'), ...law('D_NMR', tag)], { at: [300] }).haven[0]?.u);
    const s = (0.33 * volts) / 300 ** 2;
    expect(u('oven')).toBeCloseTo(1 / 300, 6);
    expect(u('probe')).toBeCloseTo(Math.hypot(s, s - 1 / 300), 6);
  });
  it('takes the carrier error with a minus sign under its tag', () => {
    const carrier = { c: 1e28, u: 0.2, count: 'all' as const, how: '', tag: 'composition' };
    const [entry] = compareRecords([
      sigma(300, 1e-12, { carrier, u: 0 }),
      nmr(300, 1e-12, { u: 0, effects: [{ tag: 'composition', u: -0.2 }] }),
    ]).haven;
    expect(entry?.u).toBeCloseTo(0, 12);
    const [doubled] = compareRecords([
      sigma(300, 1e-12, { carrier, u: 0 }),
      nmr(300, 1e-12, { u: 0, effects: [{ tag: 'composition', u: 0.2 }] }),
    ]).haven;
    expect(doubled?.u).toBeCloseTo(0.4, 12);
  });
  it('is undecided, not agreed, where the interval is wide or unknown', () => {
    expect(compareRecords([sigma(300, 1e-12, { u: 0.4 }), nmr(300, 1e-12, { u: 0.4 })]).haven[0]?.verdict).toBe('undecided');
    const unknown = compareRecords([sigma(300, 1e-12, { u: null }), nmr(300, 2e-12)]).haven[0];
    expect(unknown).toMatchObject({ verdict: 'undecided', lo: null, hi: null, u: null });
  });
  it('is not comparable where it would be extrapolated, with codes, reason and exit 4 when asked for', () => {
    const records = [...[300, 310, 320].map((T) => sigma(T, 1e-12)), nmr(305, 1e-12)];
    const asked = compareRecords(records, { at: [350] });
    expect(asked.haven[0]).toMatchObject({
      value: null,
      lo: null,
      hi: null,
      verdict: 'not-comparable',
      codes: ['gate/extrapolation', 'note/carrier'],
    });
    expect(compareExit(asked, true)).toBe(4);
    expect(compareExit(compareRecords(records), false)).toBe(0);
  });
  it('crosses samples only when told to, and says so', () => {
    const records = [sigma(300, 1e-12, { sample: { id: 'other' } }), nmr(300, 1e-12)];
    expect(compareRecords(records).haven).toEqual([]);
    expect(compareRecords(records, { acrossSamples: true }).haven[0]).toMatchObject({
      sample: 'study',
      verdict: 'agree',
      codes: ['note/between-samples', 'note/carrier'],
    });
  });
  it('has a verdict without a number where the conductivity is of another region', () => {
    expect(compareRecords([sigma(300, 1e-12, { region: 'total' }), nmr(300, 1e-12)]).haven).toMatchObject([
      { region: 'bulk', value: null, verdict: 'not-comparable', codes: ['gate/region', 'note/carrier'] },
    ]);
  });
  it('takes no limit for an estimate', () => {
    const [entry] = compareRecords([sigma(300, 1e-12), nmr(300, 1e-12, { bound: 'upper' })]).haven;
    expect(entry).toMatchObject({ value: null, verdict: 'not-comparable', T: 300, codes: ['gate/bound', 'note/carrier'] });
  });
  it('uses the component of the tensor along the axis of the conductivity', () => {
    const tensor = { type: 'mean', tensor: [6e-12, 6e-12, 1e-12] } as const;
    const [entry] = compareRecords([
      sigma(300, 1e-12, { direction: { type: 'axis', axis: 'c' } }),
      nmr(300, 13e-12 / 3, { direction: tensor }),
    ]).haven;
    expect(entry?.value).toBeCloseTo(1, 12);
    expect(entry?.codes).toContain('correct/direction');
  });
});

describe('boundary Haven ratio', () => {
  // R_gb/R_bulk = share on the side of conduction, bulk ratio 1, boundary ratio 0.24.
  const layer = (T: number, share: number, u: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord[] => [
    sigma(T, 1e-12, { u, ...more }),
    sigma(T, 1e-12 / (1 + share), { region: 'total', u, ...more }),
    nmr(T, 1e-12, { u }),
    makeRecord({ kind: 'D_tracer', region: 'effective', value: 1e-12 / (1 + share / 0.24), T, u }),
  ];
  const gb = (records: DiffusionRecord[], options = {}): ReturnType<typeof compareRecords>['haven'][number] | undefined =>
    compareRecords(records, options).haven.find((entry) => entry.region === 'gb');

  it('comes from the difference of resistances, whatever boundary width and grain size are given', () => {
    const entry = gb(layer(300, 1.2, 0.01));
    expect(entry?.value).toBeCloseTo(0.24, 12);
    expect(entry).toMatchObject({ method: 'series-subtraction', bound: null, verdict: 'differ', numerator: 'D_tracer' });
    expect(gb(layer(300, 1.2, 0.01), { gbWidth: 1e-9, grainSize: 1e-5 })).toEqual(entry);
  });
  it('is free of the carrier density but for the error it carries', () => {
    const carrier = { c: 1e28, u: 0.1, count: 'all' as const, how: '' };
    const [plain, loaded] = [gb(layer(300, 1.2, 0.01)), gb(layer(300, 1.2, 0.01, { carrier }))];
    expect(loaded?.value).toBeCloseTo(Number(plain?.value), 12);
    expect(loaded?.u).toBeCloseTo(Math.hypot(Number(plain?.u), 0.1), 10);
  });
  it('propagates each error by its share in the difference', () => {
    const [share, u] = [1.2, 0.01];
    const side = (s: number): number => (u / s) ** 2 * ((1 + s) ** 2 + 1);
    expect(gb(layer(300, share, u))?.u).toBeCloseTo(Math.sqrt(side(share) + side(share / 0.24)), 10);
  });
  it('is a limit below R_gb/R_bulk of 0.3, and no number', () => {
    const entry = gb(layer(300, 0.2, 0.01));
    expect(entry).toMatchObject({ value: null, lo: null, u: null, bound: 'upper' });
    expect(entry?.hi).toBeGreaterThan(0.24);
    expect(entry?.verdict).toBe('differ');
  });
  it('is a limit where a difference is not positive at the 97.5 % level', () => {
    expect(gb(layer(300, 0.5, 0.3))?.value).toBeNull();
  });
  it('says so where the data set no limit either', () => {
    const entry = gb(layer(300, 0.001, 0.2));
    expect(entry).toMatchObject({ value: null, lo: null, hi: null, bound: null, verdict: 'undecided' });
    expect(entry?.reason).toContain('no limit');
  });
  it('prefers D_tracer of the bulk to D_NMR', () => {
    const records = [...layer(300, 1.2, 0.01), makeRecord({ kind: 'D_tracer', value: 0.9e-12, T: 300, u: 0.01 })];
    const share = 1 / 1e-12 / (1 / 1e-12);
    const expected = (1.2e12 * share) / (1 / (1e-12 / 6) - 1 / 0.9e-12);
    expect(gb(records)?.value).toBeCloseTo(expected, 10);
  });
  it('is direct only where both records state one boundary width', () => {
    const at = (kind: string, width: number | undefined): DiffusionRecord =>
      makeRecord({
        kind,
        region: 'gb',
        value: 1e-17,
        T: 300,
        u: 0.05,
        model: { name: 't', version: '1', free: {}, fixed: width === undefined ? {} : { gbWidth: width }, flags: [] },
      });
    const direct = compareRecords([at('D_sigma', 5e-10), at('D_tracer', 5e-10)]).haven[0];
    expect(direct).toMatchObject({ region: 'gb', method: 'direct', value: 1 });
    expect(direct?.codes).toContain('note/gb-width');
    for (const width of [1e-9, undefined]) expect(compareRecords([at('D_sigma', 5e-10), at('D_tracer', width)]).haven[0]?.value).toBeNull();
  });
  it('does not depend on the boundary width both were stated with', () => {
    const of = (kind: string, permeance: number, width: number): DiffusionRecord =>
      makeRecord({
        kind,
        region: 'gb',
        value: permeance * width,
        T: 300,
        u: 0.05,
        model: { name: 't', version: '1', free: {}, fixed: { gb_width: width }, flags: [] },
      });
    const [thin, wide] = [2e-10, 5e-9].map((width) => compareRecords([of('D_sigma', 1e-7, width), of('D_tracer', 2.4e-8, width)]).haven[0]);
    expect(thin?.value).toBeCloseTo(0.24, 9);
    for (const key of ['value', 'lo', 'hi'] as const) expect(wide?.[key]).toBeCloseTo(thin?.[key] as number, 9);
  });
  it('gives the conditional boundary coefficients only for width and grain size', () => {
    const made = compareRecords(layer(300, 1.2, 0.01), { gbWidth: 5e-10, grainSize: 2e-5 }).records.filter(
      (record) => record.region === 'gb' && record.kind !== 'H_R',
    );
    expect(made.map((record) => record.kind)).toEqual(['D_sigma', 'D_tracer']);
    expect(made[0]?.value).toBeCloseTo((5e-10 / 2e-5) * (1e-12 / 1.2), 25);
    expect(made[0]?.model.flags).toContain('conditional');
  });
});

describe('a study like the LLTO one', () => {
  const volts = constants.e / constants.k;
  const bulk = (T: number): number =>
    2.902426e-12 *
    Math.exp(-0.2913 * volts * (1 / Math.min(T, 450) - 1 / 300)) *
    (T > 450 ? Math.exp(-0.2 * volts * (1 / T - 1 / 450)) : 1);
  const a = (T: number): number => 5e-10 / 2e-5 / (1.4e-17 * Math.exp(-0.4 * volts * (1 / T - 1 / 298.15)));
  const sample = { id: 'LLTO', formula: 'Li0.29La0.57TiO3', cell: { a: 3.87e-10 } };
  const oven = (tag: string): DiffusionRecord['effects'] => [{ tag, from: { u_T: 1, unit: 'K' } }];

  function draw(seed: number): DiffusionRecord[] {
    const random = seededRandom(seed);
    const noisy = (value: number, u: number): number => value * Math.exp(u * random.normal());
    const carrier = { c: 5.003398601632905e27, u: 0.035, count: 'all' as const, how: 'formula and cell' };
    const conductivities = [250, 275, 300, 325, 350, 375, 400, 425, 450, 475, 500, 550, 600, 650].flatMap((T) =>
      (['bulk', 'total'] as const).map((region) => {
        const D = region === 'bulk' ? bulk(T) : 1 / (1 / bulk(T) + 0.24 * a(T));
        const value = noisy((D * carrier.c * constants.e ** 2) / (constants.k * T), 0.01);
        return makeRecord({
          kind: 'sigma',
          region,
          unit: 'S/m',
          value,
          T,
          u: 0.01,
          sample,
          carrier,
          effects: [...oven('oven'), { tag: 'geometry', u: 0.02 }],
        });
      }),
    );
    const gradients = [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693].map((T) =>
      makeRecord({
        kind: 'D_NMR',
        value: noisy(bulk(T), 0.01),
        T,
        u: 0.01,
        sample,
        effects: [...oven('probe'), { tag: 'gradient', u: 0.02 }],
      }),
    );
    const value = noisy(1 / (1 / bulk(295.15) + a(295.15)), 0.05);
    return [
      ...conductivities,
      ...gradients,
      makeRecord({ kind: 'D_tracer', region: 'effective', value, T: 295.15, u: 0.05, sample, effects: oven('bath') }),
    ];
  }

  const document = compareRecords(draw(1));
  it('holds 1 in the bulk from 298 to 393 K', () => {
    const low = document.haven.filter((entry) => entry.region === 'bulk' && entry.T < 400);
    expect(low).toHaveLength(6);
    for (const entry of low) {
      expect(entry.verdict).toBe('agree');
      expect(entry.u).toBeLessThan(0.08);
    }
  });
  it('holds 0.24 at the boundary, with a half-width below 40 %, carrying D_NMR 2.85 K beyond its data', () => {
    const entry = document.haven.find((one) => one.region === 'gb');
    expect(entry?.lo).toBeLessThan(0.24);
    expect(entry?.hi).toBeGreaterThan(0.24);
    expect(Number(entry?.hi) / Number(entry?.value)).toBeLessThan(1.4);
    expect(entry?.codes).toContain('correct/temperature');
    expect(entry?.reason).toContain('2.85 K beyond the data');
  });
  it('finds the break of the conductivity at 450 ± 10 K and both energies', () => {
    const law = document.laws.find((one) => one.kind === 'D_sigma' && one.region === 'bulk');
    expect(law?.model).toBe('segmented');
    expect(Math.abs(Number(law?.break?.T) - 450)).toBeLessThan(10);
    expect(Math.abs(Number(law?.break?.Ea_low_eV) - 0.2913)).toBeLessThan(0.01);
    expect(Math.abs(Number(law?.break?.Ea_high_eV) - 0.2)).toBeLessThan(0.015);
  });
  it('refuses D_NMR inside its gap', () => {
    const [entry] = compareRecords(draw(1), { at: [450] }).haven;
    expect(entry).toMatchObject({ numerator: 'D_NMR', value: null, verdict: 'not-comparable', codes: ['gate/gap-break'] });
  });
  it('propagates the temperature error of a lone tracer value with the slope of the conductivity of its region, and says so', () => {
    expect(document.diagnostics.map((diagnostic) => diagnostic.code)).toContain('effect/borrowed-slope');
    const lone = compareRecords([makeRecord({ kind: 'D_tracer', value: 1e-12, T: 300, u: 0.05, effects: oven('bath') })]);
    expect(lone.diagnostics.map((diagnostic) => diagnostic.code)).toContain('effect/no-slope');
  });
  it('covers 1 and 0.24 over 60 draws of the errors that are random', () => {
    let [one, quarter] = [0, 0];
    for (let seed = 2; seed < 62; seed++) {
      const { haven } = compareRecords(draw(seed), { at: [295.15] });
      const inside = (region: string, truth: number): boolean =>
        haven.some((entry) => entry.region === region && Number(entry.lo) <= truth && Number(entry.hi) >= truth);
      if (inside('bulk', 1)) one++;
      if (inside('gb', 0.24)) quarter++;
    }
    // The shared errors are at their means here, so nearly all intervals must hold the truth.
    expect(one).toBeGreaterThan(57);
    expect(quarter).toBeGreaterThan(57);
  });
});
