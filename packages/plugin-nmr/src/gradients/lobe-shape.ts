import { gaussLegendre } from '@ionwalk/core/fit';

export const LOBE_SHAPES = ['rect', 'half-sine', 'trapezoid', 'smsq', 'sin2'] as const;
export type LobeShape = (typeof LOBE_SHAPES)[number];

/** Area of a lobe and the two moments of its running area that fix b. */
export interface LobeConstants {
  /** S(1): area relative to a rectangle of the same peak. */
  readonly sigma: number;
  /** ∫S/σ */
  readonly lambda: number;
  /** ∫S²/σ² */
  readonly kappa: number;
}

/**
 * Constants of a gradient lobe s(e), 0 ≤ e ≤ 1, with S(e) = ∫₀ᵉ s.
 * `ramp`: one flank of a trapezoid as a fraction of the lobe, 0 to 1/2. `smsq`: flanks of 10 % that rise as (1 − cos)/2.
 * Source: D. Sinnaeve, Concepts Magn. Reson. A 40A (2012) 39, doi 10.1002/cmr.a.21223
 */
export function lobeConstants(shape: LobeShape, ramp = 0): LobeConstants {
  // Every shape here is symmetric, so λ = 1/2.
  if (shape === 'rect') return { sigma: 1, lambda: 1 / 2, kappa: 1 / 3 };
  if (shape === 'half-sine') return { sigma: 2 / Math.PI, lambda: 1 / 2, kappa: 3 / 8 };
  if (shape === 'sin2') return { sigma: 1 / 2, lambda: 1 / 2, kappa: 1 / 3 + 5 / (8 * Math.PI ** 2) };
  return shape === 'trapezoid' ? flanked(ramp, (x) => (x * x) / 2) : flanked(0.1, (x) => (x - Math.sin(Math.PI * x) / Math.PI) / 2);
}

/** A flat top between two mirrored flanks of width `ramp`; `rise(x)` is the running area of a flank of unit width, 1/2 at its end. */
function flanked(ramp: number, rise: (x: number) => number): LobeConstants {
  const sigma = 1 - ramp;
  const squared = ramp * integrate((x) => (ramp * rise(x)) ** 2 + (sigma - ramp * rise(x)) ** 2);
  const low = ramp / 2;
  const high = sigma - low;
  const flat = (high ** 3 - low ** 3) / 3;
  return { sigma, lambda: 1 / 2, kappa: (squared + flat) / sigma ** 2 };
}

function integrate(f: (x: number) => number): number {
  const { nodes, weights } = gaussLegendre(24);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += ((weights[i] as number) / 2) * f(((nodes[i] as number) + 1) / 2);
  return sum;
}
