import { expect, it } from 'vitest';
import { binImage } from './bin-image.ts';

const image = {
  width: 5,
  height: 2,
  pixel: 1e-6,
  labels: Int32Array.of(1, 1, 2, 2, 3, 0, 1, 0, 2, 3),
  fraction: Float64Array.of(0.5, 0.1, 0.2, 0.2, 0.9, NaN, 0.3, NaN, 0.4, 0.9),
  count: Float64Array.of(10, 30, 10, 10, 10, 0, 10, 0, 20, 10),
};

it('sums counts before it divides, takes the most frequent label, and doubles the pixel', () => {
  const out = binImage(image, 2, 'left');
  expect(out).toMatchObject({ width: 2, height: 1, pixel: 2e-6 });
  expect(Array.from(out.labels)).toEqual([1, 2]);
  expect(Array.from(out.count)).toEqual([50, 40]);
  expect(out.fraction[0]).toBeCloseTo((5 + 3 + 3) / 50, 12);
  expect(out.fraction[1]).toBeCloseTo((2 + 2 + 8) / 40, 12);
});

it('crops what fills no block on the side away from the held edge', () => {
  expect(Array.from(binImage(image, 2, 'right').count)).toEqual([50, 50]);
  expect(binImage(image, 1, 'right')).toBe(image);
});
