import { type Dataset, inputError } from '@ionwalk/core';
import type { EisSpectrum } from '../kinds.ts';

export type Weighting = 'modulus' | 'proportional' | 'unit' | 'sigma';
export const WEIGHTINGS: readonly ['modulus', 'proportional', 'unit', 'sigma'] = ['modulus', 'proportional', 'unit', 'sigma'];

/** What a fit sees of a spectrum: the impedance packed [re…, im…] (2N) and one standard deviation per component, up to a factor unless `sigma`. */
export interface SpectrumData {
  readonly frequency: Float64Array;
  readonly packed: Float64Array;
  readonly sigma: Float64Array;
}

/** A component below this part of |Z| is no better known than that: its own size is no measure of its error. */
const PROPORTIONAL_FLOOR = 1e-3;

/**
 * Packs a spectrum under a weighting: `modulus` σ = |Z| of the data for either component, `proportional` its own magnitude (at least |Z|/1000), `unit` 1 Ohm,
 * `sigma` as stated in the file. Input error `eis/sigma` where the file states none.
 */
export function spectrumData(data: Dataset<typeof EisSpectrum>, weighting: Weighting): SpectrumData {
  const { frequency, re, im } = data.variables;
  const n = frequency.values.length;
  const packed = new Float64Array(2 * n);
  const sigma = new Float64Array(2 * n);
  packed.set(re.values, 0);
  packed.set(im.values, n);
  for (let i = 0; i < n; i++) {
    const size = modulus(packed[i]!, packed[n + i]!);
    for (let j = i; j < 2 * n; j += n)
      sigma[j] =
        weighting === 'modulus' ? size : weighting === 'proportional' ? Math.max(Math.abs(packed[j]!), PROPORTIONAL_FLOOR * size) : 1;
  }
  if (weighting === 'sigma') {
    if (!re.sigma || !im.sigma)
      throw inputError('eis/sigma', `--weighting sigma needs uncertainties, and '${data.title}' states none (positive in every row)`, {
        where: data.title,
        fix: 'add the columns sigma_re and sigma_im (Ohm) to the table, or use --weighting modulus',
      });
    sigma.set(re.sigma, 0);
    sigma.set(im.sigma, n);
  }
  return { frequency: frequency.values, packed, sigma };
}

/** |Z|, at least 2e-162; Math.hypot is slow, and needed only where squares leave the range of numbers. */
function modulus(re: number, im: number): number {
  const square = re * re + im * im;
  return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im) || Number.MIN_VALUE ** 0.5;
}
