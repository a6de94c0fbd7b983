import { describe, expect, it } from 'vitest';
import { harrison } from './harrison.ts';

/** sqrt(Dt) = 1 um. */
const [D, time] = [1e-17, 1e5];
const of = (product: number, density: number, width: number): string => harrison(D, product, time, density, width).regime;

describe('harrison', () => {
  it('names the regime by sqrt(Dt) against the width and the distance of boundaries', () => {
    expect(of(2e-20, 1e4, 5e-10)).toBe('B');
    expect(of(2e-20, 3e5, 5e-10)).toBe('A-B');
    expect(of(2e-20, 3e6, 5e-10)).toBe('A');
    expect(of(2e-20, 1e4, 5e-7)).toBe('B-C');
    expect(of(2e-20, 1e4, 5e-6)).toBe('C');
    expect(of(5e-23, 1e4, 5e-10)).toBe('A-B');
    expect(of(5e-24, 1e4, 5e-10)).toBe('none');
  });

  it('draws its lines at sqrt(Dt) of 0.1 and 1 of the distance of boundaries, alpha of 0.1 and 1, beta of 10 and 1', () => {
    for (const [below, above, density, width, beta] of [
      ['B', 'A-B', 1e5, 5e-10, 1000],
      ['A-B', 'A', 1e6, 5e-10, 1000],
      ['B', 'B-C', 1e4, 2e-7, 1000],
      ['B-C', 'C', 1e4, 2e-6, 1000],
    ] as const) {
      expect(of(2e-23 * beta, 0.98 * density, 0.98 * width)).toBe(below);
      expect(of(2e-23 * beta, 1.02 * density, 1.02 * width)).toBe(above);
    }
    for (const [below, above, beta] of [
      ['none', 'A-B', 1],
      ['A-B', 'B', 10],
    ] as const) {
      expect(of(0.98 * 2e-23 * beta, 1e4, 5e-10)).toBe(below);
      expect(of(1.02 * 2e-23 * beta, 1e4, 5e-10)).toBe(above);
    }
  });

  it('gives alpha and beta of the text books, and without a width how wide a boundary may be', () => {
    const found = harrison(D, 2e-20, time, 1e4, 5e-10);
    expect(found.alpha).toBeCloseTo(2.5e-4, 12);
    expect(found.beta).toBeCloseTo(1000, 9);
    expect(harrison(D, 2e-20, time, 1e4, 0)).toMatchObject({ regime: 'B', alpha: null, widest: expect.closeTo(2e-7, 15) as number });
  });
});
