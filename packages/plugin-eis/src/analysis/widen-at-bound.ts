import type { Dataset, Fitted, FitParam } from '@ionwalk/core';
import { erfcx } from '@ionwalk/core/fit';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import { spectrumData, type Weighting } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';

/** Part of the curvature of an exponent that must be its own: below it the data don't tell it from the others. */
const OWN = 1e-9;

/**
 * A fit with exponents at their bound 1, its uncertainties widened by what these may still be: held at the bound, an exponent takes its doubt out of the covariance
 * of everything that goes with it. With δ = 1 − n ≥ 0, whose likelihood is N(μ, σ²) cut off at 0 (μ ≤ 0 where the fit would go beyond the bound), the covariance about the minimum is
 * V + E[δ²] g gᵀ, g = ∂θ/∂δ, E[δ²] = σ² (1 + a² − a λ), a = −μ/σ, λ = φ(a)/(1 − Φ(a)). As it stands where no exponent is at its bound.
 */
export function widenAtBound(fitted: Fitted, model: CircuitModel, spectrum: Dataset<typeof EisSpectrum>, weighting: Weighting): Fitted {
  const { parameters } = model.circuit;
  const { params, dof, reducedChi2 } = fitted.fit;
  const ends = parameters.flatMap((parameter, j) => (atUpperEnd(params[parameter.name], parameter.linear) ? [j] : []));
  const k = fitted.free.length;
  const variance = weighting === 'sigma' ? 1 : dof > 0 ? reducedChi2 : 0;
  if (ends.length === 0 || k === 0 || !(variance > 0)) return fitted;
  const own = fitted.free.map((name) => parameters.findIndex((parameter) => parameter.name === name));
  const values = parameters.map(({ name, max }, j) => (ends.includes(j) ? max : (params[name]?.value ?? NaN)));
  // Where something else is only bounded, its value is a limit and not that of the minimum.
  if (
    own.includes(-1) ||
    parameters.some(({ name }, j) => params[name]?.bound !== null && !ends.includes(j)) ||
    !values.every(Number.isFinite)
  )
    return fitted;
  const { packed, sigma } = spectrumData(spectrum, weighting);
  const rows = packed.length;
  const jacobian = new Float64Array(rows * parameters.length);
  const residuals = new Float64Array(rows);
  const compiled = model.compiled(spectrum);
  compiled.evaluate(values, residuals);
  compiled.jacobianColumns(values, jacobian);
  for (let i = 0; i < rows; i++) residuals[i] = (residuals[i]! - packed[i]!) / sigma[i]!;
  for (let j = 0, at = 0; j < parameters.length; j++) for (let i = 0; i < rows; i++, at++) jacobian[at]! /= sigma[i]!;
  const dot = (j: number, other: Float64Array, from: number): number => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += jacobian[j * rows + i]! * other[from + i]!;
    return sum;
  };
  const covariance = fitted.covariance.slice();
  for (const end of ends) {
    // Normal equations bordered by the exponent: its own curvature beside the others, and how they go with it.
    const along = own.map((j) => dot(j, jacobian, end * rows));
    const g = own.map((_, a) => along.reduce((sum, value, b) => sum + (fitted.covariance[a * k + b]! / variance) * value, 0));
    const whole = dot(end, jacobian, end * rows);
    const left = whole - along.reduce((sum, value, a) => sum + value * g[a]!, 0);
    if (!(left > OWN * whole)) continue;
    const spread = Math.sqrt(variance / left);
    // Of the residuals themselves only what the others can't take up drives the exponent; at the minimum that is all of it.
    const beyond = Math.max(0, -dot(end, residuals, 0) / left / spread);
    const square = spread * spread * cutSquare(beyond);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) covariance[a * k + b]! += square * g[a]! * g[b]!;
  }
  return {
    ...fitted,
    covariance,
    fit: { ...fitted.fit, params: { ...params, ...widened(fitted, covariance) }, correlation: correlationOf(covariance, k) },
  };
}

const atUpperEnd = (parameter: FitParam | undefined, linear: boolean): boolean =>
  linear && parameter !== undefined && !parameter.fixed && parameter.bound === 'lower';

/** E[δ²]/σ² of a normal distribution centred a standard deviations below 0 and cut off there. */
export function cutSquare(a: number): number {
  // λ grows like a + 1/a − 2/a³: from here on the difference would be rounding.
  if (a > 30) return 2 / (a * a) - 10 / a ** 4;
  return 1 + a * a - (a * Math.sqrt(2 / Math.PI)) / erfcx(a / Math.SQRT2);
}

function widened({ fit, free }: Fitted, covariance: Float64Array): { readonly [name: string]: FitParam } {
  const k = free.length;
  return Object.fromEntries(
    free.map((name, a) => {
      const parameter = fit.params[name]!;
      return [name, parameter.u === null ? parameter : { ...parameter, u: Math.sqrt(covariance[a * k + a]!) }];
    }),
  );
}

const correlationOf = (covariance: Float64Array, k: number): number[][] =>
  Array.from({ length: k }, (_, a) =>
    Array.from({ length: k }, (__, b) =>
      a === b ? 1 : covariance[a * k + b]! / Math.sqrt(covariance[a * k + a]! * covariance[b * k + b]!),
    ),
  );
