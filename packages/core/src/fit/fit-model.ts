import type { FitOptions, Overrides } from '../api/analysis-context.ts';
import type { Fitted } from '../api/fit.ts';
import type { Dataset, Kind } from '../api/kind.ts';
import type { Model } from '../api/model.ts';
import type { NumberParam } from '../api/param.ts';
import { modelProblem } from './model-problem.ts';
import { solveModel, type FitModelOptions } from './solve-model.ts';

export type { FitModelOptions } from './solve-model.ts';

/**
 * Fit a model to a dataset: what an analysis gets as `ctx.fit`.
 *
 * Starts at `overrides[name].default`, else at the model's guess, and at the model's further `starts`; the lowest χ² counts and the message says
 * how many starts agree. Uncertainties follow from the observed `sigma` or `covariance` as they stand, or are scaled by the reduced χ² where
 * these are relative or absent. A parameter the data only bound gets its one-sided 95 % limit (profile likelihood, Δχ² = 2.706 s²), no
 * uncertainty, and no place in the covariance; `options.bounds: false` turns that search off.
 * AICc: χ² + 2k + 2k(k+1)/(n−k−1) with known sigma, n ln(χ²/n) + 2k' + 2k'(k'+1)/(n−k'−1), k' = k + 1, without; k counts every varied parameter.
 * `residuals` are the weighted ones that were minimised. `reducedChi2` is 0 without degrees of freedom, and then so is every u that needs it.
 *
 * @throws `fit/too-few-points` for fewer points than varied parameters, `fit/not-finite`, `fit/bad-sigma`, `fit/bad-covariance`, `fit/log-start`
 */
export const fitModel = <K extends Kind, P extends Record<string, NumberParam>>(
  model: Model<K, P>,
  data: Dataset<K>,
  overrides: Overrides<P> = {},
  options: FitModelOptions = {},
): Fitted<Extract<keyof P, string>> => {
  const named: FitOptions = { name: model.id, ...options };
  return solveModel(modelProblem(model, data, overrides), model.params, { ...options, ...named }, model.equation);
};
