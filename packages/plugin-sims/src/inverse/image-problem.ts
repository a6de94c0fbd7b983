import type { FactorPattern } from '../engine/factor-pattern.ts';
import type { LabelBoundaries } from '../engine/label-boundaries.ts';
import type { PixelGrid } from '../engine/pixel-network.ts';

/** A second stretch of time on the same field. */
export interface SecondStep {
  /** [s] */
  readonly time: number;
  /** True: the held edge goes on being held; false: it is closed like the others. */
  readonly open: boolean;
}

/** An image to be explained: pixels, grains and counts; or two images of the same field. Arrays are row-major, those of the second image behind the first's. */
export interface ImageProblem {
  readonly grid: PixelGrid;
  readonly boundaries: LabelBoundaries;
  readonly pattern: FactorPattern;
  /** Duration of the exchange [s]. */
  readonly time: number;
  /** What happened before the second image, where there is one. */
  readonly second?: SecondStep;
  /** True: pixels are blocks of the image's, so that those beside boundaries are known to mix two grains. */
  readonly joined?: boolean;
  /** Observed tracer fraction; any number where `count` is 0. */
  readonly fraction: Float64Array;
  /** Counts that carry the same information; 0 for pixels that are masked or empty. */
  readonly count: Float64Array;
  /** Fractions of the source and before the exchange; NaN: fitted. */
  readonly source: number;
  readonly background: number;
}
