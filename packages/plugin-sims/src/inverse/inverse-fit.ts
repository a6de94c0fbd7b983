import type { Fit, FitParam } from '@ionwalk/core';
import { aicc } from '@ionwalk/core/fit';
import type { ImageProblem } from './image-problem.ts';
import type { ScopedFit } from './scoped-fit.ts';

/** Beyond this standard uncertainty of a logarithm a number is none. */
const UNKNOWN = 1;

/** The report of one of the two fits; a permeance is named `P` where all share it, else `P[a-b]`. */
export function inverseFit(problem: ImageProblem, scoped: ScopedFit, scope: 'common' | 'individual'): Fit {
  const { fit, parameters, effective, dof } = scoped;
  const { size, count, sourceAt, backgroundAt } = parameters;
  const u = (at: number): number => Math.sqrt(fit.covariance[at * size + at]!);
  const params: Record<string, FitParam> = { D_bulk: logarithmic(fit.values.diffusivity, u(0), 'm2/s', true) };
  problem.boundaries.boundaries.forEach(({ a, b }, j) => {
    const g = parameters.groups[j]!;
    const name = scope === 'common' ? 'P' : `P[${a}-${b}]`;
    // of an individual permeance that the data don't set the prior gives the width: a wide value, not none
    params[name] ??= logarithmic(fit.values.permeance[g]!, u(1 + g), 'm/s', scope === 'common');
  });
  if (count === 0) params['P'] = { value: null, u: null, unit: 'm/s', fixed: false, bound: 'none' };
  params['source'] = linear(fit.values.source, sourceAt < 0 ? null : u(sourceAt));
  params['background'] = linear(fit.values.background, backgroundAt < 0 ? null : u(backgroundAt));
  const { chi2, deviance } = fit.likelihood;
  return {
    model: `sims/inverse-${scope}`,
    equation: '\\partial f/\\partial t = D\\nabla^2 f,\\quad D\\,\\partial f/\\partial n = P\\,(f_2 - f_1)',
    params,
    correlation: correlationOf(fit.covariance, size),
    chi2,
    reducedChi2: dof > 0 ? chi2 / dof : NaN,
    dof,
    aicc: aicc({ chi2: deviance, n: dof + Math.round(effective), k: effective, sigmaKnown: true }),
    weighting: 'binomial',
    iterations: fit.iterations,
    converged: fit.converged,
    message: fit.converged ? 'converged' : 'the steps ended before the optimum was reached',
    derived: { effectiveParameters: effective, bic: scoped.bic },
  };
}

function logarithmic(value: number, uLn: number, unit: string, strict: boolean): FitParam {
  if (strict && !(uLn < UNKNOWN)) return { value: null, u: null, unit, fixed: false, bound: 'none' };
  return { value, u: value * uLn, unit, fixed: false, bound: null };
}

const linear = (value: number, u: number | null): FitParam => ({ value, u, unit: '1', fixed: u === null, bound: null });

function correlationOf(covariance: Float64Array, size: number): number[][] {
  const sigma = Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i]!));
  return sigma.map((a, i) => sigma.map((b, j) => (i === j ? 1 : covariance[i * size + j]! / (a * b))));
}
