import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { seededRandom, type SeededRandom } from '../../fit/seeded-random.ts';
import { constants } from '../../physics/constants.ts';
import { compareRecords } from '../compare-records.ts';
import type { Compensation } from '../document.ts';
import { makeRecord } from '../fixtures/synthetic-study.ts';

const PER_VOLT = constants.e / constants.k;
const TEMPERATURES = [300, 320, 340, 360, 380, 400];
const T_HM = TEMPERATURES.length / TEMPERATURES.reduce((sum, T) => sum + 1 / T, 0);

interface Truth {
  readonly E: number;
  readonly lnD0: number;
}

function series(
  truths: readonly Truth[],
  random: SeededRandom,
  u = 0.1,
  effects: (i: number) => DiffusionRecord['effects'] = () => [],
): DiffusionRecord[] {
  return truths.flatMap(({ E, lnD0 }, i) => {
    const shift = effects(i).reduce((sum, effect) => sum + (effect.u ?? 0) * random.normal(), 0);
    return TEMPERATURES.map((T) =>
      makeRecord({
        kind: 'D_tracer',
        sample: { id: `S${i}` },
        value: Math.exp(lnD0 - (E * PER_VOLT) / T + u * random.normal() + shift),
        u,
        T,
        effects: effects(i),
      }),
    );
  });
}

const of = (records: readonly DiffusionRecord[]): Compensation => compareRecords(records).compensation[0] as Compensation;
const alike = (n: number): Truth[] => Array.from({ length: n }, () => ({ E: 0.35, lnD0: -16 }));
/** All laws meet at T: ln D = −28 there. */
const meeting = (n: number, T: number): Truth[] =>
  Array.from({ length: n }, (_, i) => ({ E: 0.2 + 0.04 * i, lnD0: -28 + ((0.2 + 0.04 * i) * PER_VOLT) / T }));

describe('compensation of ln D0 and E_a', () => {
  it('is an artefact where noise alone spreads the energies, however straight its line: 200 sets, false alarms 5 % at most', () => {
    const random = seededRandom(1);
    const slopes: number[] = [];
    let claims = 0;
    for (let run = 0; run < 200; run++) {
      const found = of(series(alike(8), random));
      expect(Math.abs(found.r)).toBeGreaterThan(0.9);
      slopes.push(1 / (found.T_line as number));
      if (found.verdict !== 'artefact') claims++;
    }
    expect(claims).toBeLessThanOrEqual(10);
    // The slope of the line is no law of nature but the harmonic mean of the temperatures.
    expect((slopes.reduce((sum, value) => sum + value, 0) / slopes.length) * T_HM).toBeCloseTo(1, 1);
  });
  it('is found where all laws meet off the measured temperatures, with an interval that holds the truth: 100 sets', () => {
    const random = seededRandom(2);
    let [found, held] = [0, 0];
    for (let run = 0; run < 100; run++) {
      const { verdict, T_iso, u_T_iso } = of(series(meeting(6, 700), random));
      if (verdict === 'compensation') found++;
      if (Math.abs(1 / (T_iso as number) - 1 / 700) < (1.96 * (u_T_iso as number)) / (T_iso as number) ** 2) held++;
    }
    expect(found).toBeGreaterThanOrEqual(93);
    expect(held).toBeGreaterThanOrEqual(90);
  });
  it('is an artefact where the laws meet among the measured temperatures', () => {
    const result = of(series(meeting(6, T_HM), seededRandom(3)));
    expect(result.verdict).toBe('artefact');
    expect(result.reason).toContain('no further from where they were measured');
    expect(Math.abs((result.T_iso as number) - T_HM)).toBeLessThan(3 * (result.u_T_iso as number));
  });
  it('is none where energies and D0 have nothing to do with each other', () => {
    const random = seededRandom(4);
    const truths = Array.from({ length: 8 }, () => ({ E: 0.2 + 0.3 * random.uniform(), lnD0: -16 + 4 * random.normal() }));
    expect(of(series(truths, random))).toMatchObject({ verdict: 'none', T_iso: null });
  });
  it('is none where one D0 goes with all energies: 50 sets', () => {
    const random = seededRandom(9);
    const truths = Array.from({ length: 7 }, (_, i) => ({ E: 0.2 + 0.05 * i, lnD0: -16 }));
    const verdicts = Array.from({ length: 50 }, () => of(series(truths, random)).verdict);
    expect(verdicts.filter((verdict) => verdict === 'none').length).toBeGreaterThanOrEqual(47);
  });
  it('has no slope to tell of where all energies are exactly the same', () => {
    const exact = { uniform: () => 0, normal: () => 0 } as SeededRandom;
    const found = of(series(alike(4), exact));
    expect(found).toMatchObject({ verdict: 'artefact', r: 0 });
    expect(found.reason).not.toContain('NaN');
  });
  it('takes an error of each sample’s own into account, and leaves out one that all share', () => {
    const random = seededRandom(5);
    const own = (i: number): DiffusionRecord['effects'] => [{ tag: `geometry:${i}`, u: 0.3 }];
    let claims = 0;
    for (let run = 0; run < 60; run++) if (of(series(alike(6), random, 0.03, own)).verdict !== 'artefact') claims++;
    expect(claims).toBeLessThanOrEqual(6);
    const met = series(meeting(6, 700), seededRandom(6));
    const shared = met.map(({ id: _, ...record }) => makeRecord({ ...record, effects: [{ tag: 'gradient', u: 0.3 }] }));
    expect(of(shared)).toEqual(of(met));
  });
  it('isn’t asked of three samples, nor of laws that bend', () => {
    expect(compareRecords(series(alike(3), seededRandom(7))).compensation).toEqual([]);
  });
  it('has a figure with an ellipse for each law and the line that errors alone would make', () => {
    const { figures } = compareRecords(series(meeting(5, 700), seededRandom(8)));
    const figure = figures.find(({ id }) => id === 'meyer-neldel-D_tracer-bulk');
    expect(figure?.layers.filter((layer) => layer.kind === 'line' && layer.role === 'guide')).toHaveLength(6);
    expect(figure?.axes.x.unit).toBe('eV');
  });
});
