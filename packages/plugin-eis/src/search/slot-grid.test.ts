import { describe, expect, test } from 'vitest';
import { slotGrid } from './slot-grid.ts';

describe('slotGrid', () => {
  test('holds every increasing tuple once, in order', () => {
    expect([...slotGrid(4, 2).slots]).toEqual([0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3]);
    expect(slotGrid(18, 3).size).toBe(816);
    expect(slotGrid(5, 0)).toMatchObject({ size: 1, neighbours: [Int32Array.of()] });
  });
  test('neighbours are a step away in some of the places, and mutual', () => {
    const { size, slots, neighbours } = slotGrid(7, 3);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        const apart = Math.max(...[0, 1, 2].map((i) => Math.abs(slots[3 * a + i]! - slots[3 * b + i]!)));
        expect(neighbours[a]!.includes(b)).toBe(apart === 1);
      }
  });
  test('many arcs have neighbours along one axis at a time, so that they stay few', () => {
    const { neighbours } = slotGrid(9, 7);
    expect(Math.max(...neighbours.map((list) => list.length))).toBeLessThanOrEqual(14);
  });
});
