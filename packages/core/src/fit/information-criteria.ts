/** What an information criterion is worked out from. */
export interface CriterionInput {
  readonly chi2: number;
  /** Number of observations. */
  readonly n: number;
  /** Number of fitted parameters. */
  readonly k: number;
  /** The standard uncertainties are known: χ² is −2 ln L up to a constant. Otherwise their common factor was estimated too. */
  readonly sigmaKnown: boolean;
}

/**
 * Akaike's criterion corrected for small samples.
 *
 *     sigma known:    χ² + 2k + 2k(k+1)/(n−k−1)
 *     sigma unknown:  n ln(χ²/n) + 2k' + 2k'(k'+1)/(n−k'−1),  k' = k + 1
 *
 * Infinity where n is too small for the correction; −Infinity for a perfect fit with unknown sigma. doi:10.1093/biomet/76.2.297
 */
export const aicc = ({ chi2, n, k, sigmaKnown }: CriterionInput): number => {
  const count = sigmaKnown ? k : k + 1;
  if (n - count - 1 <= 0) return Infinity;
  return deviance(chi2, n, sigmaKnown) + 2 * count + (2 * count * (count + 1)) / (n - count - 1);
};

/** Schwarz's criterion: χ² + k ln n with sigma known, n ln(χ²/n) + (k+1) ln n without. doi:10.1214/aos/1176344136 */
export const bic = ({ chi2, n, k, sigmaKnown }: CriterionInput): number =>
  deviance(chi2, n, sigmaKnown) + (sigmaKnown ? k : k + 1) * Math.log(n);

const deviance = (chi2: number, n: number, sigmaKnown: boolean): number => (sigmaKnown ? chi2 : n * Math.log(chi2 / n));

/** Akaike weights exp(−Δ_i/2)/Σ exp(−Δ_j/2) of criteria of the same data; 0 for infinite ones, empty for none. */
export const akaikeWeights = (criteria: readonly number[]): number[] => {
  const best = Math.min(...criteria);
  if (best === Infinity) return criteria.map(() => 0);
  const raw = criteria.map((value) => (value === best ? 1 : Math.exp(-(value - best) / 2)));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
};
