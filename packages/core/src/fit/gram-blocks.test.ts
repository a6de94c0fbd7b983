import { describe, expect, it } from 'vitest';
import { gramBlocks } from './gram-blocks.ts';
import { seededRandom } from './seeded-random.ts';

describe('gramBlocks', () => {
  it.each([1, 2, 3, 6, 7])('gives every product of %i columns and of each with the residuals, for odd and even numbers of both', (k) => {
    for (const n of [1, 8, 13]) {
      const random = seededRandom(k * 100 + n);
      const jacobian = Float64Array.from({ length: n * k }, () => random.normal());
      const r = Float64Array.from({ length: n }, () => random.normal());
      const [hessian, gradient] = [new Float64Array(k * k), new Float64Array(k)];
      gramBlocks(jacobian, r, n, k, hessian, gradient);
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      const column = (a: number): Float64Array => jacobian.subarray(a * n, (a + 1) * n);
      for (let a = 0; a < k; a++) {
        expect(gradient[a]).toBeCloseTo(dot(column(a), r), 12);
        for (let b = 0; b <= a; b++) expect(hessian[a * k + b]).toBeCloseTo(dot(column(a), column(b)), 12);
      }
    }
  });
});
