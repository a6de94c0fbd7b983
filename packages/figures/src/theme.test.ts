import { describe, expect, it } from 'vitest';
import { colourAt } from './paint/colour-map.ts';
import { categoryHue, neutralHue, techniqueHue } from './palette.ts';
import { themes, type Theme } from './theme.ts';

const channel = (value: number): number => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

describe.each(Object.values(themes))('theme $name', (theme: Theme) => {
  const hues = [
    ...Array.from({ length: 8 }, (_, i) => categoryHue(i, theme)),
    neutralHue(theme),
    ...['D_sigma', 'D_NMR', 'D_tracer', 'D_local'].map((name) => techniqueHue(name, theme)),
  ];

  it('keeps a contrast of 4.5 for text', () => {
    for (const ink of [theme.ink, theme.quiet, theme.faint, ...hues.map((hue) => hue?.text as string)]) {
      expect(contrast(ink, theme.paper), ink).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps a contrast of 2.8 or more for marks', () => {
    for (const hue of hues) expect(contrast(hue?.mark as string, theme.paper), hue?.mark).toBeGreaterThanOrEqual(2.8);
  });
});

describe('techniqueHue', () => {
  it('is the same blue, vermilion and green everywhere', () => {
    expect(['D_sigma', 'D_NMR', 'D_tracer'].map((name) => techniqueHue(name, themes.light)?.mark)).toEqual([
      '#0072b2',
      '#d55e00',
      '#009e73',
    ]);
  });

  it('is undefined for other quantities, also those that objects inherit', () => {
    for (const name of [undefined, 'signal', 'constructor', '__proto__']) expect(techniqueHue(name, themes.light)).toBeUndefined();
  });
});

describe('colourAt', () => {
  it.each(['cividis', 'viridis', 'gray'] as const)('grows lighter all along %s', (map) => {
    const steps = Array.from({ length: 65 }, (_, i) => luminance(colourAt(map, i / 64)));
    for (const [i, step] of steps.slice(1).entries()) expect(step).toBeGreaterThan(steps[i] ?? Number.NaN);
  });

  it('is lightest in the middle of balance', () => {
    expect(luminance(colourAt('balance', 0.5))).toBeGreaterThan(0.8);
    expect(luminance(colourAt('balance', 0))).toBeLessThan(0.03);
    expect(luminance(colourAt('balance', 1))).toBeLessThan(0.03);
  });

  it('stays at its ends outside of [0, 1]', () => {
    expect(colourAt('viridis', -3)).toBe('#440154');
    expect(colourAt('viridis', 7)).toBe('#fde725');
  });
});
