import { type Analysis, defineAnalysis, type Figure, inputError, type Outcome } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { linKk } from './lin-kk.ts';
import { MASK_OPTION, maskSpectrum } from './mask-spectrum.ts';
import { zHit } from './z-hit.ts';

const MIN_POINTS = 5;
/** A mean difference of ln|Z| over the lowest decade that Z-HIT itself doesn't make: its approximation is good to about 1 %. */
const DRIFT = 0.025;
const DRIFT_NOISE = 1.5;

/**
 * `ionwalk eis validate`: linear Kramers-Kronig test, `lin_kk` in the answer, and Z-HIT, `z_hit` (null for a window of less than two decades). Warning `eis/drift`
 * where the modulus at low frequency isn't the one the phase asks for. Gate `eis/kramers-kronig` where the spectrum isn't that of a linear,
 * stable system. Error `fit/too-few-points` below five points.
 */
export const validate: Analysis<{ readonly spectrum: { readonly title: string; readonly kind: typeof EisSpectrum } }, typeof MASK_OPTION> =
  defineAnalysis({
    id: 'validate',
    title: 'Kramers-Kronig test',
    doc: 'Tells whether a spectrum can belong to a linear system that did not change during the measurement. Passing is necessary, not sufficient.',
    cite: ['10.1149/1.2044210', '10.1016/j.electacta.2014.01.034'],
    inputs: { spectrum: { title: 'Impedance spectrum', kind: EisSpectrum } },
    options: MASK_OPTION,
    async run({ spectrum: measured }, { mask }, ctx): Promise<Outcome> {
      ctx.signal.throwIfAborted();
      const spectrum = maskSpectrum(measured, mask, ctx);
      const { frequency, re, im } = spectrum.variables;
      const points = frequency.values.length;
      if (points < MIN_POINTS)
        throw inputError('fit/too-few-points', `${points} points, the test needs ${MIN_POINTS}`, {
          fix: 'measure more frequencies',
          where: spectrum.title,
        });
      const result = linKk(frequency.values, re.values, im.values);
      const { M, mu, residualRe, residualIm, rms, noise, valid, reason, keep } = result;
      if (valid)
        ctx.note(
          'eis/kramers-kronig',
          `consistent with Kramers-Kronig: residuals ${(100 * rms).toPrecision(2)} % of |Z| with ${M} terms, noise ${(100 * noise).toPrecision(2)} %`,
        );
      else
        ctx.gate(
          'eis/kramers-kronig',
          `the spectrum violates the Kramers-Kronig relations: ${reason}${keep ? `; from ${keep[0]} to ${keep[1]} Hz it is sound` : ''}`,
        );
      const hit = zHit(frequency.values, re.values, im.values);
      if (hit && Math.abs(hit.drift) > DRIFT + DRIFT_NOISE * noise)
        ctx.warn(
          'eis/drift',
          `over the lowest decade |Z| is ${(100 * Math.abs(hit.drift)).toPrecision(2)} % ${hit.drift > 0 ? 'larger' : 'smaller'} than its phase asks for (Z-HIT): the sample changed during the sweep, or a process lies below it`,
        );
      return Promise.resolve({
        records: [],
        fits: [],
        figures: [
          {
            v: 1,
            id: 'eis-kk-residuals',
            title: 'Kramers-Kronig residuals',
            description: `Measured minus Kramers-Kronig impedance relative to its modulus at ${points} frequencies; root mean square ${rms.toExponential(1)}`,
            axes: {
              x: { quantity: 'frequency', unit: 'Hz', scale: 'log' },
              y: { quantity: 'relative-residual', unit: '1', scale: 'linear' },
            },
            layers: [
              { kind: 'rule', axis: 'y', at: 0 },
              { kind: 'points', series: 'real part', role: 'data', x: frequency.values, y: residualRe },
              { kind: 'points', series: 'imaginary part', role: 'residual', x: frequency.values, y: residualIm },
            ],
          },
          ...(hit ? [zHitFigure(frequency.values, hit.residual)] : []),
        ],
        extra: {
          lin_kk: { M, mu, residualRe: [...residualRe], residualIm: [...residualIm], rms, noise, valid, reason, keep },
          z_hit: hit ? { residual: [...hit.residual], rms: hit.rms, drift: hit.drift } : null,
        },
      });
    },
  });

const zHitFigure = (frequency: Float64Array, residual: Float64Array): Figure => ({
  v: 1,
  id: 'eis-z-hit',
  title: 'Modulus measured and from the phase',
  description: `Logarithm of the measured modulus minus that rebuilt from the phase at ${frequency.length} frequencies; a trend at low frequency is a drift`,
  axes: {
    x: { quantity: 'frequency', unit: 'Hz', scale: 'log' },
    y: { quantity: 'relative-residual', unit: '1', scale: 'linear' },
  },
  layers: [
    { kind: 'rule', axis: 'y', at: 0 },
    { kind: 'points', series: 'modulus', role: 'data', x: frequency, y: residual },
  ],
});
