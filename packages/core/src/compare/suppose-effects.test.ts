import { describe, expect, it } from 'vitest';
import { seededRandom } from '../fit/seeded-random.ts';
import { compareRecords } from './compare-records.ts';
import { drawStudy } from './fixtures/synthetic-study.ts';
import { supposeEffects } from './suppose-effects.ts';

const study = drawStudy({ D300: 1e-12, EaV: 0.3, havenBulk: 1, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 }, seededRandom(4));
const bulkBudget = (records: typeof study): Map<string, number> =>
  new Map(
    compareRecords(records, { at: [313.15] })
      .haven.find(({ region }) => region === 'bulk')
      ?.budget.map(({ name, u2 }) => [name, u2]),
  );

describe('a supposed size of a shared effect', () => {
  it('reaches the budget of every ratio as its square, and nothing else', () => {
    const [before, after] = [bulkBudget(study), bulkBudget(supposeEffects(study, [{ tag: 'T_nmr', from: { u_T: 0.5, unit: 'K' } }]))];
    for (const [name, u2] of before) expect(after.get(name)! / u2).toBeCloseTo(name === 'T_nmr' ? (0.5 / 1.5) ** 2 : 1, 10);
  });
  it('is taken for a carrier density too, under its tag', () => {
    const tag = [...bulkBudget(study).keys()].find((name) => name.startsWith('carrier:'))!;
    const after = bulkBudget(supposeEffects(study, [{ tag, u: 0.06 }]));
    expect(after.get(tag)! / bulkBudget(study).get(tag)!).toBeCloseTo(4, 10);
  });
  it('keeps ids and the sign', () => {
    const signed = study.map((record) => ({ ...record, effects: [{ tag: 'a', u: -0.02 }] }));
    const changed = supposeEffects(signed, [{ tag: 'a', u: 0.05 }]);
    expect(changed.map(({ id }) => id)).toEqual(study.map(({ id }) => id));
    expect(changed[0]?.effects).toEqual([{ tag: 'a', u: -0.05 }]);
  });
  it('is refused for a tag no record carries, naming those there are, and in another unit', () => {
    const code = (tag: string, size: object): unknown => {
      try {
        return supposeEffects(study, [{ tag, ...size }]);
      } catch (error) {
        return [(error as { code: string }).code, (error as { fix: string }).fix];
      }
    };
    expect(code('T_neutron', { u: 0.1 })).toEqual(['suppose/effect', expect.stringContaining('T_nmr')]);
    expect(code('T_nmr', { u: 0.1 })).toEqual(['suppose/effect', 'write it so: T_nmr:1K']);
    expect(code('gradient', { from: { u_T: 1, unit: 'K' } })).toEqual(['suppose/effect', 'write it so: gradient:0.02']);
  });
});
