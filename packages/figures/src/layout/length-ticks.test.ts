import { describe, expect, it } from 'vitest';
import { richToText } from '../text/rich-to-text.ts';
import { axisScale } from './axis-scale.ts';
import { lengthTicks } from './length-ticks.ts';

describe('lengthTicks', () => {
  it('writes each decade with the prefix that suits it', () => {
    const ticks = lengthTicks(axisScale('log', [1e-10, 1e-2], [0, 800]), 90);
    expect(ticks.map((tick) => (tick.label ? richToText(tick.label) : ''))).toEqual(
      ['100 pm', '1 nm', '10 nm', '100 nm', '1 µm', '10 µm', '100 µm', '1 mm', '10 mm'].map((text) => text.replace(' ', '\u00a0')),
    );
    expect(ticks.map((tick) => Math.round(tick.pixel))).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800]);
  });

  it('labels fewer where there is less room', () => {
    const ticks = lengthTicks(axisScale('log', [1e-10, 1e-2], [0, 240]), 60);
    expect(ticks.filter((tick) => tick.label).length).toBe(5);
    expect(ticks).toHaveLength(9);
  });
});
