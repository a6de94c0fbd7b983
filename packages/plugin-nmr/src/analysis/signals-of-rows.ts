import type { AnalysisContext, Dataset, Figure, Json, Variable } from '@ionwalk/core';
import type { Arrayed } from '../kinds.ts';
import { rowSignals } from '../processing/row-signals.ts';
import { rowSpectra } from '../processing/row-spectra.ts';
import { strongestLine } from '../processing/strongest-line.ts';
import { parseWindow } from './parse-window.ts';
import type { ProcessingOptions } from './processing-options.ts';
import { stackFigure } from './stack-figure.ts';

export interface RowsProcessed {
  readonly signal: Variable;
  /** Every step and its numbers, for the provenance. */
  readonly processing: { readonly [step: string]: Json };
  readonly stack: Figure;
}

/**
 * One signal per row of arrayed data: the phased integral over the strongest line, or over `window`. The noise of the spectra comes as relative
 * sigma: phase, baseline and receiver add to it in practice, so the size of the uncertainty is left to the scatter of the fit.
 * @param positive – row made positive; default the largest
 */
export function signalsOfRows(
  data: Dataset<typeof Arrayed>,
  { window, apodise, phase: typed, baseline }: ProcessingOptions,
  ctx: Pick<AnalysisContext, 'warn' | 'note'>,
  positive: number | 'largest' = 'largest',
): RowsProcessed {
  const { re, im } = data.variables;
  const delay = (data.meta['groupDelay'] as number | undefined) ?? 0;
  const spectra = rowSpectra(re.values, im.values, data.size['step'] as number, data.meta['spectralWidth'] as number, delay, apodise ?? 0);
  const range = window.trim() === '' ? strongestLine(spectra) : parseWindow(window, spectra);
  const { signal, quadrature, noise, phase } = rowSignals(spectra, range, positive, { phase: typed, baseline });
  const [from, to] = [spectra.frequency[range.from] as number, spectra.frequency[range.to - 1] as number];
  ctx.note('nmr/window', `integrated from ${Math.round(from)} Hz to ${Math.round(to)} Hz from the carrier`);
  const largest = signal.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const stray = Math.sqrt(quadrature.reduce((sum, value) => sum + value * value, 0) / quadrature.length);
  if (stray > 5 * noise && stray > 0.05 * largest) {
    ctx.warn(
      'nmr/phase-varies',
      `the phase differs between rows: ${((100 * stray) / largest).toFixed(0)} % of the signal is out of phase and not counted`,
    );
  }
  return {
    signal: noise > 0 ? { values: signal, sigma: new Float64Array(signal.length).fill(noise), relativeSigma: true } : { values: signal },
    processing: {
      groupDelay: delay,
      apodisation: apodise ?? 0,
      points: spectra.measured,
      filledTo: spectra.points,
      window: [from, to],
      windowBy: window.trim() === '' ? 'strongest line' : 'option',
      phase,
      phaseBy: typed === undefined ? 'most signal into the real part' : 'option',
      baseline: baseline ? 'level beside the window' : 'none',
      noise: Number.isFinite(noise) ? noise : null,
    },
    stack: stackFigure(data, spectra, range, phase),
  };
}
