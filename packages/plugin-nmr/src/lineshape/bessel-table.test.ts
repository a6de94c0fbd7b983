import { describe, expect, it } from 'vitest';
import { besselTable } from './bessel-table.ts';

/** J_n(x) = (1/π) ∫ cos(nθ − x sin θ) dθ, which the midpoint rule integrates to rounding. */
function integral(n: number, x: number): number {
  const steps = 400;
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const theta = ((k + 0.5) * Math.PI) / steps;
    sum += Math.cos(n * theta - x * Math.sin(theta));
  }
  return sum / steps;
}

describe('besselTable', () => {
  it('holds J0 and J1 to rounding, as far as asked and when it grows', () => {
    for (const max of [3, 200]) {
      const { j0, j1, perUnit } = besselTable(max);
      for (let x = 0; x <= max; x += max / 40) {
        const at = Math.round(x * perUnit);
        expect(j0[at]).toBeCloseTo(integral(0, at / perUnit), 13);
        expect(j1[at]).toBeCloseTo(integral(1, at / perUnit), 13);
      }
    }
  });
});
