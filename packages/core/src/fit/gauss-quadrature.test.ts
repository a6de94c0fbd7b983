import { describe, expect, it } from 'vitest';
import { gammaLn } from './gamma-ln.ts';
import { gaussHermite, gaussLegendre } from './gauss-quadrature.ts';

const integrate = ({ nodes, weights }: { nodes: Float64Array; weights: Float64Array }, f: (x: number) => number): number =>
  weights.reduce((sum, w, i) => sum + w * f(nodes[i]!), 0);

describe('gaussLegendre', () => {
  it.each([1, 2, 5, 16, 64, 200])('with %i nodes is exact for polynomials up to degree 2n − 1', (n) => {
    for (const degree of [0, 2 * n - 2]) expect(integrate(gaussLegendre(n), (x) => x ** degree) * ((degree + 1) / 2)).toBeCloseTo(1, 12);
    expect(integrate(gaussLegendre(n), (x) => x ** (2 * n - 1))).toBeCloseTo(0, 14);
  });
  it('has the nodes and weights of the tables', () => {
    const { nodes, weights } = gaussLegendre(3);
    expect([...nodes]).toEqual([-nodes[2]!, 0, nodes[2]!]);
    expect(nodes[2]).toBeCloseTo(Math.sqrt(0.6), 15);
    expect(weights[1]).toBeCloseTo(8 / 9, 15);
  });
});

describe('gaussHermite', () => {
  it.each([1, 2, 5, 16, 64, 200])('with %i nodes is exact for polynomials up to degree 2n − 1', (n) => {
    // ∫ x^2k exp(−x²) dx = Γ(k + 1/2)
    for (const k of [0, Math.min(n - 1, 60)])
      expect(integrate(gaussHermite(n), (x) => x ** (2 * k)) / Math.exp(gammaLn(k + 0.5))).toBeCloseTo(1, 11);
  });
});

it('returns the same rule twice, and refuses what is no number of nodes', () => {
  expect(gaussLegendre(12)).toBe(gaussLegendre(12));
  for (const n of [0, 2.5, -1, NaN, 1e9]) expect(() => gaussHermite(n)).toThrow(RangeError);
});
