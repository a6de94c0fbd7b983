import { expect, it } from 'vitest';
import { file, TOY, toyPlugin, toyReader } from '../../test/toy-plugin.ts';
import type { Dataset } from '../api/kind.ts';
import type { Plugin } from '../api/plugin.ts';
import { identify } from './identify.ts';
import { inspectDocument, type Inspection, inspectThing } from './inspect-document.ts';
import { createRegistry } from './registry.ts';

async function inspect(content: string, options = {}, plugin: Plugin = toyPlugin): Promise<Inspection> {
  const registry = createRegistry([plugin]);
  const [thing] = await identify(registry, [file('a.toy', content), file('a.note', '')], { only: ['a.toy'] });
  if (!thing) throw new Error('nothing identified');
  return inspectThing(registry, thing, options);
}
/** The toy reader with its datasets changed. */
const changed = (change: (data: Dataset) => unknown): Plugin => ({
  ...toyPlugin,
  readers: [
    {
      ...toyReader,
      async *read(...call) {
        for await (const data of toyReader.read(...call)) yield change(data) as Dataset;
      },
    },
  ],
});

it('gives the shape of the contract', async () => {
  const { file: entry, exit } = await inspect(TOY, { path: './a.toy' });
  expect(exit).toBe(0);
  expect(inspectDocument([{ file: entry, exit }])).toEqual({
    files: [
      {
        path: './a.toy',
        reader: 'toy/text',
        confidence: 'certain',
        reason: 'begins with toy',
        claims: ['a.note'],
        datasets: [
          {
            kind: 'toy/points',
            title: 'block of 4',
            size: { point: 4 },
            conditions: { temperature: 300 },
            variables: {
              x: { unit: 's', dims: ['point'], length: 4, first: 0, last: 3, min: 0, max: 3, sum: 6 },
              y: { unit: 'm2', dims: ['point'], length: 4, first: 1, last: 7, min: 1, max: 7, sum: 16.001 },
            },
            meta: { rows: 4 },
            missing: ['sample'],
          },
        ],
        diagnostics: [{ severity: 'info', code: 'toy/read', message: '4 rows' }],
      },
    ],
  });
});
it('gives the values when asked, and passes the reader its options', async () => {
  const { file: entry } = await inspect(TOY, { values: true, readerOptions: { scale: '2' } });
  expect(entry.datasets[0]?.variables['y']?.values).toEqual([2, 6, 10.002, 14]);
});
it('gives null for what is not finite, counts it out of the sums and says so', async () => {
  const { file: entry } = await inspect('toy\n0 1\n1 nan\n2 3\n', { values: true });
  expect(entry.datasets[0]?.variables['y']).toMatchObject({ values: [1, null, 3], sum: 4, min: 1, max: 3 });
  expect(entry.diagnostics).toContainEqual({
    severity: 'warning',
    code: 'data/not-finite',
    message: '1 of 3 values are not finite numbers',
    where: 'variable y',
  });
});
it('turns a typed error of the reader into an entry without datasets', async () => {
  const { file: entry, exit, error } = await inspect('toy\n');
  expect([exit, entry.datasets, entry.diagnostics[0]]).toEqual([
    3,
    [],
    { severity: 'error', code: 'toy/empty', message: 'no row', where: 'a.toy' },
  ]);
  expect(error).toMatchObject({ fix: 'add rows' });
});
it('blames the plugin for what it throws, exit 5', async () => {
  const { exit, error } = await inspect(
    TOY,
    {},
    changed(() => {
      throw new RangeError('boom');
    }),
  );
  expect([exit, error]).toEqual([
    5,
    expect.objectContaining({ code: 'plugin/threw', message: 'toy/text failed: boom', fix: expect.any(String) }),
  ]);
});
it.each<[string, (data: Dataset) => unknown]>([
  ['a kind it does not declare', (data) => ({ ...data, kind: 'toy/other' })],
  ['a length that is not the product of the dims', (data) => ({ ...data, size: { point: 5 } })],
  ['a dim without a size', (data) => ({ ...data, size: {} })],
  ['a missing variable', (data) => ({ ...data, variables: { x: data.variables['x'] } })],
  ['plain arrays', (data) => ({ ...data, variables: { ...data.variables, y: { values: [1, 2, 3, 4] } } })],
  [
    'a negative uncertainty',
    (data) => ({ ...data, variables: { ...data.variables, y: { values: new Float64Array(4), sigma: Float64Array.of(1, 1, -1, 1) } } }),
  ],
  ['a temperature below zero', (data) => ({ ...data, conditions: { temperature: -3 } })],
  ['no dataset at all', () => undefined],
])('refuses %s at the boundary, exit 5', async (_, change) => {
  const { exit, error } = await inspect(TOY, {}, changed(change));
  expect([exit, (error as { code: string }).code]).toEqual([5, 'plugin/invalid-output']);
});
it('does not read a windowed variable', async () => {
  const windowed: unknown = {
    ...toyPlugin,
    readers: [
      {
        ...toyReader,
        produces: [{ id: 'toy/points', title: 'P', variables: { x: { title: 'X', dims: ['point'], unit: '1', windowed: true as const } } }],
        async *read() {
          yield {
            kind: 'toy/points',
            title: 'big',
            size: { point: 1e12 },
            variables: {
              x: {
                type: 'uint16',
                read: () => {
                  throw new Error('read');
                },
              },
            },
            conditions: {},
            meta: { totals: [5] },
          } as never;
        },
      },
    ],
    kinds: [],
    analyses: [],
    models: [],
  };
  const { file: entry } = await inspect(TOY, { values: true }, windowed as Plugin);
  expect(entry.datasets[0]?.variables['x']).toEqual({ unit: '1', dims: ['point'], length: 1e12, windowed: 'uint16' });
});
it('stops with the reason of the signal', async () => {
  await expect(inspect(TOY, { signal: AbortSignal.abort(new DOMException('stop', 'AbortError')) })).rejects.toThrow('stop');
});
