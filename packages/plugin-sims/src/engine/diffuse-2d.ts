import type { TimeSpan } from './diffuse-1d.ts';
import { factorPattern, type FactorPattern } from './factor-pattern.ts';
import type { PixelNetwork } from './pixel-network.ts';
import { realFactor } from './real-factor.ts';

export interface Diffused {
  /** Row-major, width × height. */
  readonly fraction: Float64Array;
  /** What came in through the held edge, in pixels times fraction: equals the gain of the sum of `fraction` to rounding. */
  readonly entered: number;
}

export interface DiffuseOptions {
  /** Fraction offered at the held edge; default 1. */
  readonly source?: number;
  /** Of this image size, where it has been made already. */
  readonly pattern?: FactorPattern;
}

/**
 * Diffusion on the pixels of an image: Crank-Nicolson after four half steps of backward Euler, one factor for all of them.
 * @param start – row-major, left as it is; @param span – time [s] and number of steps (3 or more)
 */
export function diffusePixels(network: PixelNetwork, start: Float64Array, span: TimeSpan, options: DiffuseOptions = {}): Diffused {
  const { source = 1, pattern = factorPattern(network.width, network.height) } = options;
  const { n, order } = pattern;
  const tau = span.time / span.steps / 2;
  const solver = realFactor(pattern, network, tau);
  // in the factor's order; only pixels at the held edge take up anything
  const c = Float64Array.from(order, (pixel) => start[pixel]!);
  const held = Array.from(order.keys()).filter((k) => network.held[order[k]!]! > 0);
  const inflow = Float64Array.from(held, (k) => tau * network.held[order[k]!]!);
  const middle = solver.vector;
  let entered = 0;
  for (let step = -4; step < span.steps - 2; step++) {
    middle.set(c);
    for (let h = 0; h < held.length; h++) middle[held[h]!]! += source * inflow[h]!;
    solver.solve();
    // half a step of backward Euler ends in the middle; twice as far is a step of Crank-Nicolson
    const factor = step < 0 ? 1 : 2;
    for (let h = 0; h < held.length; h++) entered += factor * inflow[h]! * (source - middle[held[h]!]!);
    if (factor === 1) c.set(middle);
    else for (let i = 0; i < n; i++) c[i] = 2 * middle[i]! - c[i]!;
  }
  const fraction = new Float64Array(n);
  for (let k = 0; k < n; k++) fraction[order[k]!] = c[k]!;
  return { fraction, entered };
}
