import { chiSquareSurvival } from '@ionwalk/core/fit';
import { describesImage } from './describes-image.ts';
import { expectedGain } from './expected-gain.ts';
import { fitImage, type FitImageOptions, type ImageFit } from './fit-image.ts';
import { imageParameters, type ImageParameters, type ImageValues } from './image-parameters.ts';
import type { ImageProblem } from './image-problem.ts';
import { effectiveCount, type PermeancePrior } from './permeance-prior.ts';
import { scanStart } from './scan-start.ts';
import type { ScopedFit } from './scoped-fit.ts';
import type { InversionStart } from './inversion-start.ts';
import { summariseBoundaries, type BoundarySummary } from './summarise-boundaries.ts';
import { withoutRims } from './without-rims.ts';

export interface ImageInversion {
  /** What was fitted in the end: pixels beside boundaries may have lost their counts. */
  readonly problem: ImageProblem;
  /** Number of those pixels, 0 where all were kept. */
  readonly mixed: number;
  readonly verdict: 'common' | 'individual';
  readonly common: ScopedFit;
  readonly individual: ScopedFit | undefined;
  /** Probability that boundaries of one permeance improve as much by being told apart; NaN without the second fit. */
  readonly probability: number;
  readonly boundaries: readonly BoundarySummary[];
}

export interface InvertOptions extends FitImageOptions {
  /** Where the fits begin; searched for by default. */
  readonly start?: InversionStart | undefined;
}

export type InverseScope = 'common' | 'individual' | 'auto';

/** One permeance for all: the prior only keeps it finite where nothing determines it. */
const COMMON_SPREAD = 10;
/** Individual permeances spread by a factor e about a mean that is itself known to a factor e. */
const SPREAD = 1;
/** Below this probability boundaries differ; where Schwarz's criterion disagrees, only below the second. */
const DIFFERENT = 1e-3;
const BEYOND_DOUBT = 1e-6;
/** Differences of 10 % are within what pixels make of a boundary's course. */
const LEAST_SPREAD = 0.1;
/** Without the pixels beside boundaries the excess of chi2 must fall by so much for them to stay out. */
const CLEARER = 3;

/**
 * Fits one permeance to all boundaries and, unless told not to, one to each, and says which of the two the data call for.
 * A pixel across which a boundary runs mixes two grains: it looks like a gradient inside one and makes D too small, by tens of percent. Where the
 * image doesn't fit with the pixels beside boundaries and does without them, they are left out; those of blocks of pixels always are.
 */
export function invertImage(problem: ImageProblem, scope: InverseScope, options: InvertOptions = {}): ImageInversion {
  const cleared = problem.joined === true && problem.boundaries.boundaries.length > 0 ? withoutRims(problem) : undefined;
  if (cleared) return { ...invertPixels(cleared.problem, scope, options), mixed: cleared.mixed };
  const whole = invertPixels(problem, scope, options);
  const excess = excessOf(whole);
  if (!(excess > 0) || whole.boundaries.length === 0) return whole;
  const inner = withoutRims(problem);
  if (!inner) return whole;
  const second = invertPixels(inner.problem, scope, { ...options, start: valuesOf(whole) });
  return excessOf(second) < excess / CLEARER ? { ...second, mixed: inner.mixed } : whole;
}

/** Reduced chi2 less 1 of the fit with most freedom; 0 where chance explains it. */
function excessOf({ common, individual }: ImageInversion): number {
  const scoped = individual ?? common;
  return describesImage(scoped) ? 0 : scoped.fit.likelihood.chi2 / scoped.dof - 1;
}

const valuesOf = ({ common, individual }: ImageInversion): InversionStart => ({
  common: common.fit.values,
  individual: individual?.fit.values,
});

function invertPixels(problem: ImageProblem, scope: InverseScope, options: InvertOptions): ImageInversion {
  const total = problem.boundaries.boundaries.length;
  const one = imageParameters(problem, new Int32Array(total), Math.min(1, total));
  const start = options.start?.common ?? scanStart(problem);
  const fitOne = (from: ImageValues): ScopedFit => {
    const prior = { centre: Math.log(from.permeance[0] ?? 1), spread: COMMON_SPREAD, shared: 0 };
    return scoped(problem, one, fitImage(problem, one, from, prior, { ...options, keep: 0 }), prior);
  };
  const first = fitOne(start);
  const other = total > 0 && !options.start && !describesImage(first) ? fitOne(blockedStart(problem, first.fit.values)) : first;
  const common = other.fit.likelihood.deviance < first.fit.likelihood.deviance ? other : first;
  const base = { problem, mixed: 0, common } as const;
  if (scope === 'common' || total < 2) {
    const boundaries = summariseBoundaries(problem, common, undefined);
    return { ...base, verdict: 'common', individual: undefined, probability: NaN, boundaries };
  }
  const each = imageParameters(
    problem,
    Int32Array.from({ length: total }, (_, j) => j),
    total,
  );
  const found = common.fit.values;
  const permeance = found.permeance[0]!;
  const prior = { centre: Math.log(permeance), spread: SPREAD, shared: SPREAD };
  const begin = options.start?.individual ?? { ...found, permeance: new Float64Array(total).fill(permeance) };
  const individual = scoped(problem, each, fitImage(problem, each, begin, prior, options), prior);
  const boundaries = summariseBoundaries(problem, individual, prior);
  const { mean, variance, spread } = expectedGain(prior, individual.fit.covariance, each.size, total);
  const gain = common.fit.likelihood.deviance - individual.fit.likelihood.deviance;
  const probability = probabilityOfGain(gain, mean, variance);
  const differ =
    probability < DIFFERENT &&
    (individual.bic < common.bic || probability < BEYOND_DOUBT) &&
    !(gain - mean <= LEAST_SPREAD * LEAST_SPREAD * spread);
  return { ...base, verdict: scope === 'individual' || differ ? 'individual' : 'common', individual, probability, boundaries };
}

/** Of a D that may be that of grains without blocking boundaries, which is a minimum of its own: boundaries that make up for a D five times as large. */
function blockedStart({ grid, boundaries }: ImageProblem, { diffusivity, ...found }: ImageValues): ImageValues {
  const length = boundaries.boundaries.reduce((sum, boundary) => sum + boundary.length, 0);
  const grain = (2 * grid.width * grid.height * grid.pixel) / length;
  // 1/D = 1/(5 D) + 1/(P d)
  return { ...found, diffusivity: 5 * diffusivity, permeance: Float64Array.of((1.25 * diffusivity) / grain) };
}

function scoped(problem: ImageProblem, parameters: ImageParameters, fit: ImageFit, prior: PermeancePrior): ScopedFit {
  const { size, count } = parameters;
  const pixels = problem.count.reduce((n, c) => (c > 0 ? n + 1 : n), 0);
  const effective = size - count + (count > 0 ? effectiveCount(prior, fit.covariance, size, count) : 0);
  const dof = pixels - Math.round(effective);
  return { fit, parameters, effective, dof, bic: fit.likelihood.deviance + effective * Math.log(Math.max(1, pixels)) };
}

/**
 * If all permeances are equal, the deviance falls by sum_i c_i z_i^2 when each is fitted under the prior, z_i normal and c the eigenvalues of
 * I - (V K)^2 (less one, for their mean): a chi-square, scaled to the same mean and variance (Satterthwaite).
 */
function probabilityOfGain(gain: number, mean: number, variance: number): number {
  if (!(mean > 1)) return 1;
  const scale = variance / (2 * mean);
  return chiSquareSurvival(Math.max(0, gain) / scale, (mean / scale) * (1 - 1 / mean));
}
