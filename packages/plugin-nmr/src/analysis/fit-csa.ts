import type { AnalysisContext, Dataset } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';
import { csaModel } from '../lineshape/csa-model.ts';
import type { LineshapeSettings } from '../lineshape/lineshape-settings.ts';
import { LEAST_GAIN, weightingOf, type Found } from './fit-quadrupole.ts';

/** The pattern of an anisotropic shift; one line of free width that fits as well says that there is no anisotropy to see. */
export async function fitCsa(spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> {
  const model = csaModel(spectrum, settings);
  const name = `nmr/${model.id}`;
  const options = { name, weighting: weightingOf(spectrum) };
  const first = await ctx.fit(model, spectrum, {}, { ...options, bounds: false });
  const { anisotropy } = first.fit.params;
  const seen = model.gain() > LEAST_GAIN && anisotropy.u !== null && Math.abs(anisotropy.value as number) > 2 * anisotropy.u;
  const message = 'one line fits as well: the anisotropy of the shift is not determined; scan more, or spin slower';
  if (!seen) return { fitted: first, seen, message };
  // Only from the one minimum found is the asymmetry's interval worth the search.
  const { starts: _, ...settled } = model;
  const best = Object.fromEntries(Object.entries(first.fit.params).map(([key, { value }]) => [key, { default: value as number }]));
  const fitted = await ctx.fit(settled, spectrum, best, options);
  return {
    fitted: { ...fitted, fit: { ...fitted.fit, converged: first.fit.converged && fitted.fit.converged, message: first.fit.message } },
    seen,
    message,
  };
}
