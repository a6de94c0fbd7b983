import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom } from '../fit/seeded-random.ts';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const refusal = (fields: Partial<DiffusionRecord>): unknown => expect.objectContaining({ kind: 'input', ...fields });

describe('numbers no measurement gives', () => {
  it.each([
    ['record/value', { value: 0 }],
    ['record/value', { value: -1 }],
    ['record/value', { value: NaN, id: 'x' }],
    ['record/value', { value: 1e-300 }],
    ['record/temperature', { T: 1e-300 }],
    ['record/uncertainty', { u: 1e300 }],
    ['record/uncertainty', { effects: [{ tag: 'a', u: 1e300 }] }],
    ['record/uncertainty', { effects: [{ tag: 'a', from: { u_T: 1e300, unit: 'K' } }] }],
    ['record/carrier', { carrier: { c: 1e-300, u: 0, count: 'all', how: '' } }],
  ] as const)('are refused as %s: %j', (code, fields) => {
    const record = makeRecord({ kind: 'D_sigma', value: 1e-12, T: 300, ...fields });
    expect(() => compareRecords([record])).toThrow(refusal({ code } as never));
  });

  it('come out of no mixture of records: every number is finite or null', () => {
    const random = seededRandom(31);
    const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] as T;
    for (let study = 0; study < 300; study++) {
      const records = Array.from({ length: 1 + random.integer(14) }, (_, i) => {
        const kind = pick(['sigma', 'D_sigma', 'D_NMR', 'D_tracer', 'D_local']);
        return makeRecord({
          id: `${study}-${i}`,
          kind,
          unit: kind === 'sigma' ? 'S/m' : 'm2/s',
          region: pick(['bulk', 'total', 'effective', 'gb', 'local', null]),
          value: pick([1e-12, 2e-12, 1e-100, 1e100, 1e-14 * (random.uniform() + 1e-4)]),
          T: pick([300, 300.05, 310, 320, 330, 400, 500, 1e-3, 1e6, 200 + 300 * random.uniform()]),
          u: pick([null, 0, 0.05, 0.1, 1e-300, 100]),
          nu: pick([null, 0.1, 1, 5, 1e300]),
          effects: pick([[], [{ tag: 'a', u: 0.1 }], [{ tag: 'a', from: { u_T: 1, unit: 'K' as const } }], [{ tag: 'b', u: -100 }]]),
          bound: pick([null, null, null, 'upper' as const, 'lower' as const]),
          carrier: kind.endsWith('sigma') ? pick([null, { c: 1e28, u: 0.1, count: 'all' as const, how: '' }]) : null,
          sample: pick([{ id: 'a' }, { id: 'a' }, { id: 'b' }, null]),
          direction: pick([null, { type: 'mean' as const, tensor: [1e-12, 1e-12, 0] as const }, { type: 'axis' as const, axis: 'c' }]),
        });
      });
      const document = compareRecords(records, {
        acrossSamples: study % 2 === 0,
        gbWidth: 1e-9,
        grainSize: 1e-6,
        ...(study % 3 === 0 ? { at: [300, 1e6] } : {}),
      });
      // Infinity and NaN would come back as null.
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    }
  });
});
