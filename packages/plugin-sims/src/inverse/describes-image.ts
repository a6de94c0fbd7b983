import { normalQuantile } from '@ionwalk/core/fit';
import type { ScopedFit } from './scoped-fit.ts';

/** Below this probability of chi2 a model is said not to describe the data. */
const POOR = 1e-4;

/** Whether chance explains the chi2 of a fit: there are many pixels, so it is normal about its degrees of freedom. */
export function describesImage({ fit, dof }: ScopedFit): boolean {
  const { chi2, chi2Variance } = fit.likelihood;
  return !((chi2 - dof) / Math.sqrt(Math.max(chi2Variance, 2)) > normalQuantile(1 - POOR));
}
