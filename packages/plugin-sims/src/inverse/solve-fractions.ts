import { FRACTION_EDGE } from './image-parameters.ts';
import type { ImageProblem } from './image-problem.ts';

const ROUNDS = 6;

/** Fractions of the source and before the exchange. */
export interface EndFractions {
  readonly source: number;
  readonly background: number;
}

/**
 * The most likely source and background for a given c', whichever of them isn't known: they enter linearly, so a few rounds of weighted least squares
 * do it. Without this a fit creeps along the valley in which a higher background makes up for a smaller D.
 */
export function solveFractions(problem: ImageProblem, shape: Float64Array, start: EndFractions): EndFractions {
  const [freeSource, freeBackground] = [Number.isNaN(problem.source), Number.isNaN(problem.background)];
  let { source, background } = start;
  if (!freeSource && !freeBackground) return start;
  const { count, fraction } = problem;
  for (let round = 0; round < ROUNDS; round++) {
    let [ss, sb, bb, ys, yb] = [0, 0, 0, 0, 0];
    for (let i = 0; i < count.length; i++) {
      if (!(count[i]! > 0)) continue;
      const c = shape[i]!;
      const f = clamp(background + (source - background) * c);
      const w = count[i]! / (f * (1 - f));
      ss += w * c * c;
      sb += w * c * (1 - c);
      bb += w * (1 - c) * (1 - c);
      ys += w * c * fraction[i]!;
      yb += w * (1 - c) * fraction[i]!;
    }
    const before = { source, background };
    if (freeSource && freeBackground) {
      const det = ss * bb - sb * sb;
      if (!(det > 1e-12 * ss * bb)) return start;
      source = (ys * bb - yb * sb) / det;
      background = (yb * ss - ys * sb) / det;
      // one at its edge: the other alone
      if (background !== clamp(background)) source = (ys - clamp(background) * sb) / ss;
      else if (source !== clamp(source)) background = (yb - clamp(source) * sb) / bb;
    } else if (freeSource) source = ss > 0 ? (ys - background * sb) / ss : source;
    else background = bb > 0 ? (yb - source * sb) / bb : background;
    source = freeSource ? clamp(source) : source;
    background = freeBackground ? clamp(background) : background;
    if (Math.abs(source - before.source) + Math.abs(background - before.background) < 1e-9) break;
  }
  return { source, background };
}

const clamp = (f: number): number => Math.min(1 - FRACTION_EDGE, Math.max(FRACTION_EDGE, f));
