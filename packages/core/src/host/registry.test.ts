import { expect, it } from 'vitest';
import { toyPlugin } from '../../test/toy-plugin.ts';
import type { Plugin } from '../api/plugin.ts';
import { createRegistry, findAnalysis, findReader } from './registry.ts';

it('lists readers, analyses and kinds under their full names', () => {
  const registry = createRegistry([toyPlugin]);
  expect(registry.readers.map((entry) => entry.id)).toEqual(['toy/text']);
  expect(registry.analyses.map((entry) => [entry.id, entry.command])).toEqual([['toy/slope', 'toy slope']]);
  expect([...registry.kinds.keys()]).toEqual(['toy/points']);
});
it.each<[string, unknown, string]>([
  ['no object', 42, 'no plugin object'],
  ['a bad id', { ...toyPlugin, id: 'Toy Box' }, 'must match'],
  ["an id that is a command of Ionwalk's own", { ...toyPlugin, id: 'compare' }, 'command of Ionwalk'],
  ['no api version', { ...toyPlugin, api: undefined }, 'api version'],
  ['an api of another major', { ...toyPlugin, api: '2.0' }, 'api 2.0'],
  ['an api that is newer than the host', { ...toyPlugin, api: '1.99' }, 'api 1.99'],
  ['two readers of one id', { ...toyPlugin, readers: [...(toyPlugin.readers ?? []), ...(toyPlugin.readers ?? [])] }, 'two readers'],
])('keeps a plugin with %s as failed, with the reason, and goes on', (_, broken, reason) => {
  const registry = createRegistry([broken as Plugin, toyPlugin]);
  expect(registry.plugins.map((entry) => entry.status)).toEqual(['failed', 'ready']);
  expect(registry.plugins[0]?.reason).toContain(reason);
  expect(registry.readers).toHaveLength(1);
});
it('keeps the first of two plugins with one id', () => {
  const registry = createRegistry([toyPlugin, { ...toyPlugin, version: '9.9.9' }]);
  expect(registry.plugins.map((entry) => [entry.version, entry.status])).toEqual([
    ['1.2.3', 'ready'],
    ['9.9.9', 'failed'],
  ]);
});
it('suggests the nearest name for an unknown reader or analysis', () => {
  const registry = createRegistry([toyPlugin]);
  expect(() => findReader(registry, 'toy/txt')).toThrow(
    expect.objectContaining({ code: 'usage/unknown-reader', fix: expect.stringContaining('toy/text') }),
  );
  expect(() => findAnalysis(registry, 'toy slop')).toThrow(
    expect.objectContaining({ code: 'usage/unknown-analysis', fix: expect.stringContaining('toy slope') }),
  );
});
