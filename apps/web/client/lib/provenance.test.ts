import type { DiffusionRecord } from '@ionwalk/core';
import { expect, test } from 'vitest';
import { provenance, shortHash } from './provenance.ts';

const record = (id: string, over: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  ({
    id,
    kind: 'sigma',
    region: 'bulk',
    parents: [],
    inputs: [],
    model: { name: 'eis/circuit', version: '1' },
    ...over,
  }) as unknown as DiffusionRecord;

test('the chain begins with the raw bytes and ends with the number, each file and record once', () => {
  const sigma = record('sha256:aaaaaaaaaaaa', { inputs: [{ path: 'raw/a.DTA', sha256: '0123456789abcdef', bytes: 2048 }] });
  const D = record('sha256:bbbbbbbbbbbb', { kind: 'D_sigma', parents: [sigma.id, sigma.id], inputs: sigma.inputs });
  const steps = provenance(D, new Map([[sigma.id, sigma]]));
  expect(steps[0]?.text).toBe('raw/a.DTA · 0123…ef · 2.05 kB');
  expect(steps.filter(({ text }) => text.includes('raw/a.DTA'))).toHaveLength(1);
  expect(steps.at(-1)?.full).toBe(D.id);
});
test('a parent that is not at hand is named, not dropped', () => {
  expect(provenance(record('x', { parents: ['sha256:cccccccccccc'] }), new Map())[0]?.text).toContain('not in this study');
});
test('records that name each other as parents end the walk', () => {
  const a = record('a', { parents: ['b'] });
  const b = record('b', { parents: ['a'] });
  expect(
    provenance(
      a,
      new Map([
        ['a', a],
        ['b', b],
      ]),
    ).length,
  ).toBeLessThan(6);
});
test('a hash is shortened for the eye', () => {
  expect(shortHash('sha256:3f9a000000c2')).toBe('3f9a…c2');
});
test('the files of a vendor folder are counted, with every hash at hand', () => {
  const inputs = Array.from({ length: 30 }, (_, i) => ({ path: `12/f${i}`, sha256: `hash-number-${i}`, bytes: 10 }));
  const steps = provenance(record('x', { inputs }), new Map());
  expect(steps.length).toBeLessThan(8);
  expect(steps.map(({ text }) => text)).toContain('and 27 files beside it');
  expect(steps.flatMap(({ full }) => full ?? []).join()).toContain('hash-number-29');
});
