import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, test } from 'vitest';
import { invertSpd } from './inverse-spd.ts';

/** AᵀA + 1 of a random A. */
function spd(size: number): Float64Array {
  const random = seededRandom(size);
  const rows = Array.from({ length: size + 3 }, () => Array.from({ length: size }, () => random.normal()));
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1 : 0);
  });
}

describe('invertSpd', () => {
  test.each([1, 2, 5, 16, 33])('of size %i, times the matrix, is 1; a band is that part of it', (size) => {
    const matrix = spd(size);
    const [inverse, band] = [matrix.slice(), matrix.slice()];
    expect(invertSpd(inverse, size)).toBe(true);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += inverse[i * size + k]! * matrix[k * size + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
        expect(inverse[i * size + j]).toBe(inverse[j * size + i]);
      }
    invertSpd(band, size, 2);
    for (let i = 0; i < size; i++)
      for (let j = Math.max(0, i - 2); j <= Math.min(size - 1, i + 2); j++) expect(band[i * size + j]).toBe(inverse[i * size + j]);
  });
  test('a singular matrix is refused', () => {
    expect(invertSpd(Float64Array.of(1, 1, 1, 1), 2)).toBe(false);
    expect(invertSpd(Float64Array.of(1, 0, 0, NaN), 2)).toBe(false);
  });
});
