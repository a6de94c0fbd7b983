import { type Dataset, inputError } from '@ionwalk/core';
import type { EisSpectrum } from '../kinds.ts';
import { modulus } from './modulus.ts';

export type Weighting = 'modulus' | 'proportional' | 'unit' | 'sigma';
export const WEIGHTINGS: readonly ['modulus', 'proportional', 'unit', 'sigma'] = ['modulus', 'proportional', 'unit', 'sigma'];

/** What a fit sees of a spectrum, not to be written to: the impedance packed [re…, im…] (2N) and one standard deviation per component, up to a factor unless `sigma`. */
export interface SpectrumData {
  readonly frequency: Float64Array;
  readonly packed: Float64Array;
  readonly sigma: Float64Array;
}

/** A component below this part of |Z| is no better known than that: its own size is no measure of its error. */
const PROPORTIONAL_FLOOR = 1e-3;
/** In place of a |Z| of 0. */
const LEAST = Number.MIN_VALUE ** 0.5;

/** Every step of an analysis asks for it anew. */
const known = new WeakMap<object, { readonly weighting: Weighting; readonly data: SpectrumData }>();

/**
 * Packs a spectrum under a weighting: `modulus` σ = |Z| of the data for either component, `proportional` its own magnitude (at least |Z|/1000), `unit` 1 Ohm,
 * `sigma` as stated in the file. Input error `eis/sigma` where the file states none.
 */
export function spectrumData(data: Dataset<typeof EisSpectrum>, weighting: Weighting): SpectrumData {
  const before = known.get(data);
  if (before?.weighting === weighting) return before.data;
  const made = pack(data, weighting);
  known.set(data, { weighting, data: made });
  return made;
}

function pack(data: Dataset<typeof EisSpectrum>, weighting: Weighting): SpectrumData {
  const { frequency, re, im } = data.variables;
  const n = frequency.values.length;
  const packed = new Float64Array(2 * n);
  const sigma = new Float64Array(2 * n);
  packed.set(re.values, 0);
  packed.set(im.values, n);
  for (let i = 0; i < n; i++) {
    const size = modulus(packed[i]!, packed[n + i]!) || LEAST;
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

/** Σ(Z/σ)². */
export function weightedSquare(packed: Float64Array, sigma: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < packed.length; i++) sum += (packed[i]! / sigma[i]!) ** 2;
  return sum;
}
