import type { FactorStorage } from '../engine/factor-storage.ts';
import { invertSymmetric } from '../numeric/invert-symmetric.ts';
import { imageLikelihood, type ImageLikelihood } from './image-likelihood.ts';
import { FRACTION_EDGE, type ImageParameters, type ImageValues } from './image-parameters.ts';
import type { ImageProblem } from './image-problem.ts';
import { informationMatrix } from './information-matrix.ts';
import { newtonStep } from './newton-step.ts';
import { addPrior, type PermeancePrior } from './permeance-prior.ts';
import { solveFractions } from './solve-fractions.ts';
import { uptakeGradient, uptakeSlopes } from './uptake-slopes.ts';
import { uptakeOf, type Uptake } from './uptake.ts';

/** A fit of an image with permeances by group. */
export interface ImageFit {
  readonly values: ImageValues;
  readonly vector: Float64Array;
  readonly shape: Float64Array;
  readonly likelihood: ImageLikelihood;
  /** size × size over the vector: of the data alone, and inverse of data and prior together. */
  readonly information: Float64Array;
  readonly covariance: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface FitImageOptions {
  readonly signal?: AbortSignal;
  /** The information is kept within one standard deviation per parameter while a step brings the squared distance to the optimum down to this fraction; 0: renewed at each step. */
  readonly keep?: number;
  /** Squared distance at which to stop, where less than the default will do. */
  readonly close?: number;
  readonly onStep?: () => void;
}

const MAX_STEPS = 40;
/** Squared distance to the optimum in standard deviations at which to stop: no parameter is then off by more than 0.03 of its uncertainty. */
const CLOSE = 1e-3;
/** Share of the largest slope below which slopes may be left out of the information; gradients are whole. */
const FAINT = 1e-4;
/** A diffusivity that nothing determines must not run away. */
const LOOSE = 10;

/**
 * Maximum of binomial likelihood times prior by Gauss-Newton steps with the expected information; gradients by the adjoint, exact while the information is kept.
 * @param prior – of ln P, in the units of the vector
 */
export function fitImage(
  problem: ImageProblem,
  parameters: ImageParameters,
  start: ImageValues,
  prior: PermeancePrior,
  options: FitImageOptions = {},
): ImageFit {
  const { keep = 0.25, close = CLOSE, signal, onStep } = options;
  const { size, count, groups } = parameters;
  const centre = Math.log(start.diffusivity);
  let vector: Float64Array = parameters.pack(start);
  let point = evaluate(problem, parameters, vector, prior, centre, []);
  const spare: FactorStorage[] = [];
  let data: Float64Array | undefined;
  let information: Float64Array = new Float64Array(size * size);
  let last = Infinity;
  // whether the information is that of a point so near to the optimum that it will do there
  let known = false;
  let [iterations, converged] = [0, false];
  for (; iterations < MAX_STEPS; iterations++) {
    signal?.throwIfAborted();
    onStep?.();
    const fresh = data === undefined;
    if (data === undefined) {
      const slopes = uptakeSlopes(problem, point.uptake, groups, count, FAINT);
      data = informationMatrix(problem, parameters, point.uptake.shape, slopes, point.likelihood.information, point.values);
      information = data;
    }
    const gradient = gradientOf(problem, parameters, point);
    addPrior(prior, vector, count, gradient);
    gradient[0]! += (vector[0]! - centre) / LOOSE ** 2;
    const held = atEdge(parameters, vector, gradient);
    for (const at of held) gradient[at] = 0;
    const { step, distance } = newtonStep(withPrior(information, vector, parameters, prior), gradient, held, 1 + count);
    if (fresh) known = distance < Math.max(1, close, size / 20);
    if (distance < close) {
      if (known) {
        converged = true;
        break;
      }
      data = undefined;
      continue;
    }
    const next = lineSearch(problem, parameters, vector, step, point, gradient, prior, centre, spare);
    if (!next) {
      if (fresh) break;
      data = undefined;
      continue;
    }
    if (distance > size || (!fresh && distance > keep * last)) data = undefined;
    last = distance;
    discard(point, spare);
    vector = next.vector;
    point = next.point;
  }
  const matrix = withPrior(information, vector, parameters, prior);
  const covariance = invertSymmetric(matrix, size) ?? new Float64Array(size * size).fill(NaN);
  const { values, likelihood, uptake } = point;
  return { values, vector, shape: uptake.shape, likelihood, information, covariance, iterations, converged };
}

interface Point {
  readonly values: ImageValues;
  readonly uptake: Uptake;
  readonly likelihood: ImageLikelihood;
  /** Half the deviance and the priors. */
  readonly objective: number;
}

/** Keeps the large arrays of a point that is done with. */
function discard({ uptake }: Point, spare: FactorStorage[]): void {
  for (const { factors } of uptake.stages) for (const { storage } of factors) spare.push(storage);
}

/** The point at a vector, whose source and background are first put where they are most likely. */
function evaluate(
  problem: ImageProblem,
  parameters: ImageParameters,
  vector: Float64Array,
  prior: PermeancePrior,
  centre: number,
  spare: FactorStorage[],
): Point {
  const moved = parameters.unpack(vector);
  const permeance = Float64Array.from(parameters.groups, (g) => moved.permeance[g]!);
  const uptake = uptakeOf(problem, { diffusivity: moved.diffusivity, permeance }, spare);
  const values = { ...moved, ...solveFractions(problem, uptake.shape, moved) };
  vector.set(parameters.pack(values));
  const likelihood = imageLikelihood(problem, uptake.shape, values.source, values.background);
  const loose = 0.5 * ((vector[0]! - centre) / LOOSE) ** 2;
  return { values, uptake, likelihood, objective: 0.5 * likelihood.deviance + addPrior(prior, vector, parameters.count) + loose };
}

function gradientOf(
  problem: ImageProblem,
  { size, count, groups, sourceAt, backgroundAt }: ImageParameters,
  { uptake, likelihood, values }: Point,
): Float64Array {
  const gradient = new Float64Array(size);
  const rise = values.source - values.background;
  gradient.set(
    uptakeGradient(
      problem,
      uptake,
      groups,
      count,
      likelihood.slope.map((s) => s * rise),
    ),
  );
  for (let i = 0; i < uptake.shape.length; i++) {
    if (sourceAt >= 0) gradient[sourceAt]! += likelihood.slope[i]! * uptake.shape[i]!;
    if (backgroundAt >= 0) gradient[backgroundAt]! += likelihood.slope[i]! * (1 - uptake.shape[i]!);
  }
  return gradient;
}

function withPrior(data: Float64Array, vector: Float64Array, { count }: ImageParameters, prior: PermeancePrior): Float64Array {
  const matrix = Float64Array.from(data);
  addPrior(prior, vector, count, undefined, matrix);
  matrix[0]! += 1 / LOOSE ** 2;
  return matrix;
}

/** Fractions at their edge that want to go further: they stay. */
function atEdge({ sourceAt, backgroundAt }: ImageParameters, vector: Float64Array, gradient: Float64Array): number[] {
  return [sourceAt, backgroundAt].filter(
    (at) => at >= 0 && ((vector[at]! <= FRACTION_EDGE && gradient[at]! > 0) || (vector[at]! >= 1 - FRACTION_EDGE && gradient[at]! < 0)),
  );
}

function lineSearch(
  problem: ImageProblem,
  parameters: ImageParameters,
  vector: Float64Array,
  step: Float64Array,
  { objective }: Point,
  gradient: Float64Array,
  prior: PermeancePrior,
  centre: number,
  spare: FactorStorage[],
): { vector: Float64Array; point: Point } | undefined {
  let scale = 1;
  const slope = step.reduce((sum, s, i) => sum + s * gradient[i]!, 0);
  const at = (length: number): { vector: Float64Array; point: Point } => {
    const moved = vector.map((v, i) => v + length * step[i]!);
    const point = evaluate(problem, parameters, moved, prior, centre, spare);
    return { vector: moved, point };
  };
  for (let trial = 0; trial < 12; trial++, scale *= 0.4) {
    const found = at(scale);
    const gain = objective - found.point.objective;
    if (gain < -1e-4 * scale * slope - 1e-10 * Math.abs(objective)) {
      discard(found.point, spare);
      continue;
    }
    // less than a third of what the slope promised: beyond the lowest point, which a parabola finds
    const lowest = (0.5 * scale * scale * slope) / (gain + scale * slope);
    if (gain > -0.33 * scale * slope || !(lowest > 0.05 * scale && lowest < 0.8 * scale)) return found;
    const shorter = at(lowest);
    const [better, worse] = shorter.point.objective < found.point.objective ? [shorter, found] : [found, shorter];
    discard(worse.point, spare);
    return better;
  }
  return undefined;
}
