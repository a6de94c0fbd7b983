import { constants, type DiffusionRecord } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { drawStudy, makeRecord } from '../src/compare/fixtures/synthetic-study.ts';

const COUNT = 1000;
const TRUTH = { D300: 1e-12, EaV: 0.3, havenBulk: 1, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 };

/** Many samples, each with conductivities of bulk and total, echoes and tracers: every pair of different samples is refused. */
export function manyStudies(): DiffusionRecord[] {
  const random = seededRandom(1);
  const records: DiffusionRecord[] = [];
  for (let i = 0; records.length < COUNT; i++) {
    for (const { id: _, ...record } of drawStudy(TRUTH, random)) records.push(makeRecord({ ...record, sample: { id: `S${i}` } }));
  }
  return records.slice(0, COUNT);
}

/** One sample at 250 temperatures: a Haven ratio of bulk, total and boundary at each. */
export function oneSample(): DiffusionRecord[] {
  const random = seededRandom(2);
  const scatter = (u: number): number => Math.exp(u * random.normal());
  const thermometer = (tag: string) => [{ tag, from: { u_T: 1, unit: 'K' } }] as const;
  const carrier = { c: TRUTH.c, u: 0.03, count: 'all', how: 'simulated' } as const;
  return Array.from({ length: COUNT / 4 }, (_, k) => {
    const T = 290 + k;
    const D = TRUTH.D300 * Math.exp(((-TRUTH.EaV * constants.e) / constants.k) * (1 / T - 1 / 300));
    const sigma = (D * TRUTH.c * constants.e ** 2) / (constants.k * T);
    return [
      makeRecord({ kind: 'D_NMR', region: 'bulk', value: D * scatter(0.05), u: 0.05, T, effects: thermometer('T_nmr') }),
      makeRecord({ kind: 'D_tracer', region: 'effective', value: (D / 3) * scatter(0.05), u: 0.05, T, effects: thermometer('T_sims') }),
      ...(['bulk', 'total'] as const).map((region) =>
        makeRecord({
          kind: 'sigma',
          unit: 'S/m',
          region,
          value: (region === 'bulk' ? sigma : sigma / 3) * scatter(0.02),
          u: 0.02,
          T,
          carrier,
          effects: thermometer('T_eis'),
        }),
      ),
    ];
  }).flat();
}
