import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
import { constants } from '../../physics/constants.ts';
import { compareRecords } from '../compare-records.ts';
import type { JointLaw } from '../document.ts';
import { makeRecord } from '../fixtures/synthetic-study.ts';
import { groupSeries } from '../group-series.ts';
import { jointLaw } from './joint-law.ts';

const kelvins = constants.e / constants.k;
const COUNT = process.env['IONWALK_SLOW'] ? 2000 : 150;

interface Technique {
  readonly kind: string;
  readonly T: readonly number[];
  /** Haven factor and extra activation energy [eV]. */
  readonly H?: number;
  readonly dE?: number;
  readonly u?: number;
  readonly uT?: number;
  readonly level?: number;
  readonly bend?: boolean;
}

/** Records of techniques of one material: 0.3 eV, above 450 K 0.2 eV where `bend`; thermometer and level errors drawn once each. */
function draw(techniques: readonly Technique[], random = { normal: () => 0 }): DiffusionRecord[] {
  return techniques.flatMap(({ kind, T, H = 1, dE = 0, u = 0.03, uT = 0, level = 0, bend = false }) => {
    const [offset, shift] = [uT * random.normal(), level * random.normal()];
    return T.map((stated) => {
      const t = stated + offset;
      const lnD = -27 - (bend && t > 450 ? 0.2 : 0.3) * kelvins * (1 / t - 1 / 450) - dE * kelvins * (1 / t - 1 / 400);
      const effects = [
        ...(uT > 0 ? [{ tag: `T_${kind}`, from: { u_T: uT, unit: 'K' as const } }] : []),
        ...(level > 0 ? [{ tag: `level_${kind}`, u: level }] : []),
      ];
      const carrier = { c: 1e28, u: 0, count: 'all' as const, how: '' };
      const value = H * Math.exp(lnD + shift + u * random.normal());
      return makeRecord({ kind, value, T: stated, u, effects, ...(kind === 'D_sigma' ? { carrier } : {}) });
    });
  });
}
const EIS = { kind: 'D_sigma', T: [300, 330, 360, 390, 420, 450, 480, 510] };
const NMR = { kind: 'D_NMR', T: [310, 350, 390, 430, 470] };
const TRACER = { kind: 'D_tracer', T: [320, 380, 440, 500] };
const jointOf = (records: readonly DiffusionRecord[]): JointLaw => compareRecords(records).joint[0] as JointLaw;

describe('jointLaw', () => {
  it('gives exact data their Haven factors, energies and common law', () => {
    const found = jointOf(draw([EIS, { ...NMR, H: 0.5 }, { ...TRACER, H: 0.25 }]));
    expect(found).toMatchObject({ model: 'constant', reference: 'D_sigma', verdict: 'differ', n: 17 });
    expect(found.haven.map((one) => one.value)).toEqual([1, expect.closeTo(0.5, 10), expect.closeTo(0.25, 10)]);
    expect(found.law?.Ea_eV).toBeCloseTo(0.3, 10);
    expect(found.chi2).toBeCloseTo(0, 12);
  });
  it('tells H = 1, a constant, one energy of all factors, and an energy for each', () => {
    const of = (nmr: Partial<Technique>, tracer: Partial<Technique>): string =>
      jointOf(draw([EIS, { ...NMR, ...nmr }, { ...TRACER, ...tracer }])).model;
    expect(of({}, {})).toBe('one');
    expect(of({ H: 0.5 }, { H: 0.7 })).toBe('constant');
    expect(of({ H: 0.5, dE: 0.05 }, { H: 0.7, dE: 0.05 })).toBe('temperature');
    expect(of({ H: 0.5, dE: 0.05 }, { H: 0.7, dE: -0.05 })).toBe('own-energy');
  });
  it('states the energy of a factor as pairs do: positive for the smaller activation energy', () => {
    const [, nmr] = jointOf(draw([EIS, { ...NMR, H: 0.5, dE: 0.05 }])).haven;
    expect(nmr?.dEa_eV).toBeCloseTo(-0.05, 8);
  });
  it('has three candidates for two techniques, as a common energy is then its own', () => {
    expect(jointOf(draw([EIS, NMR])).candidates.map((one) => one.model)).toEqual(['one', 'constant', 'temperature']);
  });
  it('finds a bend of all techniques together and keeps it out of their factors', () => {
    const found = jointOf(
      draw([
        { ...EIS, bend: true },
        { ...NMR, H: 0.4, bend: true },
        { ...TRACER, bend: true },
      ]),
    );
    expect(found.law?.model).toBe('segmented');
    expect(found.law?.T_break).toBeCloseTo(450, 1);
    expect(found.haven.map((one) => one.value)).toEqual([1, expect.closeTo(0.4, 5), expect.closeTo(1, 5)]);
  });
  it('says cross where the energies differ and the lines meet inside', () => {
    expect(jointOf(draw([EIS, { ...NMR, dE: -0.15 }])).verdict).toBe('cross');
    expect(jointOf(draw([EIS, { ...NMR, H: 30, dE: -0.15 }])).verdict).toBe('differ');
  });
  it('is undecided where H = 1 fits only because nothing is known well', () => {
    const found = jointOf(draw([EIS, { ...NMR, u: 1.2 }]));
    expect(found).toMatchObject({ model: 'one', verdict: 'undecided' });
    expect(found.reason).toContain('factor 1.5');
  });
  it('judges each technique by itself too', () => {
    const found = jointOf(draw([EIS, NMR, { ...TRACER, H: 0.3 }]));
    expect(found.haven.map((one) => one.verdict)).toEqual(['agree', 'agree', 'differ']);
  });
  it('enlarges random uncertainties that are too small, says by how much, and then covers', () => {
    const random = seededRandom(5);
    const all = Array.from({ length: 60 }, () => {
      const tight = draw([EIS, { ...NMR, H: 0.5 }], random).map((record) => makeRecord({ ...record, id: `${record.id}s`, u: 0.015 }));
      return jointOf(tight);
    });
    const enlarged = all.filter((one) => one.enlarged > 1);
    expect(enlarged.length).toBeGreaterThan(30);
    expect(enlarged.every((one) => one.codes.includes('joint/scatter') && one.reason.includes('enlarged'))).toBe(true);
    const inside = enlarged.filter(({ haven: [, nmr] }) => Number(nmr?.lo) <= 0.5 && Number(nmr?.hi) >= 0.5).length;
    expect(inside / enlarged.length).toBeGreaterThan(0.8);
  });
  it('gives no factors where no law describes the data, and bends no thermometer to make one do', () => {
    // A boundary in series: two activation energies, known to 1 in 10 000, which no line, hinge or curve follows.
    const kelvins = constants.e / constants.k;
    const total = EIS.T.map((T) => {
      const bulk = 1e-12 * Math.exp(-0.2 * kelvins * (1 / T - 1 / 400));
      const boundary = 1e-12 * Math.exp(-0.6 * kelvins * (1 / T - 1 / 400));
      const effects = [{ tag: 'oven', from: { u_T: 1, unit: 'K' as const } }];
      const wiggle = 1 + 0.05 * Math.sin(T / 12);
      return makeRecord({ kind: 'D_sigma', region: 'total', value: wiggle / (1 / bulk + 1 / boundary), T, u: 1e-4, effects });
    });
    const tracer = makeRecord({ kind: 'D_tracer', region: 'effective', value: 3e-14, T: 300, u: 0.03 });
    const found = jointOf([...total, tracer]);
    expect(found).toMatchObject({ verdict: 'undecided', law: null, codes: expect.arrayContaining(['joint/law']) as string[] });
    expect(found.haven.map((one) => one.value)).toEqual([null, null]);
    expect(found.reason).toContain('No common law');
  });
  it('puts the pull on the shared effect that explains a difference', () => {
    const found = jointOf(draw([EIS, { ...NMR, H: Math.exp(0.09), level: 0.05 }, { ...TRACER, u: 0.03 }]));
    expect(found.model).toBe('one');
    expect(found.effects).toEqual([{ tag: 'level_D_NMR', pull: expect.closeTo(1.7, 0) as number }]);
  });

  it('equals generalised least squares with the full covariance matrix', () => {
    const random = seededRandom(8);
    const records = draw(
      [
        { ...EIS, uT: 1, level: 0.02 },
        { ...NMR, H: 0.5, uT: 1.5, level: 0.03 },
        { ...TRACER, H: 0.5, uT: 1 },
      ],
      random,
    );
    const series = groupSeries(records, () => {});
    const found = jointLaw(series) as JointLaw;
    const points = series.flatMap((one, k) => one.points.map((point, i) => ({ one, k, i, point })));
    const V = points.map((p) =>
      points.map((q) => {
        const tags = [...p.one.tags].map(([tag, row]) => (row[p.i] as number) * (q.one.tags.get(tag)?.[q.i] ?? 0));
        return tags.reduce((sum, value) => sum + value, p === q ? (p.one.u[p.i] as number) ** 2 : 0);
      }),
    );
    const pivot = 1 / Number(found.law?.T_pivot);
    const A = new Matrix(points.map(({ k, point }) => [1, (point.x - pivot) * 1e3, Number(k === 1), Number(k === 2)]));
    const y = Matrix.columnVector(points.map(({ point }) => point.y));
    const W = inverse(new Matrix(V));
    const C = inverse(A.transpose().mmul(W).mmul(A));
    const p = C.mmul(A.transpose()).mmul(W).mmul(y);
    const r = Matrix.sub(y, A.mmul(p));
    expect(found.model).toBe('constant');
    expect(found.chi2).toBeCloseTo(r.transpose().mmul(W).mmul(r).get(0, 0), 6);
    expect(found.law?.lnD_pivot).toBeCloseTo(p.get(0, 0), 8);
    expect(found.law?.u_lnD_pivot).toBeCloseTo(Math.sqrt(C.get(0, 0)), 8);
    for (const k of [1, 2]) {
      expect(Math.log(Number(found.haven[k]?.value))).toBeCloseTo(p.get(1 + k, 0), 8);
      expect(found.haven[k]?.u).toBeCloseTo(Math.sqrt(C.get(1 + k, 1 + k)), 8);
    }
  });

  describe(`over ${COUNT} drawn studies of three techniques`, () => {
    const errors = { uT: 1.5, level: 0.03 };
    const drawn = (nmr: Partial<Technique>): JointLaw[] => {
      const random = seededRandom(21);
      return Array.from({ length: COUNT }, () =>
        jointOf(
          draw(
            [
              { ...EIS, ...errors },
              { ...NMR, ...errors, ...nmr },
              { ...TRACER, ...errors, H: 1 },
            ],
            random,
          ),
        ),
      );
    };
    const share = (all: readonly JointLaw[], holds: (law: JointLaw) => boolean): number => all.filter(holds).length / all.length;
    const slack = 3 * Math.sqrt((0.95 * 0.05) / COUNT);

    it('keeps H = 1 where it is true in 9 of 10 or more', () => {
      expect(share(drawn({}), (law) => law.model === 'one')).toBeGreaterThan(0.9);
    });
    it('holds the true factor of 0.5 in 95 of 100 intervals, within the noise of the count, and never takes it for 1', () => {
      const all = drawn({ H: 0.5 });
      const inside = share(all, ({ haven: [, nmr] }) => Number(nmr?.lo) <= 0.5 && Number(nmr?.hi) >= 0.5);
      expect(inside).toBeGreaterThan(0.95 - Math.max(0.025, slack));
      expect(inside).toBeLessThanOrEqual(Math.min(1, 0.95 + Math.max(0.025, slack)));
      expect(share(all, (law) => law.model === 'one')).toBe(0);
    });
  });
});

describe('joint laws of a document', () => {
  it('has one entry for each sample and region whose techniques may be compared', () => {
    const records = draw([EIS, NMR]);
    const total = draw([EIS, TRACER]).map((record) =>
      makeRecord({ ...record, id: `${record.id}t`, region: record.kind === 'D_sigma' ? 'total' : 'effective' }),
    );
    const other = draw([NMR]).map((record) => makeRecord({ ...record, id: `${record.id}o`, sample: { id: 'another' } }));
    const { joint } = compareRecords([...records, ...total, ...other]);
    expect(joint.map((law) => [law.sample, law.region, law.haven.map((one) => one.kind)])).toEqual([
      ['study', 'bulk', ['D_sigma', 'D_NMR']],
      ['study', 'total', ['D_sigma', 'D_tracer']],
    ]);
  });
  it('leaves out what the gate refuses, limits, and series of unknown or no uncertainty', () => {
    const nmr = draw([NMR]);
    const change = (fields: Partial<DiffusionRecord>): number =>
      compareRecords([...draw([EIS]), ...nmr.map((record) => makeRecord({ ...record, id: `${record.id}x`, ...fields }))]).joint.length;
    expect(change({})).toBe(1);
    expect(change({ region: 'total' })).toBe(0);
    expect(change({ ion: { element: 'Na', z: 1 } })).toBe(0);
    expect(change({ bound: 'upper' })).toBe(0);
    expect(change({ u: 0 })).toBe(0);
  });
  it('takes the scatter about its own law for a series without u, and none for two points', () => {
    const random = seededRandom(2);
    const without = (T: readonly number[]): DiffusionRecord[] =>
      draw([{ ...NMR, T, H: 0.5 }], random).map((record) => makeRecord({ ...record, id: `${record.id}n`, u: null }));
    expect(compareRecords([...draw([EIS], random), ...without(NMR.T)]).joint[0]?.haven[1]?.value).toBeCloseTo(0.5, 1);
    expect(compareRecords([...draw([EIS], random), ...without([310, 350])]).joint).toEqual([]);
  });
});
