import { gaussLegendre } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { solveFastSlab } from '../../test/fast-slab.ts';
import reference from '../../test/fixtures/whipple.json' with { type: 'json' };
import { FastBoundarySection } from './fast-boundary-section.ts';

const section = new FastBoundarySection();
const out = new Float64Array(3);
/** In units of L and t. */
const prepare = (beta: number, alpha: number): void => section.prepare({ D: 1, time: 1, width: 2 * alpha, product: 2 * beta + 2 * alpha });

describe("Whipple's integral over a section", () => {
  it.each(reference)('is that of 25 digits to 1e-9: beta $beta, alpha $alpha, eta $eta', ({ beta, alpha, eta, held }) => {
    prepare(beta, alpha);
    section.held(eta, out);
    expect(Math.abs((out[0] as number) - held)).toBeLessThan(1e-9);
    expect(Math.abs((out[0] as number) / held - 1)).toBeLessThan(1e-7);
  });

  it.each(reference)('and below a film its derivative: beta $beta, alpha $alpha, eta $eta', ({ beta, alpha, eta, film }) => {
    prepare(beta, alpha);
    section.film(eta, out);
    expect(Math.abs((out[0] as number) - film)).toBeLessThan(1e-9 + 1e-8 * Math.abs(film));
  });

  it.each([
    [10, 0.02],
    [30, 0.02],
    [100, 0.05],
  ])('is what a fast slab in finite volumes gives, to 1e-4 of the fraction 10 L from its neighbours: beta %d, alpha %d', (beta, alpha) => {
    const { y, excess } = solveFastSlab({ beta, alpha, across: 64, down: 128, steps: 240, depth: 9 * Math.sqrt(beta) + 6 });
    prepare(beta, alpha);
    const density = 0.1;
    let [worst, most] = [0, 0];
    y.forEach((at, j) => {
      section.held(at, out);
      most = Math.max(most, density * (out[0] as number));
      worst = Math.max(worst, Math.abs(density * ((out[0] as number) - (excess[j] as number))));
    });
    expect(most).toBeGreaterThan(0.09);
    expect(worst).toBeLessThan(1e-4);
  });

  it('keeps the tracer of a film', () => {
    // what boundaries carry down is missing near the surface
    for (const [beta, alpha] of [
      [10, 0],
      [300, 0.05],
    ] as const) {
      prepare(beta, alpha);
      const { nodes, weights } = gaussLegendre(200);
      const far = 25 * Math.sqrt(beta);
      let [sum, size] = [0, 0];
      nodes.forEach((node, i) => {
        const v = 0.5 * (1 + node);
        // denser towards the surface
        section.film(far * v ** 3, out);
        const term = 0.5 * (weights[i] as number) * far * 3 * v * v * (out[0] as number);
        sum += term;
        size += Math.abs(term);
      });
      expect(Math.abs(sum / size)).toBeLessThan(1e-6);
    }
  });

  it('does not depend on the width where boundaries are thin', () => {
    const at = { D: 1e-18, time: 1e5, product: 1e-22 };
    const values = [0, 2e-10, 5e-9].map((width) => {
      section.prepare({ ...at, width });
      section.held(1.2e-5, out);
      return out[0] as number;
    });
    expect(Math.abs((values[1] as number) / (values[0] as number) - 1)).toBeLessThan(1e-3);
    expect(Math.abs((values[2] as number) / (values[0] as number) - 1)).toBeLessThan(0.03);
  });
});
