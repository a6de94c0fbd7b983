import type { Figure, Layer } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { figure, flat, of, overlaps, plainAxes, span, texts } from '../../test/read-list.ts';
import { arrhenius, exampleFigures, lengthScales, limits, map, nyquist, profile, residuals } from '../../test/example-figures.ts';
import { richToText } from '../text/rich-to-text.ts';
import type { DisplayItem, DisplayList, TextItem } from './display-list.ts';
import { layoutFigure } from './layout-figure.ts';

describe('layoutFigure', () => {
  it('puts each round temperature of the top axis exactly at its 1/T, hot on the left', () => {
    for (const [choice, zero] of [
      ['degC', 273.15],
      ['K', 0],
    ] as const) {
      const list = layoutFigure(arrhenius(), { units: { temperature: choice } });
      const { x } = list.scales;
      const row = of(list, 'text').filter((item) => item.y < list.plot.y && item.y > list.plot.y - 1.2 * item.size);
      expect(row.length).toBeGreaterThanOrEqual(5);
      for (const item of row) {
        const temperature = Number(richToText(item.runs).replace('−', '-'));
        expect(temperature % 10).toBe(0);
        const share = (1 / (temperature + zero) - x.domain[0]) / (x.domain[1] - x.domain[0]);
        expect(Math.abs(item.x - (list.plot.x + share * list.plot.w))).toBeLessThan(0.01);
      }
      const values = row.toSorted((a, b) => a.x - b.x).map((item) => Number(richToText(item.runs)));
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
  });

  it('gives both axes of an equal aspect the very same pixels per unit', () => {
    for (const options of [{}, { width: '84mm' as const }, { width: 500, height: 480 }, { width: 900, height: 200 }]) {
      for (const example of [nyquist(), map()]) {
        const { scales, plot } = layoutFigure(example, options);
        expect(Math.abs(scales.x.pixelsPerUnit) - Math.abs(scales.y.pixelsPerUnit)).toBe(0);
        expect(scales.x.toPixel(scales.x.domain[1])).toBeCloseTo(plot.x + plot.w, 6);
        expect(scales.y.toPixel(scales.y.domain[1])).toBeCloseTo(plot.y, 6);
      }
    }
  });

  it('shares one unit between the axes of an equal aspect', () => {
    const found = texts(layoutFigure(nyquist()));
    expect(found).toContain('Z′ (kΩ)');
    expect(found).toContain('−Z″ (kΩ)');
  });

  it('shows all data of an equal aspect inside the plot area', () => {
    const list = layoutFigure(nyquist());
    for (const layer of nyquist().layers) {
      if (layer.kind !== 'points') continue;
      for (const [i, x] of (layer.x as number[]).entries()) {
        const [px, py] = [list.scales.x.toPixel(x), list.scales.y.toPixel((layer.y as number[])[i] ?? Number.NaN)];
        expect(px >= list.plot.x && px <= list.plot.x + list.plot.w && py >= list.plot.y && py <= list.plot.y + list.plot.h).toBe(true);
      }
    }
  });

  it('writes decades as powers with a real superscript and converts the unit', () => {
    const list = layoutFigure(arrhenius(), { units: { diffusivity: 'm2/s' } });
    expect(texts(list)).toContain('D (m²\u00a0s⁻¹)');
    expect(
      of(list, 'text').some((item) => item.runs[0]?.text === '10' && item.runs[1]?.shift === 'sup' && item.runs[1].text === '−12'),
    ).toBe(true);
    const centimetres = layoutFigure(arrhenius());
    const pixel = (drawn: DisplayList, label: string): number | undefined =>
      of(drawn, 'text').find((item) => richToText(item.runs) === label)?.y;
    expect(pixel(centimetres, '10⁻⁸')).toBeCloseTo(pixel(list, '10⁻¹²') as number, 6);
  });

  it('keeps minor ticks to nine decades and labels apart above', () => {
    const over = (decades: number): DisplayList =>
      layoutFigure(
        figure([{ kind: 'line', series: 's', role: 'data', x: [1, 10 ** decades], y: [1, 2] }], {
          axes: { ...plainAxes, x: { quantity: 'frequency', unit: 'Hz', scale: 'log', domain: [1, 10 ** decades] } },
        }),
      );
    const ticks = (list: DisplayList): number => of(list, 'path').flatMap((item) => item.d.match(/v-[35](?=M|$)/g) ?? []).length;
    expect(ticks(over(6))).toBe(6 * 9 + 1);
    expect(ticks(over(15))).toBe(16);
    const labels = of(over(40), 'text').filter((item) => richToText(item.runs).startsWith('10'));
    expect(labels.length).toBeGreaterThan(3);
    expect(overlaps(labels)).toEqual([]);
  });

  it('never lets labels overlap in the example figures', () => {
    for (const example of exampleFigures()) {
      for (const options of [{}, { width: '84mm' as const }, { width: '174mm' as const }]) {
        const list = layoutFigure(example, options);
        if (example.id === 'sims-map') continue;
        expect(overlaps(of(list, 'text').filter((item) => item.rotate === undefined)), `${example.id} ${JSON.stringify(options)}`).toEqual(
          [],
        );
      }
    }
  });

  it('keeps every text inside the figure', () => {
    for (const example of exampleFigures()) {
      for (const options of [{}, { width: '84mm' as const }]) {
        const list = layoutFigure(example, options);
        for (const item of of(list, 'text')) {
          const [x0, x1] = item.rotate === undefined ? span(item) : [item.x - item.size, item.x + 0.4 * item.size];
          expect(
            x0 >= 0 && x1 <= list.width && item.y > 0.7 * item.size && item.y < list.height,
            `${example.id}: ${richToText(item.runs)}`,
          ).toBe(true);
        }
      }
    }
  });

  it('names curves where they run, and has a legend only where names find no room', () => {
    const list = layoutFigure(arrhenius());
    const label = of(list, 'text').find((item) => richToText(item.runs) === 'D_σ, total') as TextItem;
    expect(label.halo).toBe('#ffffff');
    expect(label.x > list.plot.x && label.y > list.plot.y).toBe(true);
    const crowded = figure(
      Array.from({ length: 14 }, (_, k) => ({
        kind: 'line' as const,
        series: `series ${k}`,
        role: 'data' as const,
        x: [0, 1],
        y: [0, k / 1000],
      })),
    );
    const legend = of(layoutFigure(crowded), 'text').filter((item) => richToText(item.runs).startsWith('series'));
    expect(legend).toHaveLength(14);
    expect(legend.every((item) => item.y < layoutFigure(crowded).plot.y)).toBe(true);
  });

  it('tells series apart by shape or dash and not by colour alone', () => {
    const list = layoutFigure(arrhenius());
    const dashes = new Set(
      of(list, 'path')
        .filter((item) => item.round)
        .map((item) => item.dash),
    );
    expect(dashes).toContain(undefined);
    expect(dashes).toContain('7 4');
    const shapes = of(list, 'path')
      .filter((item) => item.fill === '#0072b2' && item.stroke === '#ffffff')
      .map((item) => item.d.split('Z')[0]?.match(/L/g)?.length);
    expect(new Set(shapes)).toEqual(new Set([3, 2]));
  });

  it('draws hollow marks for unknown errors, arrows for limits and no mark for gaps', () => {
    const list = layoutFigure(limits());
    const marks = of(list, 'path').filter((item) => item.stroke === '#009e73' || item.fill === '#009e73');
    const arrows = marks.find((item) => item.fill === 'none' && item.width === 1.6)?.d ?? '';
    expect(arrows.match(/V/g)).toHaveLength(2);
    expect(marks.some((item) => item.fill === '#ffffff')).toBe(true);
    expect(marks.filter((item) => item.fill === '#009e73').flatMap((item) => item.d.match(/Z/g) ?? [])).toHaveLength(1);
  });

  it('draws error bars from lo to hi with caps, out of the plot without a cap where a log axis has no place', () => {
    const list = layoutFigure(limits());
    const bars = of(list, 'path').find((item) => item.width === 1.4)?.d ?? '';
    const { y } = list.scales;
    expect(bars).toContain(`V${Math.round(y.toPixel(5e-15) * 100) / 100}M`);
    expect(bars).toContain(`V${list.plot.y + list.plot.h}M`);
    expect(bars.match(/V/g)).toHaveLength(4);
    expect(bars.match(/h/g)).toHaveLength(3);
  });

  it('clips data to the plot area', () => {
    const wide = figure([{ kind: 'line', series: 's', role: 'data', x: [-1e6, 1e6], y: [0, 1] }], {
      axes: { ...plainAxes, x: { ...plainAxes.x, domain: [0, 1] } },
    });
    const list = layoutFigure(wide);
    const clip = list.items.find((item) => item.kind === 'clip');
    expect(clip).toMatchObject(list.plot);
    expect(flat(clip?.kind === 'clip' ? clip.items : []).some((item) => item.kind === 'path' && item.round)).toBe(true);
    expect(list.items.some((item) => item.kind === 'path' && item.round)).toBe(false);
  });

  it('draws one of k points above three thousand and says so', () => {
    const x = Array.from({ length: 10_000 }, (_, i) => i);
    const list = layoutFigure(figure([{ kind: 'points', series: 's', role: 'data', x, y: x }]));
    expect(list.description).toMatch(/Shown: 1 of 4 points\.$/);
    expect(of(list, 'path').flatMap((item) => item.d.match(/Z/g) ?? [])).toHaveLength(2500);
    expect(layoutFigure(arrhenius()).description).toBe(arrhenius().description);
  });

  it('keeps the peaks of a long line when it thins it', () => {
    const x = Array.from({ length: 50_000 }, (_, i) => i);
    const y = x.map((i) => (i === 31_234 ? 100 : Math.sin(i)));
    const list = layoutFigure(figure([{ kind: 'line', series: 's', role: 'data', x, y }]));
    const path = of(list, 'path').find((item) => item.round) as { d: string };
    const heights = [...path.d.matchAll(/[ML][\d.-]+,([\d.-]+)/g)].map(([, height]) => Number(height));
    expect(heights.length).toBeLessThan(4 * 720);
    expect(Math.min(...heights)).toBeCloseTo(list.scales.y.toPixel(100), 1);
  });

  it('carries the ids of observations with their series and place', () => {
    const list = layoutFigure(arrhenius());
    const refs = of(list, 'ref');
    expect(refs.map((item) => item.ref)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(list.scales.x.toValue(refs[0]?.x ?? Number.NaN)).toBeCloseTo(1 / 655, 12);
  });

  it('adds a colour bar and a scale bar of round length to a map', () => {
    const list = layoutFigure(map());
    const bar = of(list, 'text').find((item) => richToText(item.runs) === '10\u00a0µm');
    expect(bar).toBeDefined();
    const drawn = of(list, 'rect').find((item) => item.fill === '#1b1d1f' && item.h < 5);
    expect(drawn?.w).toBeCloseTo(1e-5 * list.scales.x.pixelsPerUnit, 6);
    expect(texts(list)).toContain('Fraction');
    expect(of(list, 'image')[0]).toMatchObject(list.plot);
  });

  it('lists series as thick bars with their names for numbers', () => {
    const list = layoutFigure(lengthScales());
    const found = texts(list);
    expect(found).toEqual(expect.arrayContaining(['D_NMR bulk', 'D* effective', '1\u00a0µm', '(2dDt)^1/2', 'grains 20 µm']));
    expect(found.filter((text) => text === 'D_NMR bulk')).toHaveLength(1);
    expect(of(list, 'path').filter((item) => item.round && item.width === 8 && item.dash === undefined)).toHaveLength(4);
    expect(list.height).toBeLessThan(200);
  });

  it('keeps the first row of a map on top where its y axis runs downwards', () => {
    const upright = map();
    const down: Figure = { ...upright, axes: { ...upright.axes, y: { ...upright.axes.y, domain: [4.8e-5, 0] } } };
    const { scales, plot, items } = layoutFigure(down);
    expect(scales.y.toPixel(0)).toBeCloseTo(plot.y, 6);
    expect(Math.abs(scales.x.pixelsPerUnit) - Math.abs(scales.y.pixelsPerUnit)).toBe(0);
    const image = (drawn: readonly DisplayItem[]): DisplayItem | undefined => flat(drawn).find((item) => item.kind === 'image');
    expect(image(items)).toEqual(image(layoutFigure(upright).items));
  });

  it('centres residuals on a line at zero', () => {
    const { scales, plot } = layoutFigure(residuals());
    expect(scales.y.toPixel(0)).toBeCloseTo(plot.y + plot.h / 2, 6);
  });

  it('takes numbers that the host keeps as objects, and says which are missing', () => {
    const line: Layer = { kind: 'line', series: 's', role: 'data', x: { object: 'sha256:1' }, y: [1, 2] };
    expect(layoutFigure(figure([line]), { objects: { 'sha256:1': Float64Array.of(3, 4) } }).scales.x.domain[1]).toBeGreaterThan(4);
    expect(() => layoutFigure(figure([line]))).toThrowError(expect.objectContaining({ code: 'figure/object' }));
  });

  it('writes print with letters of 8 pt and screens with at least 12.5 px', () => {
    expect(of(layoutFigure(profile()), 'text').every((item) => item.size >= 12.5)).toBe(true);
    expect(of(layoutFigure(profile(), { width: '174mm' }), 'text').every((item) => Math.abs(item.size - 10.667) < 0.001)).toBe(true);
  });
});
