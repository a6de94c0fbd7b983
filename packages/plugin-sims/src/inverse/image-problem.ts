import type { FactorPattern } from '../engine/factor-pattern.ts';
import type { LabelBoundaries } from '../engine/label-boundaries.ts';
import type { PixelGrid } from '../engine/pixel-network.ts';

/** An image to be explained: pixels, grains and counts. Arrays are row-major. */
export interface ImageProblem {
  readonly grid: PixelGrid;
  readonly boundaries: LabelBoundaries;
  readonly pattern: FactorPattern;
  /** Duration of the exchange [s]. */
  readonly time: number;
  /** Observed tracer fraction; any number where `count` is 0. */
  readonly fraction: Float64Array;
  /** Counts that carry the same information; 0 for pixels that are masked or empty. */
  readonly count: Float64Array;
  /** Fractions of the source and before the exchange; NaN: fitted. */
  readonly source: number;
  readonly background: number;
}
