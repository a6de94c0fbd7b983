import { type Analysis, type ChoiceParam, defineAnalysis, inputError, type NumberParam, type Outcome, usageError } from '@ionwalk/core';
import { type SpectrumData, spectrumData } from '../circuit/spectrum-data.ts';
import { type RelaxationTimes, relaxationTimes } from '../drt/relaxation-times.ts';
import { drtFigures } from '../figures/drt-figures.ts';
import { EisSpectrum } from '../kinds.ts';
import { MASK_OPTION, maskSpectrum } from './mask-spectrum.ts';
import { residualTrend } from './residual-trend.ts';

const MIN_POINTS = 8;
const MOST_DECADES = 24;
/** Ohm. */
const LARGEST = 1e40;
const BLOCKING = ['auto', 'none', 'capacitor', 'cpe'] as const;
const LAMBDA_BY = ['gcv', 'l-curve'] as const;
/** Two choices of λ farther apart than this say so. */
const APART = 10;
/** Systematic residuals above this part of |Z| are no distribution of relaxation times. */
const MISFIT = 0.01;
/** Standard deviations, by the median, beyond which a point is named. */
const OUTLYING = 8;

type DrtOptions = typeof MASK_OPTION & {
  readonly lambda: NumberParam & { readonly default?: never; readonly required?: never };
  readonly 'lambda-by': ChoiceParam & { readonly options: typeof LAMBDA_BY };
  readonly blocking: ChoiceParam & { readonly options: typeof BLOCKING };
  readonly 'nodes-per-decade': NumberParam & { readonly default: number };
};

/**
 * `ionwalk eis drt`: γ(ln τ) with its peaks, `drt` in the answer. Warning `eis/outlier` for points far off, info `eis/drt-areas` where no chain of arcs describes the data,
 * gate `eis/drt-misfit` where no distribution of relaxation times does, info `eis/lambda` where two choices of λ are apart. Errors `fit/too-few-points` below eight points,
 * `eis/range`, `eis/lambda` for two ways to λ at once.
 */
export const drt: Analysis<{ readonly spectrum: { readonly title: string; readonly kind: typeof EisSpectrum } }, DrtOptions> =
  defineAnalysis({
    id: 'drt',
    title: 'Distribution of relaxation times',
    doc: 'Spreads the polarisation over time constants without a circuit; series resistance, inductance and a blocking electrode stay outside. Peaks with resistance and uncertainty.',
    cite: ['10.1016/j.electacta.2014.09.058', '10.1016/j.electacta.2017.07.050'],
    inputs: { spectrum: { title: 'Impedance spectrum', kind: EisSpectrum } },
    options: {
      ...MASK_OPTION,
      lambda: {
        type: 'number',
        title: 'Regularisation λ',
        doc: 'Weight of the curvature of γ, in units of the local |Z|; by default from cross-validation. Given, γ is smoothed towards 0 alone and not towards the arcs found.',
        unit: '1',
        min: 1e-12,
        max: 1e6,
        scale: 'log',
      },
      'lambda-by': {
        type: 'choice',
        title: 'Choice of λ',
        doc: 'Cross-validation, or the corner of the L-curve (roughness of γ over residuals); by the L-curve γ is smoothed towards 0 alone and not towards the arcs found.',
        options: LAMBDA_BY,
        default: 'gcv',
      },
      blocking: {
        type: 'choice',
        title: 'Blocking electrode',
        doc: 'Kept outside of γ: a capacitor, a constant phase element, none, or what the data ask for.',
        options: BLOCKING,
        default: 'auto',
      },
      'nodes-per-decade': { type: 'number', title: 'Time constants per decade', unit: '1', default: 12, min: 10, max: 40 },
    },
    async run({ spectrum: measured }, options, ctx): Promise<Outcome> {
      ctx.signal.throwIfAborted();
      if (options.lambda !== undefined && options['lambda-by'] === 'l-curve')
        throw usageError('eis/lambda', '--lambda gives λ, and --lambda-by l-curve looks for it', {
          where: 'option --lambda-by',
          fix: 'leave one of them out',
        });
      const spectrum = maskSpectrum(measured, options.mask, ctx);
      const data = spectrumData(spectrum, 'modulus');
      const { frequency } = data;
      const points = frequency.length;
      if (points < MIN_POINTS)
        throw inputError('fit/too-few-points', `${points} points, a distribution of relaxation times needs ${MIN_POINTS}`, {
          fix: 'measure more frequencies',
          where: spectrum.title,
        });
      checkRange(data, spectrum.title);
      const result = relaxationTimes(data, {
        blocking: options.blocking,
        lambda: options.lambda,
        lambdaBy: options['lambda-by'],
        perDecade: options['nodes-per-decade'],
      });
      const { tau, gamma, uGamma, lambda, lambdaBy, lambdaGcv, peaks, method, polarisation, series, residuals } = result;
      ctx.note(
        'eis/drt',
        `${peaks.length === 0 ? 'no peak' : peaks.map((peak) => `${peak.resistance.toPrecision(4)}(±${peak.u.toPrecision(2)}) Ohm at ${peak.tau.toExponential(2)} s`).join(', ')}; polarisation ${polarisation.toPrecision(4)} Ohm, lambda ${lambda.toExponential(0)}`,
      );
      if (lambdaGcv !== undefined) {
        const ratio = lambda / lambdaGcv;
        if (lambdaBy === 'gcv') ctx.note('eis/lambda', 'the L-curve has no corner: λ is that of cross-validation', 'option --lambda-by');
        else if (Math.max(ratio, 1 / ratio) > APART * 1.001)
          ctx.note(
            'eis/lambda',
            `λ is ${lambda.toExponential(0)} at the corner of the L-curve, ${lambdaGcv.toExponential(0)} by cross-validation: what only one of them shows, these data don't settle`,
            'option --lambda-by',
          );
      }
      judge(result, frequency, ctx);
      return Promise.resolve({
        records: [],
        fits: [],
        figures: drtFigures(spectrum, result),
        tables: [
          {
            id: 'eis-drt-peaks',
            title: 'Peaks of the distribution of relaxation times',
            columns: [
              { name: 'time constant', unit: 's', values: peaks.map((peak) => peak.tau) },
              { name: 'resistance', unit: 'Ohm', values: peaks.map(({ resistance }) => resistance) },
              { name: 'standard uncertainty', unit: 'Ohm', values: peaks.map(({ u }) => u) },
              { name: 'capacitance', unit: 'F', values: peaks.map((peak) => peak.tau / peak.resistance) },
            ],
          },
        ],
        extra: {
          drt: {
            tau: [...tau],
            gamma: [...gamma],
            uGamma: [...uGamma],
            lambda,
            lambdaBy,
            ...(lambdaGcv === undefined ? {} : { lambdaGcv }),
            peaks: peaks.map((peak) => ({ ...peak })),
            method,
            polarisation,
            series: { R: series.R, L: series.L, blocking: series.blocking ? { ...series.blocking } : null },
            rms: Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length),
          },
        },
      });
    },
  });

/** Input error `eis/range` for an impedance of 0 or frequencies and impedances no instrument has. */
function checkRange({ frequency, sigma }: SpectrumData, title: string): void {
  const [low, high] = [frequency.reduce((a, b) => Math.min(a, b), Infinity), frequency.reduce((a, b) => Math.max(a, b), 0)];
  const strange = Array.from(frequency).findIndex((_, i) => !(sigma[i]! > 1 / LARGEST && sigma[i]! < LARGEST));
  if (strange >= 0)
    throw inputError('eis/range', `the impedance at ${frequency[strange]!.toPrecision(4)} Hz is 0 or beyond all measure`, {
      fix: 'leave this point out of the file',
      where: title,
    });
  if (!(Math.log10(high / low) < MOST_DECADES))
    throw inputError('eis/range', `frequencies from ${low.toPrecision(2)} to ${high.toPrecision(2)} Hz`, {
      fix: `check the unit of the frequency; up to ${MOST_DECADES} decades are taken`,
      where: title,
    });
}

function judge(
  { residuals, method }: RelaxationTimes,
  frequency: Float64Array,
  ctx: { gate(code: string, message: string): void; warn(code: string, message: string): void; note(code: string, message: string): void },
): void {
  const n = frequency.length;
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);
  const distance = frequency.map((_, i) => Math.hypot(residuals[i]!, residuals[n + i]!));
  const typical = (distance.toSorted()[n >> 1] as number) / 1.1774;
  const outliers = Array.from(frequency).filter((_, i) => distance[i]! > OUTLYING * typical && distance[i]! > MISFIT);
  if (outliers.length > 0 && outliers.length <= 0.1 * n)
    ctx.warn(
      'eis/outlier',
      `points at ${outliers.map((f) => `${f.toPrecision(4)} Hz`).join(', ')} lie far off the distribution and bend it; leave them out with --mask`,
    );
  else if (rms > MISFIT && residualTrend(residuals, frequency, 2 * n).systematic)
    ctx.gate(
      'eis/drt-misfit',
      `no distribution of relaxation times describes these data: systematic residuals of ${(100 * rms).toPrecision(2)} % of |Z| (a drift, an inductive loop, or --blocking is wrong)`,
    );
  if (method === 'areas')
    ctx.note(
      'eis/drt-areas',
      'no chain of arcs describes these data: resistances are areas between the valleys of γ, 5 to 10 % of which may belong to neighbours',
    );
}
