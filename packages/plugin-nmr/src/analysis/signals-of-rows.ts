import type { AnalysisContext, Dataset, Variable } from '@ionwalk/core';
import type { Arrayed } from '../kinds.ts';
import { rowSignals } from '../processing/row-signals.ts';
import { rowSpectra } from '../processing/row-spectra.ts';
import { strongestLine } from '../processing/strongest-line.ts';
import { parseWindow } from './parse-window.ts';

/**
 * One signal per row of arrayed data: the phased integral over the strongest line, or over `window`. The noise of the spectra comes as relative
 * sigma: phase, baseline and receiver add to it in practice, so the size of the uncertainty is left to the scatter of the fit.
 * @param positive – row made positive; default the largest
 */
export function signalsOfRows(
  data: Dataset<typeof Arrayed>,
  window: string,
  ctx: Pick<AnalysisContext, 'warn' | 'note'>,
  positive: number | 'largest' = 'largest',
): Variable {
  const { re, im } = data.variables;
  const spectra = rowSpectra(
    re.values,
    im.values,
    data.size['step'] as number,
    data.meta['spectralWidth'] as number,
    (data.meta['groupDelay'] as number | undefined) ?? 0,
  );
  const range = window.trim() === '' ? strongestLine(spectra) : parseWindow(window, spectra);
  const { signal, quadrature, noise } = rowSignals(spectra, range, positive);
  const hertz = (k: number): string => `${Math.round(spectra.frequency[k] as number)} Hz`;
  ctx.note('nmr/window', `integrated from ${hertz(range.from)} to ${hertz(range.to - 1)} from the carrier`);
  const largest = signal.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const stray = Math.sqrt(quadrature.reduce((sum, value) => sum + value * value, 0) / quadrature.length);
  if (stray > 5 * noise && stray > 0.05 * largest) {
    ctx.warn(
      'nmr/phase-varies',
      `the phase differs between rows: ${((100 * stray) / largest).toFixed(0)} % of the signal is out of phase and not counted`,
    );
  }
  return noise > 0 ? { values: signal, sigma: new Float64Array(signal.length).fill(noise), relativeSigma: true } : { values: signal };
}
