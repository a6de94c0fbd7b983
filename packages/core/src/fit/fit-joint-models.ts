import type { JointPart } from '../api/analysis-context.ts';
import type { Fitted } from '../api/fit.ts';
import type { NumberParam } from '../api/param.ts';
import { jointProblem } from './model-problem.ts';
import { solveModel, type FitModelOptions } from './solve-model.ts';

/**
 * One fit over several datasets: each part maps its model's parameters to names of `params`; equal names are one parameter.
 * A parameter starts at its `default`, else at the guess of the first part that uses it. Otherwise as `fitModel`; `fitted` and `residuals`
 * hold the parts one after the other. If any part's uncertainties are relative or absent, all are scaled by the common reduced χ².
 * @throws as `fitModel`, and `fit/unknown-parameter` for a part's parameter that is mapped to none
 */
export const fitJointModels = <P extends Record<string, NumberParam>>(
  parts: readonly JointPart[],
  params: P,
  options: FitModelOptions = {},
): Fitted<Extract<keyof P, string>> =>
  solveModel(jointProblem(parts, params), params, { name: parts.map((part) => part.model.id).join(' + '), ...options });
