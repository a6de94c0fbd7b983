import type { Figure, Layer } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { arrhenius, exampleFigures, lengthScales, map, nyquist } from '../../test/example-figures.ts';
import { figure, of, overlaps, plainAxes, span } from '../../test/read-list.ts';
import { richToText } from '../text/rich-to-text.ts';
import { layoutFigure } from './layout-figure.ts';

describe('layoutFigure in the space it is given', () => {
  it('keeps the pixels of an image square and shows nothing beside it, whatever space is given', () => {
    const plain: Figure = { ...map(), axes: { x: { ...map().axes.x, domain: [0, 7e-6] }, y: { ...map().axes.y, domain: [7e-6, 0] } } };
    for (const options of [
      {},
      { width: 1300, height: 480 },
      { width: 700, height: 900 },
      { width: 366, height: 275 },
      { width: '84mm' as const },
    ]) {
      const list = layoutFigure(plain, options);
      expect(list.plot.w).toBeCloseTo(list.plot.h, 6);
      expect(list.scales.x.domain).toEqual([0, 7e-6]);
      expect(of(list, 'image')[0]).toMatchObject(list.plot);
      if ('height' in options) expect(list.height).toBe(options.height);
    }
    const wide: Figure = { ...plain, axes: { ...plain.axes, x: { ...plain.axes.x, domain: [0, 7e-3] } } };
    const [drawn] = of(layoutFigure(wide, { width: 600, height: 400 }), 'image');
    expect((drawn?.w ?? 0) / (drawn?.h ?? 1)).toBeCloseTo(1000, 6);
  });

  it('measures an image without stated domains in its own pixels', () => {
    const { x, y } = map().axes;
    const bare: Figure = {
      ...map(),
      axes: { x: { quantity: x.quantity, unit: '1', scale: 'linear' }, y: { quantity: y.quantity, unit: '1', scale: 'linear' } },
    };
    const [image] = map().layers.filter((layer) => layer.kind === 'image');
    const list = layoutFigure(bare, { width: 900, height: 300 });
    expect(list.scales.x.domain).toEqual([0, image?.w]);
    expect(list.scales.y.domain).toEqual([0, image?.h]);
  });

  it('gives an impedance arc no more of the width than it can use', () => {
    const { plot, scales } = layoutFigure(nyquist(), { width: 1300, height: 300 });
    expect(plot.w).toBeLessThan(900);
    expect(plot.x).toBeGreaterThan(100);
    expect(scales.x.toPixel(scales.x.domain[1])).toBeCloseTo(plot.x + plot.w, 6);
  });

  it('leaves the label of a colour bar whole, however long its numbers', () => {
    for (const range of [
      [0, 1],
      [0.38057, 0.380571],
      [-12_000, 90_000],
    ] as const) {
      const example = map();
      const layers = example.layers.map((layer): Layer =>
        layer.kind === 'image' ? { ...layer, range, quantity: 'tracer-fraction' } : layer,
      );
      for (const width of [1300, 366, '84mm' as const]) {
        const list = layoutFigure({ ...example, layers }, { width });
        const label = of(list, 'text').find((item) => item.rotate !== undefined && richToText(item.runs).startsWith('Tracer fraction'));
        const numbers = of(list, 'text').filter((item) => item.anchor === 'start' && item.x > list.plot.x + list.plot.w);
        expect(label?.x).toBeLessThan(list.width - 0.3 * (label?.size ?? 0));
        for (const item of numbers) expect(span(item)[1]).toBeLessThan((label?.x ?? 0) - 0.75 * item.size);
      }
    }
  });

  it('leaves the last number of an axis whole, in every figure and width', () => {
    const lengths = lengthScales();
    const toTheEnd: Figure = { ...lengths, axes: { ...lengths.axes, x: { ...lengths.axes.x, domain: [1e-10, 1e-2] } } };
    for (const example of [toTheEnd, ...exampleFigures()]) {
      for (const width of [1300, 700, 366, '84mm' as const]) {
        const list = layoutFigure(example, { width });
        const beyond = of(list, 'text').filter((item) => item.rotate === undefined && (span(item)[1] > list.width || span(item)[0] < 0));
        expect(
          beyond.map((item) => richToText(item.runs)),
          `${example.id} ${width}`,
        ).toEqual([]);
      }
    }
  });

  it('draws lines over marks that cover one another, and marks over lines where they do not', () => {
    const drawn = (n: number): [number, number, boolean] => {
      const x = Array.from({ length: n }, (_, i) => i);
      const layers: Layer[] = [
        { kind: 'points', series: 'data', role: 'data', x, y: x },
        { kind: 'line', series: 'fit', role: 'fit', x, y: x },
      ];
      const paths = of(layoutFigure(figure(layers)), 'path');
      const marks = paths.findIndex((item) => (item.d.match(/Z/g) ?? []).length === n);
      return [marks, paths.findIndex((item) => item.round), paths[marks]?.fillOpacity !== undefined];
    };
    const [denseMarks, denseLine, light] = drawn(600);
    expect(denseMarks).toBeLessThan(denseLine);
    expect(light).toBe(true);
    const [marks, line, faint] = drawn(30);
    expect(marks).toBeGreaterThan(line);
    expect(faint).toBe(false);
  });

  it('keeps labels off guide lines', () => {
    const at = [295, 333, 393];
    const layers: Layer[] = [
      {
        kind: 'points',
        series: 'D_NMR / D_sigma, bulk',
        role: 'data',
        quantity: 'D_NMR',
        region: 'bulk',
        x: at,
        y: [1.08, 1.06, 1.06],
        lo: [0.94, 0.94, 0.95],
        hi: [1.24, 1.2, 1.19],
      },
      { kind: 'points', series: 'D_tracer / D_sigma, total', role: 'data', quantity: 'D_tracer', region: 'total', x: [295], y: [0.39] },
      { kind: 'rule', axis: 'y', at: 1, label: 'no correlation' },
    ];
    const axes: Figure['axes'] = { x: { ...plainAxes.x }, y: { ...plainAxes.y, scale: 'log' } };
    for (const width of [1300, 700, 366]) {
      const list = layoutFigure(figure(layers, { axes }), { width });
      const rule = list.scales.y.toPixel(1);
      const labels = of(list, 'text').filter((item) => item.halo !== undefined);
      expect(labels).toHaveLength(3);
      for (const item of labels)
        expect(item.y + 0.25 * item.size < rule || item.y - 0.75 * item.size > rule, richToText(item.runs)).toBe(true);
    }
  });

  it('keeps the labels of close guide lines apart on a narrow figure', () => {
    for (const width of [366, 240]) {
      const rules = [448, 450, 455, 460].map((T): Layer => ({ kind: 'rule', axis: 'x', at: 1 / T, label: `break ${T} ± 4 K` }));
      const list = layoutFigure(
        { ...arrhenius(), layers: [...arrhenius().layers.filter(({ kind }) => kind !== 'rule'), ...rules] },
        { width },
      );
      const labels = of(list, 'text').filter((item) => richToText(item.runs).startsWith('break'));
      expect(labels.length).toBeGreaterThan(1);
      expect(overlaps(of(list, 'text').filter((item) => item.rotate === undefined))).toEqual([]);
    }
  });

  it('writes no odd degrees between hundreds on the temperature axis', () => {
    for (const hot of [485.4, 486.2, 520, 700]) {
      const layer: Layer = { kind: 'line', series: 's', role: 'data', x: [1 / hot, 1 / 250], y: [1, 2] };
      const axes: Figure['axes'] = { ...arrhenius().axes, x: { ...arrhenius().axes.x, domain: [1 / hot, 1 / 250] } };
      for (const width of [1300, 700, 366]) {
        const list = layoutFigure(figure([layer], { axes }), { width });
        const row = of(list, 'text').filter((item) => item.y < list.plot.y && item.y > list.plot.y - 1.2 * item.size);
        for (const item of row) expect(Math.abs(Number(richToText(item.runs).replace('−', '-')) % 10)).toBe(0);
      }
    }
  });
});
