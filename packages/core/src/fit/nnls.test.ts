import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nnls, nnlsFromGram } from './nnls.ts';
import { seededRandom } from './seeded-random.ts';

/** A x − b and the gradient Aᵀ(A x − b) over column norms and |b|. */
const scaledGradient = (a: Float64Array, b: Float64Array, x: Float64Array): number[] => {
  const n = b.length;
  const k = x.length;
  const residual = Float64Array.from(b, (value, i) => x.reduce((sum, xc, c) => sum + a[i * k + c]! * xc, -value));
  const size = Math.hypot(...b);
  return Array.from({ length: k }, (_, c) => {
    let gradient = 0;
    let norm = 0;
    for (let i = 0; i < n; i++) {
      gradient += a[i * k + c]! * residual[i]!;
      norm += a[i * k + c]! ** 2;
    }
    return norm === 0 ? 0 : gradient / (Math.sqrt(norm) * (size || 1));
  });
};

const randomSystem = (seed: number, n: number, k: number): { a: Float64Array; b: Float64Array } => {
  const random = seededRandom(seed);
  return { a: Float64Array.from({ length: n * k }, random.normal), b: Float64Array.from({ length: n }, random.normal) };
};

describe('nnls', () => {
  it('finds the point where no allowed move lowers the residual (property)', () => {
    assert(
      property(integer({ min: 0, max: 1e6 }), integer({ min: 1, max: 30 }), integer({ min: 1, max: 20 }), (seed, n, k) => {
        const { a, b } = randomSystem(seed, n, k);
        const { x, converged } = nnls(a, b);
        const gradient = scaledGradient(a, b, x);
        expect(converged).toBe(true);
        for (let c = 0; c < k; c++) {
          expect(x[c]).toBeGreaterThanOrEqual(0);
          expect(gradient[c]).toBeGreaterThan(-1e-8);
          if (x[c]! > 0) expect(Math.abs(gradient[c]!)).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('returns the unconstrained solution where that is positive', () => {
    const truth = [1, 2, 0.5];
    const { a } = randomSystem(4, 12, 3);
    const b = Float64Array.from({ length: 12 }, (_, i) => truth.reduce((sum, t, c) => sum + a[i * 3 + c]! * t, 0));
    const { x, chi2 } = nnls(a, b);
    truth.forEach((t, c) => expect(x[c]).toBeCloseTo(t, 10));
    expect(chi2).toBeLessThan(1e-20);
  });

  it('copes with columns that are equal or empty', () => {
    const a = Float64Array.of(1, 1, 0, 2, 2, 0, 3, 3, 0);
    const { x, converged, chi2 } = nnls(a, Float64Array.of(1, 2, 3));
    expect(converged).toBe(true);
    expect(x[0]! + x[1]!).toBeCloseTo(1, 12);
    expect(x[2]).toBe(0);
    expect(chi2).toBeLessThan(1e-20);
  });

  it('comes to the same from a warm start, in fewer steps', () => {
    const { a, b } = randomSystem(9, 80, 40);
    const cold = nnls(a, b);
    const warm = nnls(a, b, { warmStart: cold.x });
    cold.x.forEach((value, c) => expect(warm.x[c]).toBeCloseTo(value, 10));
    expect(warm.iterations).toBeLessThan(cold.iterations / 3);
    // A start that is wrong in every sign does no harm.
    nnls(a, b, { warmStart: cold.x.map((value) => (value > 0 ? 0 : 1)) }).x.forEach((value, c) =>
      expect(value).toBeCloseTo(cold.x[c]!, 10),
    );
  });

  it('solves a smoothing problem of 100 unknowns from its Gram matrix alone', () => {
    const k = 100;
    const rows = 240;
    const random = seededRandom(1);
    const tau = (c: number): number => 10 ** (-6 + (8 * c) / (k - 1));
    const a = new Float64Array((rows + k) * k);
    const b = new Float64Array(rows + k);
    for (let i = 0; i < rows; i++) {
      const w = 10 ** (7 - (9 * i) / (rows - 1));
      for (let c = 0; c < k; c++) a[i * k + c] = 1 / (1 + (w * tau(c)) ** 2);
      b[i] = 1 / (1 + (w * 1e-3) ** 2) + 0.5 / (1 + w ** 2) + 1e-3 * random.normal();
    }
    for (let c = 0; c < k; c++) a[(rows + c) * k + c] = 0.03;
    const direct = nnls(a, b);
    expect(direct.converged).toBe(true);
    const gram = new Float64Array(k * k);
    const right = new Float64Array(k);
    for (let i = 0; i < rows + k; i++)
      for (let c = 0; c < k; c++) {
        right[c]! += a[i * k + c]! * b[i]!;
        for (let d = 0; d < k; d++) gram[c * k + d]! += a[i * k + c]! * a[i * k + d]!;
      }
    const again = nnlsFromGram(
      gram,
      right,
      b.reduce((sum, v) => sum + v * v, 0),
    );
    expect(again.chi2 / direct.chi2).toBeCloseTo(1, 6);
  });

  it('returns nothing for nothing', () => expect(nnls(new Float64Array(0), new Float64Array(0)).x).toHaveLength(0));
});
