import { describe, expect, it } from 'vitest';
import { fillMasked } from './fill-masked.ts';
import { labelBoundaries } from './label-boundaries.ts';

const side = 64;
const halves = (degrees: number, labels: readonly [number, number] = [1, 2]): Int32Array => {
  const angle = (degrees * Math.PI) / 180;
  return Int32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) + 0.5 - side / 2 - 0.13, Math.floor(i / side) + 0.5 - side / 2 + 0.07];
    return x * Math.cos(angle) + y * Math.sin(angle) < 0 ? labels[0] : labels[1];
  });
};

describe('labelBoundaries', () => {
  it.each([0, 10, 27, 45, 63, 90, 120])('finds the true length of a straight boundary whose normal is at %d degrees', (degrees) => {
    const [boundary] = labelBoundaries(halves(degrees), side, side).boundaries;
    const angle = (degrees * Math.PI) / 180;
    const length = side / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
    expect(boundary?.length).toBeGreaterThan(0.98 * length);
    expect(boundary?.length).toBeLessThan(1.02 * length);
  });

  it('finds the true length of a circle, whose normal turns', () => {
    const circle = Int32Array.from({ length: side * side }, (_, i) =>
      Math.hypot((i % side) - 31.6, Math.floor(i / side) - 31.2) < 20 ? 7 : 3,
    );
    const [boundary] = labelBoundaries(circle, side, side).boundaries;
    expect(boundary).toMatchObject({ a: 3, b: 7 });
    expect(boundary!.length / (2 * Math.PI * 20)).toBeGreaterThan(0.97);
    expect(boundary!.length / (2 * Math.PI * 20)).toBeLessThan(1.03);
  });

  it('names a boundary by its grains, the lesser first, and orders them', () => {
    const labels = Int32Array.of(9, 9, 2, 4, 4, 2);
    const { boundaries } = labelBoundaries(labels, 3, 2);
    expect(boundaries.map(({ a, b, faces }) => [a, b, faces.length])).toEqual([
      [2, 4, 1],
      [2, 9, 1],
      [4, 9, 2],
    ]);
  });

  it('takes the direction of a short boundary from the numbers of its faces', () => {
    // two steps of a staircase: three faces along x, three along y
    const labels = Int32Array.of(1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 2, 2, 2, 2, 2, 2);
    const [boundary] = labelBoundaries(labels, 4, 4).boundaries;
    expect(boundary?.faces.length).toBe(6);
    for (const cosine of boundary!.cosine) expect(cosine).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('is empty for one grain', () => {
    expect(labelBoundaries(new Int32Array(12).fill(5), 4, 3).boundaries).toEqual([]);
  });
});

describe('fillMasked', () => {
  it('gives masked pixels to the nearest grain and leaves the others', () => {
    expect(Array.from(fillMasked([1, 0, 0, 0, 0, 2], 6, 1))).toEqual([1, 1, 1, 2, 2, 2]);
    expect(Array.from(fillMasked([0, 0, 0, 0], 2, 2))).toEqual([0, 0, 0, 0]);
  });
});
