import { describe, expect, it } from 'vitest';
import type { Band, Line, Points } from '../../api/figure.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
import { constants } from '../../physics/constants.ts';
import { compareRecords } from '../compare-records.ts';
import { drawStudy, makeRecord } from '../fixtures/synthetic-study.ts';

const study = drawStudy({ D300: 1e-12, EaV: 0.3, havenBulk: 1, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 }, seededRandom(1));
const { figures } = compareRecords([
  ...study,
  makeRecord({ kind: 'D_NMR', value: 1e-13, T: 290, bound: 'upper', scale: { t: 0.1, l: 1e-6 } }),
]);

describe('figures of a comparison', () => {
  it('are the bulk, everything, and the Haven ratios, each with a description', () => {
    expect(figures.map((figure) => figure.id)).toEqual(['arrhenius-bulk', 'arrhenius-all', 'haven']);
    for (const figure of figures) expect(figure.description.length).toBeGreaterThan(40);
  });
  it('keep totals out of the bulk figure and draw them dashed in the other', () => {
    const lines = (id: string): Line[] =>
      (figures.find((figure) => figure.id === id)?.layers ?? []).filter((layer) => layer.kind === 'line' && layer.role === 'fit') as Line[];
    expect(lines('arrhenius-bulk').map((line) => [line.quantity, line.region, line.dashed])).toEqual([
      ['D_sigma', 'bulk', undefined],
      ['D_NMR', 'bulk', undefined],
    ]);
    expect(
      lines('arrhenius-all')
        .filter((line) => line.dashed)
        .map((line) => line.region),
    ).toEqual(['total', 'effective']);
  });
  it('mark limits, carry the record ids, and hold only numbers or null', () => {
    const points = figures[0]?.layers.filter((layer) => layer.kind === 'points') as Points[];
    const nmr = points.find((layer) => layer.quantity === 'D_NMR');
    expect(nmr?.flags).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
    expect(nmr?.ref).toHaveLength(8);
    expect(JSON.stringify(figures)).not.toContain('NaN');
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
  });
  it('hold every point inside its bars, and the law inside its band', () => {
    for (const figure of figures) {
      for (const layer of figure.layers) {
        if (layer.kind !== 'points' || !layer.lo || !layer.hi) continue;
        (layer.y as number[]).forEach((y, i) => {
          const [lo, hi] = [(layer.lo as (number | null)[])[i], (layer.hi as (number | null)[])[i]];
          if (typeof lo === 'number' && typeof hi === 'number') expect(lo < y && y < hi).toBe(true);
        });
      }
    }
    const bands = figures[0]?.layers.filter((layer) => layer.kind === 'band') as Band[];
    expect(bands.length).toBe(2);
  });
  it('show what each technique sees where records state their length', () => {
    const scaled = study.map((record) =>
      record.kind === 'D_NMR'
        ? makeRecord({ ...record, id: `${record.id}l`, scale: { t: 0.1, l: Math.sqrt(0.6 * record.value) } })
        : record,
    );
    const strip = compareRecords(scaled).figures.find((figure) => figure.id === 'length-scales');
    expect(strip?.layers).toHaveLength(1);
  });
  it('set these lengths against grains and domains, with the grain for a conductivity of the bulk and the thickness for the total', () => {
    const told = study.map((record) => {
      const fixed = record.kind === 'D_NMR' ? { domain: 4e-7 } : { thickness: 1e-3 };
      const D = record.kind === 'sigma' ? { kind: 'D_sigma', unit: 'm2/s', value: record.value * 1e-12 } : { scale: { t: 0.1, l: 2e-6 } };
      return makeRecord({ ...record, ...D, id: `${record.id}t`, model: { ...record.model, fixed } });
    });
    const strip = compareRecords(told, { grainSize: 2e-5, gbWidth: 5e-10 }).figures.find((figure) => figure.id === 'length-scales');
    const rules = strip?.layers.flatMap((layer) => (layer.kind === 'rule' ? [[layer.label, layer.at]] : []));
    expect(rules).toEqual([
      ['domains 400 nm', 4e-7],
      ['grains 20 µm', 2e-5],
    ]);
    const bar = (region: string): Line =>
      strip?.layers.find((layer) => layer.kind === 'line' && layer.quantity === 'D_sigma' && layer.region === region) as Line;
    for (const [region, size] of [
      ['bulk', 2e-5],
      ['total', 1e-3],
    ] as const)
      expect(Math.sqrt((bar(region).x as number[])[0]! * (bar(region).x as number[])[1]!) / size).toBeCloseTo(1, 10);
  });
  it('draw H_R(T) as a band through its points, in pieces where a gap may hide a break', () => {
    const volts = constants.e / constants.k;
    const D = (T: number): number => 1e-11 * Math.exp(-(T < 450 ? 0.33 : 0.2) * volts * (1 / T - 1 / 450));
    const all = [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653].flatMap((T) => [
      makeRecord({ kind: 'D_NMR', value: 0.5 * D(T), T, u: 0.02 }),
      makeRecord({ kind: 'D_sigma', value: D(T), T, u: 0.02 }),
    ]);
    const layers = compareRecords(all).figures.find((figure) => figure.id === 'haven')?.layers ?? [];
    const bands = layers.filter((layer): layer is Band => layer.kind === 'band');
    expect(bands.map(({ x }) => [(x as number[])[0], (x as number[]).at(-1)])).toEqual([
      [298, 393],
      [493, 653],
    ]);
    for (const { lo, hi } of bands)
      (lo as number[]).forEach((low, i) => expect([low < 0.5, (hi as number[])[i]! > 0.5]).toEqual([true, true]));
  });
});
