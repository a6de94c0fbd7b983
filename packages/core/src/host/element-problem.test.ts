import { describe, expect, it } from 'vitest';
import { toyPlugin } from '../../test/toy-plugin.ts';
import type { ImpedanceElement } from '../api/impedance-element.ts';
import type { Plugin } from '../api/plugin.ts';
import { createRegistry } from './registry.ts';

const element: ImpedanceElement = {
  symbol: 'Xy',
  title: 'An element',
  equation: 'R',
  parameters: { R: { title: 'Resistance', unit: 'Ohm', min: 1e-3, max: 1e9, scale: 'log', start: { impedance: 1, frequency: 0 } } },
  impedance: (p, omega, out) => void out.fill(p[0]!, 0, omega.length).fill(0, omega.length),
  jacobian: (_p, omega, out) => void out.fill(1, 0, omega.length).fill(0, omega.length),
};
const withElements = (elements: unknown, id = 'other'): Plugin => ({ ...toyPlugin, id, elements: elements as ImpedanceElement[] });
const withParameter = (change: object): Plugin =>
  withElements([{ ...element, parameters: { R: { ...element.parameters['R'], ...change } } }]);

it('offers the elements of all plugins with the package each comes from', () => {
  expect(createRegistry([toyPlugin, withElements([element])]).offers.elements).toEqual([{ element, from: 'ionwalk-plugin-toy@1.2.3' }]);
});
describe('a plugin is refused, with the reason, and no other suffers,', () => {
  it.each<[string, Plugin, string]>([
    ['whose symbol is taken, case aside', withElements([{ ...element, symbol: 'xY' }]), "symbol of an element of plugin 'first'"],
    ['whose alias is taken', withElements([{ ...element, symbol: 'Zz', aliases: ['XY'] }]), "'XY' has the symbol"],
    [
      'with one symbol twice',
      withElements([
        { ...element, symbol: 'Zz' },
        { ...element, symbol: 'ZZ' },
      ]),
      "two elements called 'ZZ'",
    ],
    ['with a symbol that holds a digit', withElements([{ ...element, symbol: 'X1' }]), 'one to eight letters'],
    ['with a word of the notation', withElements([{ ...element, symbol: 'Auto' }]), 'something else in a circuit'],
    ['with elements that are no list', withElements({ Xy: element }), 'no list'],
    ['with an element that is none', withElements([null]), 'no object'],
    ['without derivatives', withElements([{ ...element, symbol: 'Zz', jacobian: undefined }]), 'no jacobian'],
    ['without parameters', withElements([{ ...element, symbol: 'Zz', parameters: {} }]), 'no parameters'],
  ])('%s', (_, plugin, reason) => {
    const registry = createRegistry([withElements([element], 'first'), plugin, { ...toyPlugin, id: 'last' }]);
    expect(registry.plugins.map(({ status }) => status)).toEqual(['ready', 'failed', 'ready']);
    expect(registry.plugins[1]?.reason).toContain(reason);
    expect(registry.offers.elements).toHaveLength(1);
  });
  it.each<[string, object, string]>([
    ['no range', { min: 5, max: 5 }, 'no range'],
    ['an end that is no number', { max: Infinity }, 'no range'],
    ['a logarithm of nothing', { min: 0 }, 'scale log that may be 0'],
    ['a scale nobody knows', { scale: 'cubic' }, 'neither linear nor log'],
    ['no start', { start: undefined }, 'without a start'],
    ['a start outside of its bounds', { start: { low: 1e-6, high: 1 } }, 'outside of its bounds'],
    ['a start that is no number', { start: { impedance: NaN, frequency: 0 } }, 'no number'],
  ])('whose parameter has %s', (_, change, reason) => {
    expect(createRegistry([withParameter(change)]).plugins[0]?.reason).toContain(reason);
  });
});
