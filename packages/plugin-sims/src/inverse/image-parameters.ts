import type { ImageProblem } from './image-problem.ts';

/** What a fit of an image varies, as plain numbers; permeances by group. */
export interface ImageValues {
  readonly diffusivity: number;
  readonly permeance: Float64Array;
  readonly source: number;
  readonly background: number;
}

/** Fractions are kept this far from 0 and 1, where the likelihood of counts has its poles. */
export const FRACTION_EDGE = 1e-6;

/**
 * The vector a fit moves in: ln D, ln P of every group, then source and background where they aren't given.
 * `names` has one entry per element.
 */
export interface ImageParameters {
  readonly count: number;
  readonly groups: Int32Array;
  readonly size: number;
  readonly sourceAt: number;
  readonly backgroundAt: number;
  pack(values: ImageValues): Float64Array;
  unpack(vector: Float64Array): ImageValues;
}

/** @param groups – group of each boundary; boundaries of one group share a permeance */
export function imageParameters(problem: ImageProblem, groups: Int32Array, count: number): ImageParameters {
  const sourceAt = Number.isNaN(problem.source) ? 1 + count : -1;
  const backgroundAt = Number.isNaN(problem.background) ? 1 + count + (sourceAt < 0 ? 0 : 1) : -1;
  const size = 1 + count + (sourceAt < 0 ? 0 : 1) + (backgroundAt < 0 ? 0 : 1);
  const clamp = (f: number): number => Math.min(1 - FRACTION_EDGE, Math.max(FRACTION_EDGE, f));
  return {
    count,
    groups,
    size,
    sourceAt,
    backgroundAt,
    pack(values) {
      const vector = new Float64Array(size);
      vector[0] = Math.log(values.diffusivity);
      for (let g = 0; g < count; g++) vector[1 + g] = Math.log(values.permeance[g]!);
      if (sourceAt >= 0) vector[sourceAt] = clamp(values.source);
      if (backgroundAt >= 0) vector[backgroundAt] = clamp(values.background);
      return vector;
    },
    unpack: (vector) => ({
      diffusivity: Math.exp(vector[0]!),
      permeance: Float64Array.from({ length: count }, (_, g) => Math.exp(vector[1 + g]!)),
      source: sourceAt < 0 ? problem.source : clamp(vector[sourceAt]!),
      background: backgroundAt < 0 ? problem.background : clamp(vector[backgroundAt]!),
    }),
  };
}
