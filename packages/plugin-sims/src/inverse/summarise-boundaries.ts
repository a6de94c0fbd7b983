import type { ScopedFit } from './scoped-fit.ts';
import type { ImageProblem } from './image-problem.ts';
import type { PermeancePrior } from './permeance-prior.ts';

/** What an image says about one boundary. */
export interface BoundarySummary {
  readonly a: number;
  readonly b: number;
  /** True length [m]. */
  readonly length: number;
  /** [m/s] */
  readonly permeance: number;
  /** Standard uncertainty of ln P, prior and data together: near 1 where the data are silent. */
  readonly uLn: number;
  /** The data alone, with the prior's share taken out, set ln P to better than 0.3. */
  readonly identifiable: boolean;
}

const KNOWN = 0.3;

/** @param prior – of individual permeances; undefined where all share one */
export function summariseBoundaries(
  problem: ImageProblem,
  { fit, parameters }: ScopedFit,
  prior: PermeancePrior | undefined,
): BoundarySummary[] {
  const { size, groups } = parameters;
  return problem.boundaries.boundaries.map(({ a, b, length }, j) => {
    const g = groups[j]!;
    const variance = fit.covariance[(1 + g) * size + 1 + g]!;
    const information = 1 / variance - (prior ? 1 / (prior.spread * prior.spread) : 0);
    return {
      a,
      b,
      length: length * problem.grid.pixel,
      permeance: fit.values.permeance[g]!,
      uLn: Math.sqrt(variance),
      identifiable: information > 1 / (KNOWN * KNOWN),
    };
  });
}
