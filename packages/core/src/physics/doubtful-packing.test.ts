import { describe, expect, it } from 'vitest';
import { doubtfulPacking } from './doubtful-packing.ts';

const A = 1e-10;

describe('doubtfulPacking', () => {
  it('has nothing against real solids, the loosest and the densest', () => {
    expect(doubtfulPacking('Li0.29La0.57TiO3', { a: 3.87 * A })).toBeUndefined();
    expect(doubtfulPacking('Li7La3Zr2O12', { a: 12.97 * A, Z: 8 })).toBeUndefined();
    expect(doubtfulPacking('RbAg4I5', { a: 11.24 * A, Z: 4 })).toBeUndefined();
    expect(doubtfulPacking('BeO', { volume: 27.6 * A ** 3, Z: 2 })).toBeUndefined();
  });
  it('doubts a cell ten times too long or too short, and formula units that were left out', () => {
    expect(doubtfulPacking('Li0.29La0.57TiO3', { a: 38.7 * A })).toContain('8.4e+25 atoms per m3');
    expect(doubtfulPacking('Li0.29La0.57TiO3', { a: 0.387 * A })).toContain('check the cell’s unit');
    expect(doubtfulPacking('LiI', { a: 12.97 * A })).toContain('number of formula units');
  });
  it('asks nothing of a formula that names one element', () => {
    expect(doubtfulPacking('Li0.29', { a: 3.87 * A })).toBeUndefined();
  });
});
