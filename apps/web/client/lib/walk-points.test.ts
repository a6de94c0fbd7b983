import { expect, test } from 'vitest';
import { nearestPoint, walkPoints } from './walk-points.ts';

const points = [
  { x: 10, y: 50, series: 'a' },
  { x: 12, y: 20, series: 'b' },
  { x: 30, y: 60, series: 'a' },
  { x: 33, y: 25, series: 'b' },
  { x: 50, y: 70, series: 'a' },
];

test.each([
  [0, 'ArrowRight', 2],
  [4, 'ArrowRight', 4],
  [2, 'ArrowLeft', 0],
  [0, 'ArrowLeft', 0],
  [2, 'End', 4],
  [2, 'Home', 0],
  [2, 'ArrowUp', 3],
  [1, 'ArrowDown', 0],
  [1, 'ArrowUp', 1],
  [0, 'Tab', undefined],
])('from point %i %s leads to %s', (at, key, to) => {
  expect(walkPoints(points, at, key)).toBe(to);
});
test('without a point no key leads anywhere', () => {
  expect(walkPoints([], 0, 'ArrowRight')).toBeUndefined();
});
test('the nearest point within reach is meant, and none beyond it', () => {
  expect(nearestPoint(points, 31, 33, 12)).toBe(3);
  expect(nearestPoint(points, 31, 42, 12)).toBeUndefined();
});
