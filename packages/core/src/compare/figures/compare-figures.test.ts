import { describe, expect, it } from 'vitest';
import type { Band, Line, Points } from '../../api/figure.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
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
});
