import type { Figure } from '@ionwalk/core';
import { richToText, type RichText } from '@ionwalk/figures';
import { expect, test } from 'vitest';
import { figurePoints } from './figure-points.ts';

const units = { diffusivity: 'cm2/s', temperature: 'degC' } as const;
const options = { width: 600, height: 300, units };
const figure: Figure = {
  v: 1,
  id: 'a',
  title: 'A',
  description: 'Points beside a line.',
  axes: {
    x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
    y: { quantity: 'diffusivity', unit: 'm2/s', scale: 'log' },
  },
  layers: [
    { kind: 'line', series: 'law', role: 'fit', x: [1 / 400, 1 / 300], y: [1e-11, 1e-13] },
    {
      kind: 'points',
      series: 'D_NMR',
      role: 'data',
      x: [1 / 300, 1 / 400],
      y: [1e-13, 1e-11],
      lo: [8e-14, 9e-12],
      hi: [1.2e-13, 1.1e-11],
      ref: ['r300', 'r400'],
    },
    { kind: 'points', series: 'D_tracer', role: 'data', x: [1 / 350], y: [1e-12], flags: [2] },
  ],
};

/** Without the spaces that don't break. */
const plain = (rich: RichText): string => richToText(rich).replaceAll('\u00a0', ' ');

test('every point is placed from left to right and says its value with unit and interval', () => {
  const points = figurePoints(figure, options);
  expect(points.map(({ ref, reading }) => ({ ref, text: plain(reading) }))).toEqual([
    { ref: 'r400', text: 'D_NMR: 126.9 °C, D 1.00 × 10⁻⁷ cm² s⁻¹, from 9.00 × 10⁻⁸ to 1.10 × 10⁻⁷' },
    { ref: undefined, text: 'D*: 76.9 °C, D at most 1.00 × 10⁻⁸ cm² s⁻¹' },
    { ref: 'r300', text: 'D_NMR: 26.9 °C, D 1.00 × 10⁻⁹ cm² s⁻¹, from 8.00 × 10⁻¹⁰ to 1.20 × 10⁻⁹' },
  ]);
  const [hot, , cold] = points as [(typeof points)[0], unknown, (typeof points)[0]];
  expect(hot.x).toBeLessThan(cold.x);
  expect(hot.y).toBeLessThan(cold.y);
});
test('units follow the choice of the page', () => {
  const [hot] = figurePoints(figure, { ...options, units: { diffusivity: 'm2/s', temperature: 'K' } });
  expect(plain(hot?.reading ?? [])).toContain('400 K, D 1.00 × 10⁻¹¹ m² s⁻¹');
});
test('a figure of lines has none', () => {
  expect(figurePoints({ ...figure, layers: figure.layers.slice(0, 1) }, options)).toEqual([]);
});
