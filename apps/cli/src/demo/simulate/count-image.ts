import type { SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';

/** Poisson counts of 6Li and 7Li for each frame and pixel, `[frame * 2 + mass][pixel]`, from the fraction of 6Li. */
export function countImage(fraction: Float64Array, random: SeededRandom): Float64Array[] {
  const { frames, countsPerPixel } = LLTO.sims;
  const perFrame = countsPerPixel / frames;
  const planes: Float64Array[] = [];
  for (let frame = 0; frame < frames; frame++) {
    planes.push(
      fraction.map((f) => random.poisson(perFrame * f)),
      fraction.map((f) => random.poisson(perFrame * (1 - f))),
    );
  }
  return planes;
}
