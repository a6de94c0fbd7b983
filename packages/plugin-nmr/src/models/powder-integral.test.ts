import { describe, expect, it } from 'vitest';
import { dawson, erf, gaussLegendre } from '@ionwalk/core/fit';
import { chainIntegral, layerIntegral } from './powder-integral.ts';

const out = new Float64Array(2);
const chain = (z: number): number => (chainIntegral(z, out), out[0] as number);
const layer = (w: number): number => (layerIntegral(w, out), out[0] as number);
const rule = gaussLegendre(400);
const integrate = (f: (x: number) => number): number =>
  rule.nodes.reduce((sum, node, i) => sum + ((rule.weights[i] as number) / 2) * f((node + 1) / 2), 0);

describe('powder integrals', () => {
  it('agree with 400-point Gauss-Legendre to 1e-12 for z from 0 to 1e3', () => {
    for (let z = 0; z <= 1000; z = z < 1e-6 ? 1e-6 : z * 1.13) {
      expect(chain(z) / integrate((x) => Math.exp(-z * x * x)) - 1).toBeCloseTo(0, 12);
      expect(layer(z) / integrate((x) => Math.exp(-z * (1 - x * x))) - 1).toBeCloseTo(0, 12);
    }
  });

  it('agree with erf and Dawson to 1e-12 from 1e-3 to 1e5, without a jump at the end of the table', () => {
    for (let z = 1e-3; z <= 1e5; z *= 1.07) {
      const v = Math.sqrt(z);
      expect(Math.abs(chain(z) / ((Math.sqrt(Math.PI) / 2 / v) * erf(v)) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(layer(z) / (dawson(v) / v) - 1)).toBeLessThan(1e-12);
    }
    for (const f of [chain, layer]) expect(Math.abs(f(60 - 1e-12) / f(60 + 1e-12) - 1)).toBeLessThan(1e-12);
  });

  it('give the tabulated decays of layers and chains with Dz = 0, D = 1', () => {
    const b = [0.1, 1, 5, 20];
    const layers = [0.9359254723, 0.5380795069, 0.1157050889, 0.02567908942];
    const chains = [0.9676433126, 0.7468241328, 0.3957123096, 0.1981663648];
    b.forEach((value, i) => {
      expect(layer(value) / (layers[i] as number) - 1).toBeCloseTo(0, 9);
      expect(chain(value) / (chains[i] as number) - 1).toBeCloseTo(0, 9);
    });
  });

  it('have the derivative that differences give', () => {
    for (const f of [chainIntegral, layerIntegral]) {
      for (const z of [0.01, 0.124, 0.126, 3, 30, 59.9, 60.2, 500]) {
        const h = 1e-4 * z;
        f(z + h, out);
        const up = out[0] as number;
        f(z - h, out);
        const down = out[0] as number;
        f(z, out);
        expect(Math.abs((out[1] as number) / ((up - down) / (2 * h)) - 1)).toBeLessThan(1e-6);
      }
    }
  });

  it('are finite and positive for any z that a double holds', () => {
    for (const z of [0, Number.MIN_VALUE, 1e-300, 1e10, 1e100, 1e300]) {
      for (const f of [chain, layer]) {
        expect(Number.isFinite(f(z))).toBe(true);
        expect(f(z)).toBeGreaterThan(0);
      }
    }
  });
});
