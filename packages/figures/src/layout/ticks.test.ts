import { describe, expect, it } from 'vitest';
import { richToText } from '../text/rich-to-text.ts';
import { axisScale } from './axis-scale.ts';
import { ticksOf } from './ticks.ts';

const plainUnit = { factor: 1, offset: 0 };
const labels = (ticks: ReturnType<typeof ticksOf>): string[] => ticks.flatMap((tick) => (tick.label ? [richToText(tick.label)] : []));

describe('ticksOf', () => {
  it('takes round shown numbers, not round stored ones', () => {
    const scale = axisScale('linear', [273.15, 373.15], [0, 500]);
    const ticks = ticksOf(scale, { factor: 1, offset: -273.15 }, 90);
    expect(labels(ticks)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(ticks[1]?.pixel).toBeCloseTo(100, 9);
  });

  it('writes as many decimals as the step needs, with a typographic minus', () => {
    expect(labels(ticksOf(axisScale('linear', [-0.5, 0.5], [0, 400]), plainUnit, 80))).toEqual(['−0.4', '−0.2', '0.0', '0.2', '0.4']);
  });

  it('labels 2 and 5 where there are fewer than three decades', () => {
    expect(labels(ticksOf(axisScale('log', [0.1, 3], [300, 0]), plainUnit, 40))).toEqual(
      ['0.1', '0.2', '0.5', '1.0', '2.0'].map((text) => String(Number(text))),
    );
  });

  it('has ticks on less than a decade too', () => {
    expect(labels(ticksOf(axisScale('log', [3.1e-9, 3.9e-9], [300, 0]), { factor: 1e9, offset: 0 }, 60)).length).toBeGreaterThanOrEqual(3);
  });

  it('thins the crowded end of a square-root axis', () => {
    const ticks = ticksOf(axisScale('sqrt', [0, 100], [0, 300]), plainUnit, 40);
    const pixels = ticks.map((tick) => tick.pixel);
    expect(pixels.length).toBeGreaterThan(2);
    for (const [i, pixel] of pixels.slice(1).entries()) expect(pixel - (pixels[i] ?? Number.NaN)).toBeGreaterThan(30);
  });

  it('works on an axis that runs backwards', () => {
    const ticks = ticksOf(axisScale('linear', [10, 0], [0, 400]), plainUnit, 90);
    expect(labels(ticks)).toContain('10');
    expect(ticks.every((tick) => tick.pixel >= 0 && tick.pixel <= 400)).toBe(true);
  });
});
