import type { AnalysisContext, Dataset, Fit, FitParam, NumberParam } from '@ionwalk/core';
import { chiSquareSurvival } from '@ionwalk/core/fit';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { fisher } from './fisher.ts';

/** One model fitted to a profile. */
export interface ProfileFit {
  readonly model: ProfileModel;
  readonly fit: Fit;
  readonly values: { readonly [name: string]: number };
  /** Fitted parameters, and the covariance among them (row-major, natural units). */
  readonly free: readonly string[];
  readonly covariance: Float64Array;
  /** -2 ln L up to a constant common to all models of the same rows. */
  readonly deviance: number;
  /** Probability of a chi2 as large as this if the model is true; NaN where the errors aren't known. */
  readonly probability: number;
  readonly pearson: Float64Array;
}

type Fixed = { readonly [name: string]: number };

/** Fits one model; parameters named in `fixed` are held. `u` from the Fisher information, never rescaled by chi2. */
export async function fitProfile(
  model: ProfileModel,
  data: Dataset<typeof TracerProfile>,
  fixed: Fixed,
  ctx: AnalysisContext,
): Promise<ProfileFit> {
  const overrides = overridesOf(model, fixed);
  const fitted = await ctx.fit(model, data, overrides, { name: `sims/${model.id}`, weighting: weightingOf(data), bounds: false });
  const names = Object.keys(model.params);
  const values = Object.fromEntries(names.map((name) => [name, fitted.fit.params[name]?.value ?? NaN]));
  const free = names.filter((name) => fitted.fit.params[name]?.fixed === false);
  const inner = free.filter((name) => !atLimit(model.params[name] as NumberParam, values[name] as number));
  const info = fisher(model, data, values, inner);
  const covariance = widen(info.covariance, inner, free);
  const dof = info.rows - free.length;
  let deviance = 0;
  for (const r of fitted.residuals) deviance += r * r;
  const params: Record<string, FitParam> = {};
  for (const name of names) {
    const at = free.indexOf(name);
    const variance = at < 0 ? NaN : (covariance[at * free.length + at] as number);
    const u = variance > 0 ? Math.sqrt(variance) : null;
    params[name] = { value: values[name] as number, u, unit: (model.params[name] as NumberParam).unit, fixed: at < 0, bound: null };
  }
  return {
    model,
    values,
    free,
    covariance,
    deviance,
    pearson: info.pearson,
    probability: probabilityOf(info.chi2, info.chi2Variance / info.rows, dof),
    fit: {
      ...fitted.fit,
      params,
      correlation: correlationOf(covariance, free.length),
      chi2: info.chi2,
      dof,
      reducedChi2: dof > 0 ? info.chi2 / dof : NaN,
      aicc: criterion(data, deviance, info.rows, free.length),
      weighting: weightingOf(data),
    },
  };
}

/** Overrides of `ctx.fit` that hold the named parameters. The coefficient inside of the grains is the D of models with one boundary. */
export function overridesOf(model: ProfileModel, fixed: Fixed): Record<string, { default: number; vary: false }> {
  const out: Record<string, { default: number; vary: false }> = {};
  for (const [name, value] of Object.entries(fixed)) {
    const own = name === 'D_bulk' && !('D_bulk' in model.params) && ('sdD_gb' in model.params || 'P' in model.params) ? 'D' : name;
    if (own in model.params && Number.isFinite(value)) out[own] = { default: value, vary: false };
  }
  return out;
}

/** How the rows were weighted: `binomial` on counts, `sigma`, or `unit`. */
export const weightingOf = (data: Dataset<typeof TracerProfile>): string =>
  data.variables.total ? 'binomial' : data.variables.fraction.sigma ? 'sigma' : 'unit';

/** Rows that hold information. */
export function informativeRows(data: Dataset<typeof TracerProfile>): number {
  const total = data.variables.total;
  return total ? total.values.reduce((n, count) => (count > 0 ? n + 1 : n), 0) : data.variables.depth.values.length;
}

/** A quantity of many decades that ran off to its limit: the fit doesn't depend on it any more. (A fraction of 0 or 1 still counts: holding it would make the others look too well known.) */
const atLimit = (param: NumberParam, value: number): boolean =>
  param.scale === 'log' && (value <= (param.min ?? 0) * (1 + 1e-9) || value >= (param.max ?? Infinity) * (1 - 1e-9));

/** Rows and columns of parameters at a limit are 0. */
function widen(inner: Float64Array, innerNames: readonly string[], free: readonly string[]): Float64Array {
  const out = new Float64Array(free.length * free.length);
  innerNames.forEach((a, i) =>
    innerNames.forEach((b, j) => {
      out[free.indexOf(a) * free.length + free.indexOf(b)] = inner[i * innerNames.length + j] as number;
    }),
  );
  return out;
}

function correlationOf(covariance: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      if (i === j) return 1;
      const scale = Math.sqrt((covariance[i * n + i] as number) * (covariance[j * n + j] as number));
      return scale > 0 ? (covariance[i * n + j] as number) / scale : 0;
    }),
  );
}

/**
 * Chi2 of few counts scatters more than its degrees of freedom say: matched by a scaled chi-square of the same mean and variance.
 * @param variance – of one row's term: 2 for many counts
 */
function probabilityOf(chi2: number, variance: number, dof: number): number {
  if (!(dof > 0) || Number.isNaN(variance)) return NaN;
  const scale = Math.max(1, variance / 2);
  return chiSquareSurvival(chi2 / scale, dof / scale);
}

function criterion(data: Dataset<typeof TracerProfile>, deviance: number, rows: number, free: number): number {
  const known = data.variables.total !== undefined || data.variables.fraction.sigma !== undefined;
  // an unknown variance is one more fitted parameter
  const p = known ? free : free + 1;
  const loss = known ? deviance : rows * Math.log(Math.max(deviance, Number.MIN_VALUE) / rows);
  // as few rows as parameters have no finite correction: one that is large enough to reject the model does
  return loss + 2 * p + (2 * p * (p + 1)) / Math.max(0.1, rows - p - 1);
}
