import { describe, expect, it } from 'vitest';
import { FAR, farModulation } from './far-modulation.ts';
import { panelRule } from './panel-rule.ts';
import type { PowderModulation } from './powder-modulation.ts';

const buffers = (n: number): PowderModulation => ({
  signal: new Float64Array(n),
  bySplitting: new Float64Array(n),
  byEta: new Float64Array(n),
});

/** ⟨exp ixg⟩ by plain sums over both angles. */
function plain(x: number, eta: number): { re: number; im: number } {
  const { nodes, weights } = panelRule(1.5 * x);
  const turns = Math.ceil(40 + x * eta);
  let [re, im] = [0, 0];
  for (let j = 0; j < turns; j++) {
    const c = Math.cos(((j + 0.5) * Math.PI) / turns);
    nodes.forEach((u, i) => {
      const phase = (x * (3 * u * u - 1 + eta * (1 - u * u) * c)) / 2;
      re += ((weights[i] as number) / turns) * Math.cos(phase);
      im += ((weights[i] as number) / turns) * Math.sin(phase);
    });
  }
  return { re, im };
}

describe('farModulation', () => {
  const [nu, dt, count] = [25e3, 2e-5, 200];
  const from = Math.ceil(FAR / (2 * Math.PI * nu * dt));
  it.each([0, 0.3, 1])('is the powder average to 1e-9, both parts, η = %s', (eta) => {
    for (const sign of [1, -1]) {
      const [real, imaginary] = [buffers(count), buffers(count)];
      farModulation(sign * nu, eta, dt, { from, count }, real, true, imaginary);
      for (const k of [from, from + 3, 100, count - 1]) {
        const { re, im } = plain(2 * Math.PI * nu * dt * k, eta);
        expect(Math.abs((real.signal[k] as number) - re)).toBeLessThan(1e-9);
        expect(Math.abs((imaginary.signal[k] as number) - sign * im)).toBeLessThan(1e-9);
      }
    }
  });
  it.each([0.2, 0.9])('has the slopes that differences give, η = %s', (eta) => {
    for (const sign of [1, -1]) {
      const at = (n: number, e: number, slopes = false): readonly [PowderModulation, PowderModulation] => {
        const parts = [buffers(count), buffers(count)] as const;
        farModulation(n, e, dt, { from, count }, parts[0], slopes, parts[1]);
        return parts;
      };
      const parts = at(sign * nu, eta, true);
      const h = 1e-4;
      const [up, down, high, low] = [
        at(sign * nu * (1 + h), eta),
        at(sign * nu * (1 - h), eta),
        at(sign * nu, eta + h),
        at(sign * nu, eta - h),
      ];
      parts.forEach((part, p) => {
        for (const k of [from, 60, count - 1]) {
          const byNu = ((up[p]?.signal[k] as number) - (down[p]?.signal[k] as number)) / (2 * h * sign * nu);
          const byEta = ((high[p]?.signal[k] as number) - (low[p]?.signal[k] as number)) / (2 * h);
          expect(Math.abs((part.bySplitting[k] as number) - byNu) * nu).toBeLessThan(2e-3);
          expect(Math.abs((part.byEta[k] as number) - byEta)).toBeLessThan(2e-4);
        }
      });
    }
  });
});
