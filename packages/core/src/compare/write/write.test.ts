import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../../api/record.ts';
import { seededRandom } from '../../fit/seeded-random.ts';
import { compareRecords } from '../compare-records.ts';
import { drawStudy, makeRecord } from '../fixtures/synthetic-study.ts';
import { parseRecords } from '../read/parse-records.ts';
import { recordsToCsv } from './records-to-csv.ts';
import { recordsToJsonLd } from './records-to-json-ld.ts';
import { recordsToOrigin } from './records-to-origin.ts';

const study = drawStudy({ D300: 1e-12, EaV: 0.3, havenBulk: 1, havenGb: 0.24, share300: 3, dEaGbV: 0.1, c: 1e28 }, seededRandom(9));

describe('recordsToCsv', () => {
  it('is read back with the same numbers, in every column', () => {
    const whole = makeRecord({
      kind: 'sigma',
      unit: 'S/m',
      value: 0.0123456789012345,
      T: 298.15,
      u: 0.0123,
      nu: 7,
      region: 'total',
      effects: [
        { tag: 'T:a', from: { u_T: 1.5, unit: 'K' } },
        { tag: 'geometry', u: -0.02 },
      ],
      ion: { element: 'Mg', isotope: 26, z: 2 },
      sample: { id: 'A, "3"', formula: 'MgO', cell: { a: 4.21e-10, b: 4.3e-10, c: 5e-10, beta: 95 } },
      direction: { type: 'axis', axis: 'c' },
      scale: { t: 0.1, l: 1e-6 },
      bound: 'upper',
      source: { doi: '10.1039/d3ta05012b', text: 'table 1' },
    });
    const records = [whole, ...study];
    const back = parseRecords(recordsToCsv(records), 'a.csv');
    const flat = ({ kind, region, value, unit, u, T, effects, ion, direction, bound, source, sample }: DiffusionRecord): unknown => ({
      kind,
      region,
      value,
      unit,
      u,
      T,
      effects,
      ion: { ...ion, isotope: ion?.isotope ?? null },
      direction,
      bound: bound ?? null,
      source: source ?? null,
      sample: sample?.id,
    });
    expect(back.map(flat)).toEqual(records.map(flat));
    const [cell, original] = [back[0]?.sample?.cell, whole.sample?.cell];
    for (const key of ['a', 'b', 'c', 'beta'] as const)
      expect((cell as Record<string, number>)[key]! / (original as Record<string, number>)[key]!).toBeCloseTo(1, 12);
  });
  it('gives the same comparison after the way there and back', () => {
    const numbers = (records: readonly DiffusionRecord[]): unknown =>
      compareRecords(records).haven.map(({ T, value, lo, hi }) => [T, value, lo, hi].map((x) => x?.toPrecision(9)));
    expect(numbers(parseRecords(recordsToCsv(study), 'a.csv'))).toEqual(numbers(study));
  });
  it('writes the cell of several formula units as the volume of one', () => {
    const record = makeRecord({ kind: 'D_NMR', value: 1e-12, T: 300, sample: { id: 'A', formula: 'LiCl', cell: { a: 5.14e-10, Z: 4 } } });
    const [back] = parseRecords(recordsToCsv([record]), 'a.csv');
    expect((back!.sample!.cell as { volume: number }).volume / (5.14e-10 ** 3 / 4)).toBeCloseTo(1, 10);
  });
  it('never writes text a spreadsheet would run', () => {
    for (const id of ['=1+1', '+1', '-2', '@SUM(A1)'])
      expect(recordsToCsv([makeRecord({ kind: 'D_NMR', value: 1e-12, T: 300, sample: { id } })])).toContain(`,'${id}`);
  });
});

describe('recordsToOrigin', () => {
  const lines = recordsToOrigin(study)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  it('has long name, units and comments above three columns per series', () => {
    expect(lines[0]?.slice(0, 3)).toEqual(['1000/T', 'log10(sigma T)', 'u(log10(sigma T))']);
    expect(lines[1]?.slice(0, 3)).toEqual(['1/K', 'S K/m', '1']);
    expect(lines[2]?.[0]).toBe('study sigma bulk');
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([12]));
  });
  it('holds ln(σT) over 1/T, so that a straight line through it has the activation energy of D', () => {
    const first = study.filter(({ kind, region }) => kind === 'sigma' && region === 'bulk').toSorted((a, b) => b.T! - a.T!)[0]!;
    expect(Number(lines[3]?.[0])).toBeCloseTo(1000 / first.T!, 12);
    expect(Number(lines[3]?.[1])).toBeCloseTo(Math.log10(first.value * first.T!), 12);
    expect(Number(lines[3]?.[2])).toBeCloseTo(first.u! / Math.LN10, 12);
  });
  it('states no uncertainty a record did not state', () => {
    const bare = [300, 320, 340, 360].map((T, i) =>
      makeRecord({ kind: 'D_NMR', unit: 'm2/s', value: 1e-12 * (1 + i), T, u: i === 1 ? 0.1 : null }),
    );
    const cells = recordsToOrigin(bare).trimEnd().split('\n').slice(3);
    expect(cells.map((line) => line.split(',')[2])).toEqual(['', '', String(0.1 / Math.LN10), '']);
  });
});

describe('recordsToJsonLd', () => {
  it('keeps the records as they are under the published context', () => {
    const { '@context': context } = JSON.parse(
      readFileSync(new URL('../../../schema/diffusion-record.context.json', import.meta.url), 'utf8'),
    ) as { '@context': Record<string, unknown> };
    const document = recordsToJsonLd(study, context);
    expect(parseRecords(JSON.stringify({ records: document['@graph'] }), 'a.json').map(({ id }) => id)).toEqual(study.map(({ id }) => id));
    for (const name of Object.keys(study[0]!)) expect(context, name).toHaveProperty(name);
  });
});
