import type { Figure } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { exampleFigures } from '../test/example-figures.ts';
import { validateFigure } from './validate-figure.ts';

const figure = (changes: object): Figure => ({
  v: 1,
  id: 'f',
  title: 'A figure',
  description: 'What it shows.',
  axes: { x: { quantity: 'a', unit: '1', scale: 'linear' }, y: { quantity: 'b', unit: '1', scale: 'linear' } },
  layers: [],
  ...(changes as Partial<Figure>),
});
const points = (changes: object): object => ({ kind: 'points', series: 's', role: 'data', x: [1, 2], y: [1, null], ...changes });
const axes = (x: object): object => ({
  x: { quantity: 'a', unit: '1', scale: 'linear', ...x },
  y: { quantity: 'b', unit: '1', scale: 'linear' },
});

describe('validateFigure', () => {
  it('accepts what the analyses make, gaps included', () => {
    for (const example of exampleFigures()) expect(() => validateFigure(example)).not.toThrow();
    expect(() => validateFigure(figure({ layers: [points({ x: Float64Array.of(1, NaN), lo: { object: 'big' } })] }))).not.toThrow();
  });

  it.each([
    ['figure/version', null],
    ['figure/version', figure({ v: 2 })],
    ['figure/text', figure({ description: ' ' })],
    ['figure/text', figure({ title: undefined })],
    ['figure/axis', figure({ axes: undefined })],
    ['figure/axis', figure({ axes: axes({ quantity: '' }) })],
    ['figure/axis', figure({ axes: axes({ scale: 'cubic' }) })],
    ['figure/axis', figure({ aspect: 'square' })],
    ['figure/domain', figure({ axes: axes({ domain: [0, Infinity] }) })],
    ['figure/domain', figure({ axes: axes({ domain: [1, 1] }) })],
    ['figure/domain', figure({ axes: axes({ domain: [1, 1 + 1e-13] }) })],
    ['figure/domain', figure({ axes: axes({ domain: [0, 1e300] }) })],
    ['figure/domain', figure({ axes: axes({ scale: 'log', domain: [0, 1] }) })],
    ['figure/domain', figure({ axes: axes({ scale: 'sqrt', domain: [-1, 1] }) })],
    ['figure/kind', figure({ layers: undefined })],
    ['figure/kind', figure({ layers: [{ kind: 'pie' }] })],
    ['figure/kind', figure({ layers: [points({ role: 'hero' })] })],
    ['figure/ragged', figure({ layers: [points({ y: [1] })] })],
    ['figure/ragged', figure({ layers: [points({ ref: ['a'] })] })],
    ['figure/numbers', figure({ layers: [points({ y: [1, Infinity] })] })],
    ['figure/numbers', figure({ layers: [points({ y: [1, '2'] })] })],
    ['figure/numbers', figure({ layers: [points({ y: undefined })] })],
    ['figure/numbers', figure({ layers: [{ kind: 'rule', axis: 'x', at: NaN }] })],
    ['figure/interval', figure({ layers: [points({ y: [1, 2], lo: [2, 1], hi: [1, 3] })] })],
    ['figure/interval', figure({ layers: [points({ y: [10, 20], lo: [0.1, 0.1], hi: [0.1, 0.2] })] })],
    ['figure/image', figure({ layers: [{ kind: 'image', w: 1e9, h: 1, data: [], range: [0, 1], map: 'gray' }] })],
    ['figure/image', figure({ layers: [{ kind: 'image', w: 1, h: 1, data: [1], range: [0, 1], map: 'jet' }] })],
    [
      'figure/image',
      figure({ axes: axes({ scale: 'log' }), layers: [{ kind: 'image', w: 1, h: 1, data: [1], range: [0, 1], map: 'gray' }] }),
    ],
    ['figure/ragged', figure({ layers: [{ kind: 'image', w: 2, h: 1, data: [1], range: [0, 1], map: 'gray' }] })],
    ['figure/size', figure({ layers: [points({ x: new Float64Array(100_001), y: new Float64Array(100_001) })] })],
  ])('refuses with %s', (code, value) => {
    expect(() => validateFigure(value as Figure)).toThrowError(
      expect.objectContaining({ code, kind: 'input', fix: expect.stringMatching(/./) }),
    );
  });
});
