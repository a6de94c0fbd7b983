import type { Figure, Layer } from '@ionwalk/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrhenius, exampleFigures } from '../test/example-figures.ts';
import type { FigureOptions } from './figure-options.ts';
import { renderSvg } from './render-svg.ts';

const options: FigureOptions[] = [{}, { width: '84mm' }, { width: 240, height: 120, theme: 'dark' }];

describe('renderSvg', () => {
  it('gives the same bytes for the same figure, whether its numbers are arrays or typed arrays', () => {
    for (const figure of exampleFigures()) {
      const typed = { ...figure, layers: figure.layers.map(asTyped) };
      expect(renderSvg(typed)).toBe(renderSvg(JSON.parse(JSON.stringify(figure)) as Figure));
    }
  });

  it('writes well-formed documents with alternative text and without NaN, styles or scripts', () => {
    for (const figure of exampleFigures()) for (const option of options) expectSound(renderSvg(figure, option), figure);
  });

  it('draws any figure that is valid', () => {
    fc.assert(
      fc.property(anyFigure, fc.constantFrom(...options), (figure, option) => expectSound(renderSvg(figure, option), figure)),
      { numRuns: 500, seed: 20_260 },
    );
  });

  it('lets no string of a figure become markup', () => {
    const hostile = `</text><script>alert(1)</script><a href="javascript:x" onload='y'>&\u0000]]>`;
    const figure: Figure = {
      ...arrhenius(),
      id: hostile,
      title: hostile,
      description: hostile,
      axes: { x: { quantity: hostile, unit: hostile, scale: 'linear' }, y: { quantity: 'y', unit: '"><script>', scale: 'log' } },
      layers: [
        ...arrhenius().layers.map((layer) =>
          'series' in layer ? { ...layer, series: hostile, quantity: hostile, region: hostile } : layer,
        ),
        { kind: 'points', series: `${hostile}2`, role: 'data', x: [0.002], y: [1e-9], ref: [hostile] },
        { kind: 'note', x: 0.002, y: 1e-10, text: hostile },
      ],
    };
    const svg = renderSvg(figure);
    expectSound(svg, figure);
    expect(svg).not.toMatch(/<script|<a |onload='/);
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(svg).toMatch(/data-ref="&lt;\/text&gt;/);
  });

  it('states print widths in millimetres and uses the print theme there', () => {
    const svg = renderSvg(arrhenius(), { width: '84mm' });
    expect(svg).toMatch(/^<svg [^>]*width="84mm" height="[\d.]+mm" viewBox="0 0 317.48 /);
    expect(svg).toContain('font-size="10.67"');
  });

  it('refuses a width it cannot draw', () => {
    const figure = arrhenius();
    for (const width of [0, NaN, 1e9, '9mm', '900mm', '84cm' as '84mm'] as const)
      expect(() => renderSvg(figure, { width })).toThrowError(expect.objectContaining({ code: 'figure/width' }));
  });

  it('is as wide on paper as asked', () => {
    for (const width of ['84mm', '120mm', '88.9mm'] as const) expect(renderSvg(arrhenius(), { width })).toContain(` width="${width}"`);
  });

  it('keeps ids apart between two drawings of one figure', () => {
    const figure = arrhenius();
    const ids = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].flatMap(([, id]) => id ?? []);
    const both = [...ids(renderSvg(figure)), ...ids(renderSvg(figure, { width: 500 }))];
    expect(new Set(both).size).toBe(both.length);
  });
});

function asTyped(layer: Layer): Layer {
  const entries = Object.entries(layer).map(([key, value]): [string, unknown] => {
    const numeric = Array.isArray(value) && ['x', 'y', 'lo', 'hi', 'flags', 'data'].includes(key);
    return [key, numeric ? Float64Array.from(value as (number | null)[], (entry) => entry ?? Number.NaN) : value];
  });
  return Object.fromEntries(entries) as unknown as Layer;
}

function expectSound(svg: string, figure: Figure): void {
  expect(/.{0,60}(NaN|Infinity|undefined|null|\sstyle=|<script).{0,60}/.exec(svg)?.[0]).toBeUndefined();
  expect(svg).toContain('role="img"');
  expect(svg).toMatch(/<title id="[A-Za-z][\w-]*">[^<]+<\/title>\n<desc id="[A-Za-z][\w-]*">[^<]+<\/desc>/);
  expect(unclosed(svg)).toEqual([]);
  // At most two decimals anywhere but in the text of the figure itself.
  for (const [, d] of svg.matchAll(/ (?:d|x|y|width|height|dy)="([^"]*)"/g)) expect(d).not.toMatch(/\.\d{3}|e[-+]?\d/);
  expect(figure.description.length).toBeGreaterThan(0);
}

/** Names of elements that aren't closed in order: enough of a parser for documents without comments or CDATA. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, attributes, selfClosing] of svg.matchAll(/<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|</g)) {
    if (name === undefined) return ['stray <'];
    if (closing === '/') {
      if (open.pop() !== name || attributes !== '') return [name];
    } else if (selfClosing !== '/') open.push(name);
  }
  return open;
}

const number = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  fc.double({ noNaN: true, min: 1e-20, max: 1e6 }),
  fc.constantFrom(0, -0, 1, 1e-320),
);
const label = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('D_NMR, bulk', 'D*', 'R_{gb}', '', 'x'.repeat(400)));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const series = fc.record({
  series: label,
  role: fc.constantFrom('data', 'fit', 'residual', 'guide'),
  quantity: fc.constantFrom('D_sigma', 'D_NMR', 'other', '__proto__'),
  region: fc.constantFrom('bulk', 'gb', 'total', 'effective', 'local', 'toString'),
});
const columns = (count: number): fc.Arbitrary<(number | null)[][]> =>
  fc
    .integer({ min: 0, max: 12 })
    .chain((n) => fc.tuple(...Array.from({ length: count }, () => fc.array(number, { minLength: n, maxLength: n }))));
const bars = (middle: (number | null)[], ends: (number | null)[]): { lo: (number | null)[]; hi: (number | null)[] } => ({
  lo: middle.map((y, i) => (y === null ? null : Math.min(y, ends[i] ?? y))),
  hi: middle.map((y, i) => (y === null ? null : Math.max(y, ends[i] ?? y))),
});
const layer = fc.oneof(
  fc.tuple(series, columns(3), fc.integer({ min: 0, max: 3 })).map(([s, [x = [], y = [], ends = []], flag]) => ({
    kind: 'points',
    ...s,
    x,
    y,
    ...bars(y, ends),
    flags: y.map(() => flag),
    ref: y.map((_, i) => `r${i}`),
  })),
  fc
    .tuple(series, columns(2), fc.boolean())
    .map(([s, [x = [], y = []], dashed]) => ({ kind: 'line', ...s, x, y, ...(dashed && { dashed }) })),
  fc.tuple(series, columns(3)).map(([s, [x = [], lo = [], hi = []]]) => ({ kind: 'band', ...s, x, lo, hi })),
  fc.record({ kind: fc.constant('rule'), axis: fc.constantFrom('x', 'y'), at: finite, label }),
  fc.record({ kind: fc.constant('region'), axis: fc.constantFrom('x', 'y'), from: finite, to: finite, label }),
  fc.record({ kind: fc.constant('note'), x: finite, y: finite, text: label }),
  fc.array(number, { minLength: 6, maxLength: 6 }).map((data) => ({
    kind: 'image',
    data,
    w: 3,
    h: 2,
    range: [0, 1],
    map: 'viridis',
    quantity: 'fraction',
    unit: '1',
    rois: [
      {
        label: 'r',
        points: [
          [0, 0],
          [1, 1],
        ],
        width: 0.3,
      },
    ],
  })),
);
const axis = fc.record({
  quantity: fc.constantFrom('reciprocal-temperature', 'temperature', 'diffusivity', 'residual', 'impedance-real', 'whatever'),
  unit: fc.constantFrom('1/K', 'K', 'm2/s', '1', 'Ohm', 'm', 's', 'Hz', '¿?'),
  scale: fc.constantFrom('linear', 'log', 'sqrt'),
});
// A map needs linear axes.
const scales = (axes: { x: object; y: object }, layers: readonly { kind: string }[]): object =>
  layers.some(({ kind }) => kind === 'image') ? { x: { ...axes.x, scale: 'linear' }, y: { ...axes.y, scale: 'linear' } } : axes;
const anyFigure: fc.Arbitrary<Figure> = fc
  .record({
    x: axis,
    y: axis,
    top: fc.boolean(),
    right: fc.boolean(),
    equal: fc.boolean(),
    title: label,
    layers: fc.array(layer, { maxLength: 6 }),
  })
  .map(({ x, y, top, right, equal, title, layers }) => ({
    v: 1,
    id: 'any',
    title: `t${title}`,
    description: `d${title}`,
    axes: {
      ...scales({ x, y }, layers),
      ...(top && { top: { of: 'x', show: 'temperature', unit: 'degC' } }),
      ...(right && { right: { of: 'y', show: 'temperature', unit: 'K' } }),
    },
    ...(equal && { aspect: 'equal' }),
    layers,
  })) as unknown as fc.Arbitrary<Figure>;
