import type { Dataset, Fitted, Model } from '@ionwalk/core';
import { leastSquares, modelProblem, profileLimit } from '@ionwalk/core/fit';
import type { EchoDecay } from '../kinds.ts';
import { measuredDecay, type Measurement } from '../models/measured-decay.ts';
import { powderMean } from '../models/powder-mean.ts';
import type { Trial } from './fit-models.ts';

export interface MeanDiffusivity {
  /** m2/s; the limit where `bound` is set. */
  readonly value: number;
  /** Of ln(value); null for a bound. */
  readonly u: number | null;
  readonly bound: 'upper' | 'lower' | null;
  /** [Dxy, Dxy, Dz] where both are values; of a single crystal along a, b, c. */
  readonly tensor: readonly [number, number, number] | null;
  /** What kind of mean it is, where it isn't the orientation's. */
  readonly flags: readonly string[];
}

/** The mean coefficient a fit stands for, with the covariance of its parameters; undefined where the data don't give one. */
export function meanDiffusivity(
  { name, fitted }: Trial,
  data: Dataset<typeof EchoDecay>,
  measurement: Measurement,
): MeanDiffusivity | undefined {
  const value = (key: string): number => fitted.fit.params[key]?.value ?? NaN;
  if (name === 'powder-2d' || name === 'powder-1d') {
    const [Dxy, Dz] = [value('Dxy'), value('Dz')];
    const plain = ['Dxy', 'Dz'].every((key) => isEstimate(fitted, key));
    if (!plain) return profiledMean(name === 'powder-2d' ? 'layers' : 'chains', data, fitted, measurement);
    return finish((2 * Dxy + Dz) / 3, propagate(fitted, { Dxy: 2 / 3, Dz: 1 / 3 }), [Dxy, Dxy, Dz], []);
  }
  if (name === 'tensor') {
    const axes = ['Daa', 'Dbb', 'Dcc'];
    if (!axes.every((key) => isEstimate(fitted, key))) return undefined;
    const tensor = axes.map(value) as [number, number, number];
    const third = Object.fromEntries(axes.map((key) => [key, 1 / 3]));
    return finish((tensor[0] + tensor[1] + tensor[2]) / 3, propagate(fitted, third), tensor, ['single-crystal']);
  }
  if (name === 'two-component') {
    const [D1, D2, f1] = [value('D1'), value('D2'), value('f1')];
    if (!['D1', 'D2', 'f1'].every((key) => isEstimate(fitted, key))) return undefined;
    return finish(f1 * D1 + (1 - f1) * D2, propagate(fitted, { D1: f1, D2: 1 - f1, f1: D1 - D2 }), null, ['population-mean']);
  }
  if (name === 'log-normal') {
    const [D, sigma] = [value('D'), value('sigma')];
    if (!isEstimate(fitted, 'D') || !isEstimate(fitted, 'sigma')) return undefined;
    const mean = D * Math.exp((sigma * sigma) / 2);
    return finish(mean, propagate(fitted, { D: mean / D, sigma: mean * sigma }), null, ['distribution-mean']);
  }
  const param = fitted.fit.params['D'];
  if (!param || param.value === null || param.bound === 'none') return undefined;
  const flags = name === 'stretched' ? ['stretched-scale'] : [];
  if (param.bound !== null) return { value: param.value, u: null, bound: param.bound, tensor: null, flags };
  return finish(param.value, param.fixed ? 0 : (param.u ?? NaN), null, flags);
}

/** A value with an uncertainty below itself, or a fixed one. */
function isEstimate(fitted: Fitted, key: string): boolean {
  const param = fitted.fit.params[key];
  if (!param || param.value === null || param.bound !== null) return false;
  return param.fixed || (param.u !== null && param.u < Math.abs(param.value));
}

function finish(value: number, u: number, tensor: MeanDiffusivity['tensor'], flags: readonly string[]): MeanDiffusivity | undefined {
  if (!(value > 0) || !Number.isFinite(u)) return undefined;
  return { value, u: u / value, bound: null, tensor, flags };
}

/** Standard uncertainty of Σ g_j p_j over the free parameters. */
function propagate({ free, covariance }: Fitted, gradient: Readonly<Record<string, number>>): number {
  const m = free.length;
  let variance = 0;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      variance += (gradient[free[i] as string] ?? 0) * (gradient[free[j] as string] ?? 0) * (covariance[i * m + j] as number);
  return Math.sqrt(Math.max(variance, 0));
}

/** Where Dxy or Dz is only bounded: the wider side of the profile likelihood of the mean at Δχ² = s²
 * (beside a bound it is lopsided). */
function profiledMean(
  side: 'layers' | 'chains',
  data: Dataset<typeof EchoDecay>,
  fitted: Fitted,
  measurement: Measurement,
): MeanDiffusivity | undefined {
  const { problem, starts, sigmaKnown } = modelProblem(
    measuredDecay(powderMean(side) as unknown as Model<typeof EchoDecay>, measurement),
    data,
    {},
  );
  const guesses = [starts[0] as Float64Array, ...[0.02, 0.6, 1].map((part) => withDz(starts[0] as Float64Array, part))];
  const fits = guesses.map((start) => leastSquares(problem, { start }));
  const best = fits.reduce((a, b) => (b.chi2 < a.chi2 ? b : a));
  const s2 = sigmaKnown ? 1 : best.dof > 0 ? fitted.fit.chi2 / best.dof : NaN;
  const mean = best.parameters[1] as number;
  const limits = (['lower', 'upper'] as const).map((limit) => profileLimit(problem, best, 1, { side: limit, rise: s2 }).value);
  const [low, high] = limits;
  if (low === undefined || high === undefined) return undefined;
  return finish(mean, mean * Math.max(Math.log(high / mean), Math.log(mean / low)), null, []);
}

const withDz = (start: Float64Array, part: number): Float64Array =>
  start.map((value, j) => (j === 2 ? part * (start[1] as number) : value));
