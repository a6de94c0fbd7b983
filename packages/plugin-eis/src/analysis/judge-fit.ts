import type { AnalysisContext, Dataset, Fit } from '@ionwalk/core';
import { spectrumData, type Weighting, weightedSquare } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import { signTurned } from '../readers/sign-evidence.ts';
import type { Constraints } from './constraints.ts';
import { residualTrend } from './residual-trend.ts';

/** An exponent at 1 within this is an ideal capacitor: determined, though its interval ends at the bound. */
const IDEAL = 0.9;

/** What the user must know of the parameters of a fit: those the data only bound (gate), or leave uncertain by more than half (warning), exponents at 1 (info). */
export function judgeParameters({ params }: Pick<Fit, 'params'>, ctx: Pick<AnalysisContext, 'gate' | 'warn' | 'note'>): void {
  for (const [name, parameter] of Object.entries(params)) {
    if (parameter.fixed || parameter.derived) continue;
    const { bound, value, u, unit } = parameter;
    if (bound !== null) {
      if (/\.n(@|$)/.test(name) && bound === 'lower' && value !== null && value > IDEAL) {
        ctx.note('fit/at-bound', `${name} is at its bound 1 (an ideal capacitor), at least ${value.toPrecision(3)}`, name);
        continue;
      }
      const limit = value === null ? '' : `: ${bound === 'lower' ? 'at least' : 'at most'} ${value.toPrecision(4)} ${unit}`;
      ctx.gate('fit/not-identifiable', `${name} is not determined by these data${limit}`, name);
    } else if (u !== null && value !== null && u > 0.5 * Math.abs(value)) {
      ctx.warn(
        'fit/not-identifiable',
        `${name} = ${value.toPrecision(3)} ${unit} has a standard uncertainty of ${u.toPrecision(2)}, more than half of it`,
        name,
      );
    }
  }
}

/** Warning `eis/at-bound` for what the data don't tell from an end of the range the user gave. @returns the fit without these parameters */
export function judgeBounds(
  fit: Fit,
  { bounds, roots }: Pick<Constraints, 'bounds' | 'roots'>,
  ctx: Pick<AnalysisContext, 'warn'>,
  labelOf: (name: string) => string | undefined = () => undefined,
): Pick<Fit, 'params'> {
  const rest = { ...fit.params };
  for (const [name, [low, high]] of Object.entries(bounds)) {
    const { bound, unit } = fit.params[name]!;
    const end = bound === 'lower' ? high : bound === 'upper' ? low : null;
    if (end === null) continue;
    const label = labelOf(name);
    ctx.warn(
      'eis/at-bound',
      `the data don't tell ${name}${label === undefined ? '' : ` of ${label}`} from the ${bound === 'lower' ? 'upper' : 'lower'} end of its range, ${end}${unit === '1' ? '' : ` ${unit}`}: what is given holds within --bound only`,
      name,
    );
    delete rest[roots[name]!];
  }
  return { params: rest };
}

/** Residuals that are systematic (gate). @param where – which spectrum, where there are several */
export function judgeResiduals(
  residuals: Float64Array,
  spectrum: Dataset<typeof EisSpectrum>,
  weighting: Weighting,
  ctx: Pick<AnalysisContext, 'gate'>,
  where?: string,
): void {
  const { packed, sigma } = spectrumData(spectrum, weighting);
  const trend = residualTrend(residuals, spectrum.variables.frequency.values, weightedSquare(packed, sigma));
  if (!trend.systematic) return;
  const { frequency, re, im } = spectrum.variables;
  const why = signTurned(frequency.values, re.values, im.values)
    ? 'the imaginary part has its sign turned: if the column holds -Im Z, read a table with --reader-option im=negative, or write -Im into its header'
    : 'the circuit is wrong or the sample drifted, and the uncertainties are too small';
  ctx.gate(
    'fit/systematic-residuals',
    `the residuals${where === undefined ? '' : ` of ${where}`} are no noise: lag-1 autocorrelation ${trend.r1[0].toFixed(2)} (real), ${trend.r1[1].toFixed(2)} (imaginary); ${why}`,
    where,
  );
}
