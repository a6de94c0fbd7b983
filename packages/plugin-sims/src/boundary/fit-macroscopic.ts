import { fitLinear, influence, type LinearFit } from './fit-linear.ts';
import { rowsNear, type OrderedRows } from './rows-near.ts';

/** The gradient over many grains at one place. */
export interface MacroscopicGradient {
  readonly gradient: number;
  readonly variance: number;
  /** Difference of the fitted fraction between the ends of the window. */
  readonly change: number;
  readonly rows: OrderedRows;
  /** Effect of each row on the gradient. */
  readonly influence: Float64Array;
}

const PARTS = [1, 0.7, 0.5, 0.35, 0.25];
const ORDER = 3;

/**
 * Slope of a cubic through a wide window around a boundary. Grains and their steps are structure, not noise: the variance is the larger of
 * the counting one and one from the residuals with their correlation along the profile (Bartlett weights). The window is the widest one
 * in which two further orders don't change the slope beyond its error.
 * Undefined when no window holds enough rows.
 */
export function fitMacroscopic(rows: OrderedRows, at: number): MacroscopicGradient | undefined {
  const reach = Math.max(at - (rows.x[0] ?? at), (rows.x.at(-1) ?? at) - at);
  let last: MacroscopicGradient | undefined;
  for (const part of PARTS) {
    const near = rowsNear(rows, at - part * reach, at + part * reach);
    const cubic = slope(near, at, part * reach, ORDER);
    const quintic = slope(near, at, part * reach, ORDER + 2);
    if (!cubic || !quintic) break;
    last = cubic;
    if ((cubic.gradient - quintic.gradient) ** 2 <= 4 * quintic.variance) return cubic;
  }
  return last;
}

function slope(rows: OrderedRows, at: number, scale: number, order: number): MacroscopicGradient | undefined {
  const m = order + 1;
  if (rows.x.length < 3 * m) return undefined;
  const design = new Float64Array(rows.x.length * m);
  for (let i = 0; i < rows.x.length; i++) {
    const u = ((rows.x[i] as number) - at) / scale;
    for (let k = 0, power = 1; k < m; k++, power *= u) design[i * m + k] = power;
  }
  const fit = fitLinear(rows, design, m);
  if (!fit) return undefined;
  const weights = influence(fit, 1).map((v) => v / scale);
  const counting = (fit.covariance[m + 1] as number) / (scale * scale);
  const change = (fit.fitted[0] as number) - (fit.fitted.at(-1) as number);
  return {
    change,
    gradient: (fit.values[1] as number) / scale,
    variance: Math.max(counting, correlated(rows, fit, weights)),
    rows,
    influence: weights,
  };
}

/** Variance of a linear estimate from its own residuals, which may be correlated over neighbouring rows. */
function correlated(rows: OrderedRows, fit: LinearFit, weights: Float64Array): number {
  const n = rows.x.length;
  const terms = weights.map((w, i) => w * ((rows.fraction[i] as number) - (fit.fitted[i] as number)));
  const reach = Math.floor(n / 8);
  let sum = 0;
  for (let lag = 0; lag <= reach; lag++) {
    let product = 0;
    for (let i = 0; i + lag < n; i++) product += (terms[i] as number) * (terms[i + lag] as number);
    sum += (lag === 0 ? 1 : 2 * (1 - lag / (reach + 1))) * product;
  }
  return (sum * n) / Math.max(1, fit.dof);
}
