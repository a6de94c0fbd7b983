import type { FitOptions } from '../api/analysis-context.ts';
import type { Fitted, FitParam } from '../api/fit.ts';
import type { NumberParam } from '../api/param.ts';
import { inputError } from '../errors.ts';
import { aicc } from './information-criteria.ts';
import type { LeastSquaresOptions } from './least-squares-options.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import type { ModelProblem } from './model-problem.ts';
import { multistart, type MultistartResult } from './multistart.ts';
import { oneSidedLimits, type OneSidedLimit } from './one-sided-limits.ts';

export interface FitModelOptions extends FitOptions, Pick<LeastSquaresOptions, 'maxIterations' | 'tolerance' | 'workspace'> {}

/** Solve a model's problem and report it. */
export const solveModel = <P extends Record<string, NumberParam>>(
  built: ModelProblem,
  params: P,
  options: FitModelOptions,
  equation?: string,
): Fitted<Extract<keyof P, string>> => {
  const { problem } = built;
  const n = problem.residualCount;
  const k = problem.parameters.filter((p) => p.vary !== false).length;
  if (n < k || n === 0) {
    throw inputError('fit/too-few-points', `${n} points for ${k} free parameters`, {
      fix: 'measure more points or fix some of the parameters',
    });
  }
  let search = multistart(problem, built.starts, options);
  let limits: readonly OneSidedLimit[] = [];
  if (options.bounds !== false) {
    // A profile may come upon a lower minimum; once or twice is chance, more would be a loop.
    for (let round = 0; round < 3; round++) {
      const found = oneSidedLimits(built, search.best, varianceOf(built, search.best));
      limits = found.limits;
      if (found.better === undefined) break;
      search = multistart(problem, [found.better], options);
    }
  }
  return report(built, params, options, search, limits, equation);
};

const varianceOf = (built: ModelProblem, result: LeastSquaresResult): number =>
  built.sigmaKnown ? 1 : result.dof > 0 ? result.chi2 / result.dof : 0;

const report = <P extends Record<string, NumberParam>>(
  built: ModelProblem,
  params: P,
  options: FitModelOptions,
  search: MultistartResult,
  limits: readonly OneSidedLimit[],
  equation: string | undefined,
): Fitted<Extract<keyof P, string>> => {
  type N = Extract<keyof P, string>;
  const result = search.best;
  const { problem } = built;
  const n = problem.residualCount;
  const k = result.free.length;
  const variance = varianceOf(built, result);
  const names = problem.parameters.map((p) => p.name as N);
  const limited = new Map(limits.map((limit) => [limit.a, limit]));
  const kept = Array.from({ length: k }, (_, a) => a).filter(
    (a) => !limited.has(a) && result.atBound[a] === 0 && result.determined[a] === 1,
  );
  const reported = names.map((name, j): [N, FitParam] => {
    const a = result.free.indexOf(j);
    const limit = limited.get(a);
    const u =
      kept.includes(a) && (built.sigmaKnown || result.dof > 0) ? Math.sqrt(result.covariance[a * k + a]! * variance) : (limit?.u ?? null);
    const value = limit === undefined ? result.parameters[j]! : limit.value;
    return [name, { value, u: a < 0 ? null : u, unit: params[name]!.unit, fixed: a < 0, bound: limit?.bound ?? null }];
  });
  const fitted = new Float64Array(n);
  built.evaluate(result.parameters, fitted);
  return {
    fit: {
      model: options.name ?? 'model',
      ...(equation !== undefined && { equation }),
      params: Object.fromEntries(reported) as Record<N, FitParam>,
      correlation: kept.map((a) => kept.map((b) => result.correlation[a * k + b]!)),
      chi2: result.chi2,
      reducedChi2: result.dof > 0 ? result.chi2 / result.dof : 0,
      dof: result.dof,
      aicc: aicc({ chi2: result.chi2, n, k, sigmaKnown: built.sigmaKnown }),
      weighting: options.weighting ?? built.weighting,
      iterations: result.iterations,
      converged: result.converged,
      message: describe(search, names),
    },
    free: kept.map((a) => names[result.free[a]!]!),
    covariance: Float64Array.from(kept.flatMap((a) => kept.map((b) => result.covariance[a * k + b]! * variance))),
    fitted,
    residuals: result.residuals,
  };
};

const describe = ({ best, tried, agree }: MultistartResult, names: readonly string[]): string => {
  const atBound = [...best.free].filter((_, a) => best.atBound[a] === 1).map((j) => names[j]!);
  return [
    best.message,
    ...(tried > 1 ? [`${agree} of ${tried} starts agree`] : []),
    ...(atBound.length > 0 ? [`at a bound: ${atBound.join(', ')}`] : []),
  ].join('; ');
};
