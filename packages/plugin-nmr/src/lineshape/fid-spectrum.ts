import { inputError, type Dataset } from '@ionwalk/core';
import type { Fid, Spectrum } from '../kinds.ts';
import { rowSpectra } from '../processing/row-spectra.ts';

/**
 * Phased spectrum of a free induction decay: group delay taken out, phase of zeroth order from the first point of the signal, no apodisation and no
 * zero filling beyond a power of two, so that the noise of its points stays independent.
 * @throws nmr/no-signal – nothing above zero in it
 */
export function fidSpectrum(data: Dataset<typeof Fid>): Dataset<typeof Spectrum> {
  const { time, re, im } = data.variables;
  const width = Number(data.meta['spectralWidth']);
  const delay = Number(data.meta['groupDelay'] ?? 0);
  const at = Math.min(time.values.length - 1, Math.ceil(delay));
  const phase = Math.atan2(im.values[at] as number, re.values[at] as number);
  if (!((re.values[at] as number) ** 2 + (im.values[at] as number) ** 2 > 0)) {
    throw inputError('nmr/no-signal', 'the free induction decay is zero where its signal should begin', {
      where: data.title,
      fix: 'check the group delay and that the scan was saved',
    });
  }
  // Without fractional delay the point at the delay is the time origin; its phase is that of the whole spectrum.
  const spectrum = rowSpectra(re.values, im.values, 1, width, delay);
  const [c, s] = [Math.cos(-phase), Math.sin(-phase)];
  const points = spectrum.points;
  const real = new Float64Array(points);
  const imaginary = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    real[i] = (spectrum.re[i] as number) * c - (spectrum.im[i] as number) * s;
    imaginary[i] = (spectrum.re[i] as number) * s + (spectrum.im[i] as number) * c;
  }
  return {
    kind: 'nmr/spectrum',
    title: data.title,
    size: { point: points },
    variables: { shift: { values: spectrum.frequency }, re: { values: real }, im: { values: imaginary } },
    conditions: data.conditions,
    meta: data.meta,
  };
}
