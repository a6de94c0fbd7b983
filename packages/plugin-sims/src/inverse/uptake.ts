import { complexFactor, type ComplexFactor } from '../engine/complex-factor.ts';
import { AT_INFINITY, EXPONENTIAL_POLES } from '../engine/exponential-poles.ts';
import { pixelNetwork, type GrainTransport, type PixelNetwork } from '../engine/pixel-network.ts';
import type { ImageProblem } from './image-problem.ts';

/** c' of an image after the exchange, with what its derivatives need. */
export interface Uptake {
  readonly transport: GrainTransport;
  readonly network: PixelNetwork;
  /** c' = 1 - exp(-t A) 1, row-major. */
  readonly shape: Float64Array;
  /** Per pole the factor of tA + z, and (tA + z)^-1 1 in the factor's order, complex numbers interleaved. */
  readonly factors: readonly ComplexFactor[];
  readonly states: readonly Float64Array[];
}

/**
 * Three complex linear systems give c' at the end of the exchange; nothing is stepped through.
 * @param spare – storage of factors no longer needed, taken from its end
 */
export function uptakeOf(problem: ImageProblem, transport: GrainTransport, spare: Float64Array[] = []): Uptake {
  const { grid, boundaries, pattern, time } = problem;
  const network = pixelNetwork(grid, boundaries, transport);
  const shape = new Float64Array(pattern.n).fill(1 - AT_INFINITY);
  const factors: ComplexFactor[] = [];
  const states: Float64Array[] = [];
  for (const { z, c } of EXPONENTIAL_POLES) {
    const factor = complexFactor(pattern, network, time, z, { storage: spare.pop() });
    const state = new Float64Array(2 * pattern.n);
    for (let k = 0; k < pattern.n; k++) state[2 * k] = 1;
    factor.solve(state);
    for (let k = 0; k < pattern.n; k++) shape[pattern.order[k]!]! += 2 * (c.re * state[2 * k]! - c.im * state[2 * k + 1]!);
    factors.push(factor);
    states.push(state);
  }
  return { transport, network, shape, factors, states };
}
