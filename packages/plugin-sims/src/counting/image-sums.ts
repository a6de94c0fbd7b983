import type { Dataset, WindowedVariable } from '@ionwalk/core';
import type { SimsImage } from '../kinds.ts';
import { addCorrected } from './dead-time.ts';

/** One mass of an image, summed over its frames, row-major y, x. */
export interface MassSums {
  /** Stored counts of all pixels and frames. */
  readonly stored: number;
  /** Counts after the dead time, per pixel, and their variance. */
  readonly counts: Float64Array;
  readonly variance: Float64Array;
}

/** Counts that know how to sum themselves over frames faster than window by window, and to the same numbers. */
export interface CountStack extends WindowedVariable {
  sumFrames(mass: number, ratio: number, signal: AbortSignal): Promise<MassSums>;
}

/**
 * Reads one mass frame by frame (never the stack) and sums what is left after taking out the dead time per pixel and frame.
 * @param ratio – dead time over dwell, 0 for none
 */
export async function sumMass(image: Dataset<typeof SimsImage>, mass: number, ratio: number, signal: AbortSignal): Promise<MassSums> {
  const [frames, height, width] = [image.size['frame'] ?? 0, image.size['y'] ?? 0, image.size['x'] ?? 0];
  const stack = image.variables.counts as Partial<CountStack> & WindowedVariable;
  if (stack.sumFrames) return stack.sumFrames(mass, ratio, signal);
  const counts = new Float64Array(width * height);
  const plane = new Float64Array(width * height);
  const variance = ratio === 0 ? counts : new Float64Array(width * height);
  let stored = 0;
  for (let frame = 0; frame < frames; frame++) {
    signal.throwIfAborted();
    await image.variables.counts.read([frame, mass, 0, 0], [1, 1, height, width], plane);
    stored += addCorrected(plane, ratio, counts, variance);
  }
  return { stored, counts, variance };
}
