import { inputError, type Dataset, type Variable } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';

const LEAST_POINTS = 16;
/** Rounded columns stray from an even grid by less than this part of a step. */
const STRAY = 0.25;

/**
 * The spectrum with ascending shift, as a line shape needs it.
 * @throws nmr/too-few-points – below 16; nmr/uneven-grid – the shifts are not evenly spaced
 */
export function evenSpectrum(data: Dataset<typeof Spectrum>): Dataset<typeof Spectrum> {
  const { shift, re, im } = data.variables;
  const n = shift.values.length;
  if (n < LEAST_POINTS) {
    throw inputError('nmr/too-few-points', `${n} points are no line shape`, {
      where: data.title,
      fix: `give a spectrum of at least ${LEAST_POINTS} points`,
    });
  }
  const descending = (shift.values[n - 1] as number) < (shift.values[0] as number);
  const turned = (values: Float64Array): Float64Array => (descending ? values.slice().reverse() : values);
  const pick = (variable: Variable): Variable => ({
    ...variable,
    values: turned(variable.values),
    ...(variable.sigma && { sigma: turned(variable.sigma) }),
  });
  const nu = turned(shift.values);
  const first = nu[0] as number;
  const step = ((nu[n - 1] as number) - first) / (n - 1);
  if (!(step > 0) || nu.some((value, i) => !(Math.abs(value - first - i * step) < STRAY * step))) {
    throw inputError('nmr/uneven-grid', 'the shifts of the spectrum are not evenly spaced', {
      where: data.title,
      fix: 'export the spectrum as the transform gave it, one row per point, in order',
    });
  }
  return { ...data, variables: { shift: { values: nu }, re: pick(re), im: im && pick(im) } };
}
