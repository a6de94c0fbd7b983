import type { ImageProblem } from './image-problem.ts';

/** How well fractions f = background + (source - background) c' explain the counts. */
export interface ImageLikelihood {
  /** -2 ln L less that of the observed fractions themselves. */
  readonly deviance: number;
  /** Sum of squared Pearson residuals N (y - f)^2/(f (1 - f)). */
  readonly chi2: number;
  /** Variance of chi2 if the model is true: 2 per pixel, more where few ions were counted. */
  readonly chi2Variance: number;
  /** Half the slope of the deviance with each f, and the expected information N/(f (1 - f)); 0 where nothing was counted. */
  readonly slope: Float64Array;
  readonly information: Float64Array;
}

const EDGE = 1e-9;

/** Binomial likelihood of every pixel with counts; the expected information, which covers at low counts too. */
export function imageLikelihood(problem: ImageProblem, shape: Float64Array, source: number, background: number): ImageLikelihood {
  const { count, fraction } = problem;
  const [slope, information] = [new Float64Array(count.length), new Float64Array(count.length)];
  let [deviance, chi2, chi2Variance] = [0, 0, 0];
  for (let i = 0; i < count.length; i++) {
    const n = count[i]!;
    if (!(n > 0)) continue;
    const f = Math.min(1 - EDGE, Math.max(EDGE, background + (source - background) * shape[i]!));
    const y = fraction[i]!;
    const spread = f * (1 - f);
    const d = f - y;
    information[i] = n / spread;
    slope[i] = (n * d) / spread;
    chi2 += (n * d * d) / spread;
    chi2Variance += 2 + (1 - 6 * spread) / (n * spread);
    deviance += 2 * n * ((y > 0 ? y * Math.log(y / f) : 0) + (y < 1 ? (1 - y) * Math.log((1 - y) / (1 - f)) : 0));
  }
  return { deviance, chi2, chi2Variance, slope, information };
}
