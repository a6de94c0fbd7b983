import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { backgroundResidual } from '../models/background-residual.ts';
import { insideFraction } from '../models/count-residual.ts';
import { givenOf } from '../models/given.ts';
import { predictRows } from '../models/predict-rows.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { invertSymmetric } from '../numeric/invert-symmetric.ts';
import { scatterCovariance } from './scatter-covariance.ts';

/** Covariance of the free parameters and the goodness of fit, from the model at its solution. */
export interface Fisher {
  /** Row-major over `free`, natural units; NaN when the data leave a parameter undetermined. */
  readonly covariance: Float64Array;
  /** Sum of squared Pearson residuals (counts), or of weighted residuals. */
  readonly chi2: number;
  /** Variance of chi2 if the model is true: 2 per degree of freedom, more where a row holds few counts; NaN without known errors. */
  readonly chi2Variance: number;
  /** Rows that hold information. */
  readonly rows: number;
  readonly pearson: Float64Array;
}

/**
 * (J^T W J)^-1 with W = N/(f (1 - f)) from the fitted fractions, 1/sigma^2 where there are no counts, or 1 with the residual variance (where
 * `meta.uneven` says that rows have errors of different sizes: with the scatter of each).
 * The expected information, not the curvature of the deviance residuals: with few counts per row only the former covers.
 * @param values – every parameter by name; @param free – those that were fitted and didn't end on a bound
 */
export function fisher(
  model: ProfileModel,
  data: Dataset<typeof TracerProfile>,
  values: { readonly [name: string]: number },
  free: readonly string[],
): Fisher {
  const names = Object.keys(model.params);
  const columns = free.map((name) => names.indexOf(name));
  const given = givenOf(data);
  const { depth, fraction, total, tracerBackground, matrixBackground } = data.variables;
  const four = new Float64Array(4);
  const n = free.length;
  const information = new Float64Array(n * n);
  const pearson = new Float64Array(depth.values.length);
  const width = 1 + names.length;
  const predicted = new Float64Array(pearson.length * width);
  predictRows(model.profile, values, given, depth.values, predicted);
  const slopes = new Float64Array(data.meta['uneven'] === true ? pearson.length * n : 0);
  let [chi2, chi2Variance, rows] = [0, 0, 0];
  for (let i = 0; i < depth.values.length; i++) {
    const at = i * width;
    const count = total?.values[i] ?? 1;
    if (!(count > 0)) continue;
    rows++;
    const f = insideFraction(predicted[at] as number);
    const sigma = fraction.sigma?.[i];
    const spread = f * (1 - f);
    const difference = (total ? f : (predicted[at] as number)) - (fraction.values[i] as number);
    let weight = total ? count / spread : sigma === undefined ? 1 : 1 / (sigma * sigma);
    if (total && tracerBackground && matrixBackground) {
      const t = count * (fraction.values[i] as number);
      backgroundResidual(f, t, count - t, tracerBackground.values[i] as number, matrixBackground.values[i] as number, four);
      weight = four[2] as number;
      pearson[i] = Math.sign(four[0] as number) * Math.sqrt(four[3] as number);
    } else pearson[i] = difference * Math.sqrt(weight);
    chi2 += (pearson[i] as number) ** 2;
    chi2Variance += total && !tracerBackground ? 2 + (1 - 6 * spread) / (count * spread) : 2;
    for (let a = 0; a < n && slopes.length > 0; a++) slopes[i * n + a] = predicted[at + 1 + (columns[a] as number)] as number;
    for (let a = 0; a < n; a++) {
      const slope = weight * (predicted[at + 1 + (columns[a] as number)] as number);
      for (let b = 0; b <= a; b++)
        information[a * n + b] = (information[a * n + b] as number) + slope * (predicted[at + 1 + (columns[b] as number)] as number);
    }
  }
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) information[b * n + a] = information[a * n + b] as number;
  const covariance = invertSymmetric(information, n) ?? new Float64Array(n * n).fill(NaN);
  if (total || fraction.sigma) return { covariance, chi2, chi2Variance, rows, pearson };
  if (slopes.length > 0) return { covariance: scatterCovariance(covariance, slopes, pearson), chi2, chi2Variance: NaN, rows, pearson };
  const variance = rows > n ? chi2 / (rows - n) : NaN;
  return { covariance: covariance.map((v) => v * variance), chi2, chi2Variance: NaN, rows, pearson };
}
