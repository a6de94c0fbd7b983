import type { AnalysisContext, Fit, Variable } from '@ionwalk/core';
import { chiSquareSurvival } from '@ionwalk/core/fit';

/**
 * Says what a fit can't: `nmr/bound` per parameter that is only bounded, `nmr/not-identifiable` per parameter without a useful uncertainty,
 * `nmr/poor-fit` where the residuals are far above the stated uncertainties (p < 1e-4) or, without those, more than 5 % of the signal (15 % in a table, where noise is unknown). All fail the
 * quality gate. Residuals above the noise of spectra but below 5 % are a warning: there u rests on the scatter itself.
 * Returns the flag a record of the fit carries: `poor-fit` where the gate failed, `unmodelled-scatter` where residuals above the noise of the spectra were let pass.
 * @param part – `residualPart` of the fit; left out: residuals are held against uncertainties only
 */
export function judgeFit(
  fit: Fit,
  observed: Variable,
  ctx: Pick<AnalysisContext, 'gate' | 'warn'>,
  part = 0,
): 'poor-fit' | 'unmodelled-scatter' | undefined {
  for (const [name, param] of Object.entries(fit.params)) {
    if (param.fixed || param.derived || MAY_BE_ZERO.has(name)) continue;
    const where = `${fit.model}: ${name}`;
    if (param.bound === 'upper' || param.bound === 'lower') {
      ctx.gate(
        'nmr/bound',
        `the data only bound ${name}: ${param.bound === 'upper' ? 'at most' : 'at least'} ${param.value?.toPrecision(3)} ${param.unit} (95 %)`,
        where,
      );
    } else if (param.bound === 'none' || param.value === null || param.u === null || param.u >= Math.abs(param.value)) {
      ctx.gate('nmr/not-identifiable', `the data don't determine ${name}`, where);
    }
  }
  const known = observed.sigma !== undefined && fit.dof > 0;
  const p = known ? chiSquareSurvival(fit.chi2, fit.dof) : 0;
  if (p >= UNLIKELY) return undefined;
  const excess = Math.sqrt(fit.reducedChi2).toPrecision(2);
  if (known && !observed.relativeSigma) {
    ctx.gate('nmr/poor-fit', `the residuals are ${excess} times the stated uncertainties (p = ${p.toExponential(0)})`, fit.model);
    return 'poor-fit';
  }
  if (part > (known ? LARGEST_PART : LARGEST_UNSTATED)) {
    ctx.gate(
      'nmr/poor-fit',
      `the residuals are ${(100 * part).toFixed(0)} % of the signal: this is not the law of these data; check the experiment (--kind), the list of the steps and ` +
        `--window, try another --model${known ? '' : ', or state the uncertainties (column sigma) where this is noise'}`,
      fit.model,
    );
    return 'poor-fit';
  }
  if (!known) return undefined;
  ctx.warn(
    'nmr/poor-fit',
    `the residuals are ${excess} times the noise of the spectra, ${(100 * part).toPrecision(2)} % of the signal: scatter that the model does not explain; the uncertainties rest on it`,
    fit.model,
  );
  return 'unmodelled-scatter';
}
/** Parameters of the measurement, or of a tensor, that may well be nothing. */
const MAY_BE_ZERO: ReadonlySet<string> = new Set(['offset', 'noise', 'floor', 'slope', 'Dab', 'Dac', 'Dbc']);
/** Chance below which residuals are no noise, and the part of the signal above which they are no good fit whatever the noise. */
const UNLIKELY = 1e-4;
const LARGEST_PART = 0.05;
/** In a table without uncertainties the scatter may be honest noise: a tenth of the signal is ordinary there. */
const LARGEST_UNSTATED = 0.15;
