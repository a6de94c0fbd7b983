import { complexFactor, type ComplexFactor } from '../engine/complex-factor.ts';
import { EXPONENTIAL, type ExponentialSum } from '../engine/exponential-poles.ts';
import type { FactorStorage } from '../engine/factor-storage.ts';
import { pixelNetwork, type GrainTransport, type PixelNetwork } from '../engine/pixel-network.ts';
import type { ImageProblem } from './image-problem.ts';

/** One stretch of time: c' relaxes towards `target` as exp(-time A), per pole the factor of (time A + z) and its solution for the start. */
export interface UptakeStage {
  readonly network: PixelNetwork;
  readonly time: number;
  /** Per pole the factor of tA + z, and (tA + z)^-1 (target - c') before it, in the factor's order, complex numbers interleaved. */
  readonly factors: readonly ComplexFactor[];
  readonly states: readonly Float64Array[];
}

/** c' of an image after the exchange, with what its derivatives need. */
export interface Uptake {
  readonly transport: GrainTransport;
  /** c' = 1 - exp(-t A) 1, row-major; behind it c' after the second step, where there is one. */
  readonly shape: Float64Array;
  readonly exponential: ExponentialSum;
  /** The exchange, and the second step. */
  readonly stages: readonly UptakeStage[];
}

/**
 * Three complex linear systems give c' at the end of a stretch of time; nothing is stepped through. After a second one, of the network A2 with the
 * target s (1 where the edge stays held, else 0), c' = s - exp(-t2 A2)(s - c').
 * @param spare – storage of factors no longer needed, taken from its end
 */
export function uptakeOf(
  problem: ImageProblem,
  transport: GrainTransport,
  spare: FactorStorage[] = [],
  exponential: ExponentialSum = EXPONENTIAL,
): Uptake {
  const { grid, boundaries, pattern, time, second } = problem;
  const { n } = pattern;
  const shape = new Float64Array(second ? 2 * n : n);
  const held = pixelNetwork(grid, boundaries, transport);
  const stage = stageMaker(problem, exponential, spare);
  const first = stage(held, time, undefined, 1, shape.subarray(0, n));
  if (!second) return { transport, shape, exponential, stages: [first] };
  const network = second.open ? held : pixelNetwork({ ...grid, edge: undefined }, boundaries, transport);
  const last = stage(network, second.time, shape.subarray(0, n), second.open ? 1 : 0, shape.subarray(n));
  return { transport, shape, exponential, stages: [first, last] };
}

type StageMaker = (network: PixelNetwork, time: number, before: Float64Array | undefined, target: number, out: Float64Array) => UptakeStage;

const stageMaker =
  ({ pattern }: ImageProblem, { poles, atInfinity }: ExponentialSum, spare: FactorStorage[]): StageMaker =>
  (network, time, before, target, out) => {
    const { n, order } = pattern;
    const lack = before ? Float64Array.from(order, (pixel) => target - before[pixel]!) : new Float64Array(n).fill(target);
    for (let k = 0; k < n; k++) out[order[k]!] = target - atInfinity * lack[k]!;
    const factors: ComplexFactor[] = [];
    const states: Float64Array[] = [];
    for (const { z, c } of poles) {
      const factor = complexFactor(pattern, network, time, z, { storage: spare.pop() });
      const state = new Float64Array(2 * n);
      for (let k = 0; k < n; k++) state[2 * k] = lack[k]!;
      factor.solve(state);
      for (let k = 0; k < n; k++) out[order[k]!]! += 2 * (c.re * state[2 * k]! - c.im * state[2 * k + 1]!);
      factors.push(factor);
      states.push(state);
    }
    return { network, time, factors, states };
  };
