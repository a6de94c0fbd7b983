import type { Fit, FitParam } from '@ionwalk/core';
import { influence } from './fit-linear.ts';
import { fitMacroscopic, type MacroscopicGradient } from './fit-macroscopic.ts';
import { fitStep, type StepFit } from './fit-step.ts';
import { permeance, type Permeance } from './permeance.ts';
import type { OrderedRows } from './rows-near.ts';

export interface BoundaryFit {
  readonly position: number;
  readonly step: StepFit;
  readonly permeance: Permeance;
  readonly fit: Fit;
  /** Grains in the macroscopic window, judged by the part of the change there that such steps make up; null with the local gradient. */
  readonly grains: number | null;
}

export interface BoundaryFlux {
  /** Diffusion coefficient that carries the flux to the boundary [m2/s]. */
  readonly diffusivity: number;
  /** True: it is that of many grains, and the gradient is the macroscopic one. */
  readonly macroscopic: boolean;
  /** Width by which a D_gb is stated [m]. */
  readonly width: number | undefined;
}

/**
 * Permeance of one boundary, P = -D (df/dx)/step. With the coefficient of the grains the gradient is that of the same fit as the step; with an
 * effective one it is that over many grains, and the covariance of both comes from the rows they share.
 * Undefined where the profile has too few rows on a side.
 */
export function boundaryFit(rows: OrderedRows, at: number, from: number, to: number, flux: BoundaryFlux): BoundaryFit | undefined {
  const step = fitStep(rows, at, from, to);
  if (!step) return undefined;
  const macro = flux.macroscopic ? fitMacroscopic(rows, at) : undefined;
  if (flux.macroscopic && !macro) return undefined;
  const gradient = macro?.gradient ?? step.gradient;
  const varGradient = macro?.variance ?? step.varGradient;
  const covariance = macro ? sharedCovariance(step, macro) : step.covariance;
  const found = permeance(flux.diffusivity, gradient, step.step, varGradient, step.varStep, covariance);
  const correlation = covariance / Math.sqrt(step.varStep * varGradient);
  const params: Record<string, FitParam> = {
    step: { value: step.step, u: Math.sqrt(step.varStep), unit: '1', fixed: false, bound: null },
    gradient: { value: gradient, u: Math.sqrt(varGradient), unit: '1/m', fixed: false, bound: null },
    position: { value: at, u: null, unit: 'm', fixed: true, bound: null },
    P: derived(found, 'm/s', 1),
    ...(flux.width === undefined ? {} : { D_gb: derived(found, 'm2/s', flux.width) }),
  };
  return {
    position: at,
    step,
    permeance: found,
    grains: macro ? grainsIn(step, macro) : null,
    fit: {
      model: 'sims/boundary',
      equation: 'P = -D\\,\\frac{df/dx}{\\Delta f}',
      params,
      correlation: [
        [1, correlation],
        [correlation, 1],
      ],
      chi2: step.fit.chi2,
      reducedChi2: step.fit.dof > 0 ? step.fit.chi2 / step.fit.dof : 0,
      dof: step.fit.dof,
      aicc: step.fit.aicc,
      weighting: rows.total ? 'binomial' : rows.sigma ? 'sigma' : 'unit',
      iterations: step.fit.iterations,
      converged: step.fit.converged,
      message: `step, gradient and curvature (${step.fit.values.length} parameters) over ${(step.left * 1e6).toPrecision(3)} um before and ${(step.right * 1e6).toPrecision(3)} um behind the boundary${step.gap > 0 ? `, without the rows within ${(step.gap * 1e6).toPrecision(2)} um of it` : ''}`,
    },
  };
}

/** Steps make up 1 - g_in/g of the change over many grains. */
function grainsIn(step: StepFit, macro: MacroscopicGradient): number {
  const inside = Math.min(0.95, Math.max(0, step.gradient / macro.gradient));
  return Math.abs(macro.change / step.step) * (1 - inside);
}

const derived = (found: Permeance, unit: string, factor: number): FitParam => ({
  value: found.value === null ? null : found.value * factor,
  u: found.value === null || found.uLn === null ? null : found.uLn * found.value * factor,
  unit,
  fixed: false,
  derived: true,
  bound: found.bound,
});

/** Both estimates are linear in the rows; those of the step are rows of the wide window too. */
function sharedCovariance(step: StepFit, macro: MacroscopicGradient): number {
  const ofStep = influence(step.fit, 1);
  let sum = 0;
  let m = 0;
  for (let i = 0; i < ofStep.length; i++) {
    const x = step.rows.x[i] as number;
    while (m < macro.rows.x.length && (macro.rows.x[m] as number) < x) m++;
    if (macro.rows.x[m] === x) sum += (ofStep[i] as number) * (macro.influence[m] as number) * (step.fit.variance[i] as number);
  }
  return sum;
}
