import type { Figure } from '@ionwalk/core';
import { expect, test } from 'vitest';
import { figureHeight } from './figure-height.ts';

const map = (w: number, h: number): Figure =>
  ({ aspect: 'equal', axes: { x: {}, y: {} }, layers: [{ kind: 'image', w, h }] }) as unknown as Figure;

test('a flat map is as high as it needs, a square one as high as is allowed', () => {
  expect(figureHeight(map(400, 50), 1200, 0.5)).toBe(Math.round(1070 / 8) + 66);
  expect(figureHeight(map(64, 64), 1200, 0.5)).toBe(460);
  expect(figureHeight(map(64, 64), 342, 0.5)).toBe(278);
});
test('stated domains count before the number of pixels', () => {
  const stated = { ...map(10, 1000), axes: { x: { domain: [0, 8] }, y: { domain: [1, 0] } } } as unknown as Figure;
  expect(figureHeight(stated, 1200, 0.5)).toBe(Math.round(1070 / 8) + 66);
});
test('other figures keep their ratio, and letters their room on a narrow screen', () => {
  const plot = { axes: {}, layers: [] } as unknown as Figure;
  expect(figureHeight(plot, 1000, 0.5)).toBe(500);
  expect(figureHeight(plot, 300, 0.5)).toBe(360);
  expect(figureHeight(plot, 500, 0.5)).toBe(460);
});
