import { expect, it } from 'vitest';
import type { Figure } from '@ionwalk/core';
import { renderSvg } from '../../render-svg.ts';
import { renderPng } from './render-png.ts';

const figure: Figure = {
  v: 1,
  id: 'a',
  title: 'A',
  description: 'A line.',
  axes: { x: { quantity: 'depth', unit: 'm', scale: 'linear' }, y: { quantity: 'fraction', unit: '1', scale: 'linear' } },
  layers: [{ kind: 'line', series: 'a', role: 'fit', x: [0, 1e-6], y: [0, 1] }],
};

it('draws a figure with its text at the resolution asked for, the same bytes every time', async () => {
  const svg = renderSvg(figure, { width: 400 });
  const png = await renderPng(svg, 2);
  expect(Array.from(png.subarray(0, 8))).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(800);
  expect(Buffer.from(await renderPng(svg, 2)).equals(Buffer.from(png))).toBe(true);
  // Without the fonts the labels would be missing, and the picture smaller.
  const bare = await renderPng(svg.replace(/<text[\s\S]*?<\/text>/g, ''), 2);
  expect(png.length).toBeGreaterThan(bare.length + 500);
});
