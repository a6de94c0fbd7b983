import type { Figure, Layer, Series } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { seriesStyles, type SeriesStyle } from './series-style.ts';
import { themes } from './theme.ts';

const line = (series: string, role: Series['role'], more: object = {}): Layer => ({
  kind: 'line',
  series,
  role,
  x: [0, 1],
  y: [0, 1],
  ...more,
});
const points = (series: string, more: object = {}): Layer => ({ kind: 'points', series, role: 'data', x: [0], y: [0], ...more });
const styles = (...layers: Layer[]): SeriesStyle[] => {
  const axis = { quantity: 'a', unit: '1', scale: 'linear' } as const;
  const figure: Figure = { v: 1, id: 'f', title: 't', description: 'd', axes: { x: axis, y: axis }, layers };
  return [...seriesStyles(figure, themes.light).values()];
};

describe('seriesStyles', () => {
  it('gives a fit the look of the only data, whose quantity it takes', () => {
    const [fit, data] = styles(line('stejskal-tanner', 'fit'), points('measured', { quantity: 'D_NMR', region: 'bulk' }));
    expect(fit?.hue).toEqual(data?.hue);
    expect(fit?.hue.mark).toBe('#d55e00');
    expect(fit?.group).toBe(data?.group);
    expect(data?.name).toBe('measured, stejskal-tanner');
  });

  it('matches each fit to the data whose name it begins with', () => {
    const [a, b, fitA, fitB] = styles(points('77 MHz'), points('155 MHz'), line('77 MHz, BPP', 'fit'), line('155 MHz, BPP', 'fit'));
    expect([fitA?.group, fitB?.group]).toEqual([a?.group, b?.group]);
    expect(a?.hue).not.toEqual(b?.hue);
    expect(a?.shape).not.toBe(b?.shape);
  });

  it('leaves a fit to itself where several data could be meant', () => {
    const [a, b, fit] = styles(points('a1'), points('b1'), line('model', 'fit'));
    expect(new Set([a?.group, b?.group, fit?.group]).size).toBe(3);
  });

  it('sets regions apart by shape and dash', () => {
    const regions = ['bulk', 'gb', 'total', 'effective', 'local'];
    const all = styles(...regions.map((region) => points(`D_NMR ${region}`, { quantity: 'D_NMR', region })));
    expect(new Set(all.map(({ shape }) => shape)).size).toBe(5);
    expect(new Set(all.map(({ hue }) => hue.mark)).size).toBe(1);
    expect(
      new Set(
        styles(...['bulk', 'gb', 'total', 'effective'].map((region) => line(region, 'fit', { quantity: 'D_NMR', region }))).map(
          ({ dash }) => dash,
        ),
      ).size,
    ).toBe(4);
  });

  it('keeps a total dashed and dots what is extrapolated', () => {
    const [total, beyond] = styles(
      line('t', 'fit', { quantity: 'D_sigma', region: 'total', dashed: true }),
      line('t', 'guide', { quantity: 'D_sigma', region: 'total', dashed: true }),
    );
    expect([total?.dash, beyond?.dash]).toEqual(['7 4', '1.5 4']);
  });

  it('tells bare lines apart by their dashes, guides among themselves', () => {
    const lines = styles(...['a', 'b', 'c', 'd'].map((name) => line(name, 'data')));
    expect(new Set(lines.map(({ dash }) => dash)).size).toBe(4);
    const guides = styles(points('m'), ...['a', 'b', 'c', 'd'].map((name) => line(name, 'guide', { dashed: true }))).slice(1);
    expect(new Set(guides.map(({ dash }) => dash)).size).toBe(4);
  });

  it('takes a ramp in their order for more than eight series', () => {
    const hues = styles(...Array.from({ length: 12 }, (_, i) => line(`${i}`, 'data'))).map(({ hue }) => hue.mark);
    expect(new Set(hues).size).toBe(12);
    expect(hues[0]).toBe('#440154');
  });
});
