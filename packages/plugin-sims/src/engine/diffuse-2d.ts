import type { TimeSpan } from './diffuse-1d.ts';
import { factorPattern, type FactorPattern } from './factor-pattern.ts';
import { networkOutflow } from './network-outflow.ts';
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
 * Diffusion on the pixels of an image: Crank-Nicolson after four half steps of backward Euler, one factor for all of them. Fractions are updated by
 * the fluxes of a step's middle, so the amount is kept to rounding.
 * @param start – row-major, left as it is; @param span – time [s] and number of steps (3 or more)
 */
export function diffusePixels(network: PixelNetwork, start: Float64Array, span: TimeSpan, options: DiffuseOptions = {}): Diffused {
  const { source = 1, pattern = factorPattern(network.width, network.height) } = options;
  const { held } = network;
  const tau = span.time / span.steps / 2;
  const solve = realFactor(pattern, network, tau);
  const c = Float64Array.from(start);
  const [middle, out] = [new Float64Array(c.length), new Float64Array(c.length)];
  let entered = 0;
  for (let step = -4; step < span.steps - 2; step++) {
    const factor = step < 0 ? 1 : 2;
    for (let i = 0; i < c.length; i++) middle[i] = c[i]! + tau * source * held[i]!;
    solve(middle);
    networkOutflow(network, middle, out);
    for (let i = 0; i < c.length; i++) {
      const inflow = factor * tau * source * held[i]!;
      entered += inflow - factor * tau * held[i]! * middle[i]!;
      c[i]! += inflow - factor * tau * out[i]!;
    }
  }
  return { fraction: c, entered };
}
