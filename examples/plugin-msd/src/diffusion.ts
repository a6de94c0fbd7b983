import {
  defineAnalysis,
  inputError,
  usageError,
  type Analysis,
  type AnalysisContext,
  type Dataset,
  type Figure,
  type RecordDraft,
} from '@ionwalk/core';
import { displacementCovariance } from './displacement-covariance.ts';
import { einstein } from './einstein.ts';
import { MeanSquaredDisplacement } from './mean-squared-displacement.ts';

type Curve = Dataset<typeof MeanSquaredDisplacement>;

/**
 * The error of the curve is smooth: neighbouring lags repeat each other, and what tells them apart (rounding, the time step of the simulation) is not
 * in the covariance. A dozen lags hold nearly all there is to know (in simulated walks the spread of D grows by a tenth).
 */
const MAX_LAGS = 12;

/**
 * D = slope/(2 d) of a straight line through the mean-squared displacement in the diffusive window, fitted with the errors its points share.
 * Gate `msd/not-diffusive` where the curve in the window is no straight line from the offset (power other than 1 ± 0.15).
 */
export const diffusion: Analysis = defineAnalysis({
  id: 'diffusion',
  title: 'Self-diffusion coefficient from displacements',
  doc: 'Fits msd = 2 d D t + offset. Its points share most of their error; the covariance of Brownian motion is used, scaled by the column u, or by --ions and --duration, or by the scatter.',
  cite: ['10.1016/S0006-3495(91)82125-7'],
  inputs: { curve: { title: 'Table of time and msd', kind: MeanSquaredDisplacement } },
  options: {
    dimensions: { type: 'number', unit: '1', default: 3, min: 1, max: 3, title: 'Dimensions the displacement was summed over' },
    from: {
      type: 'number',
      unit: 's',
      display: 'ps',
      min: 0,
      title: 'Start of the diffusive window',
      doc: 'Default: a tenth of the longest lag.',
    },
    to: {
      type: 'number',
      unit: 's',
      display: 'ps',
      min: 0,
      title: 'End of the diffusive window',
      doc: 'Default: half of the longest lag.',
    },
    ions: { type: 'number', unit: '1', min: 1, title: 'Number of ions averaged over' },
    duration: { type: 'number', unit: 's', display: 'ns', min: 0, title: 'Length of the trajectory' },
    ion: { type: 'text', default: 'Li+', title: 'Diffusing ion, like Li+' },
  },
  models: () => [einstein],
  async run({ curve }, options, ctx) {
    const window = cut(curve, options.from, options.to);
    const dimensions = options.dimensions;
    const weighted = weigh(window, dimensions, options.ions, options.duration, ctx);
    const fitted = await ctx.fit(einstein, weighted, undefined, { weighting: 'covariance of overlapping windows' });
    const { slope, offset } = fitted.fit.params;
    const D = (slope.value ?? NaN) / (2 * dimensions);
    const u = slope.u === null ? null : slope.u / (2 * dimensions);
    checkDiffusive(window, offset.value ?? 0, ctx);
    const fit = {
      ...fitted.fit,
      params: { ...fitted.fit.params, D: { value: D, u, unit: 'm2/s', fixed: slope.fixed, derived: true, bound: null } as const },
    };
    const figures = [draw(curve, weighted, fitted.fitted)];
    if (!(D > 0)) {
      ctx.gate('msd/no-diffusion', `the slope is ${(slope.value ?? NaN).toExponential(2)} m2/s: no diffusion is seen`, curve.title);
      return { records: [], fits: [fit], figures };
    }
    const time = weighted.variables.time.values;
    return { records: [record(D, u, fit.dof, dimensions, time[time.length - 1] as number, curve, options.ion)], fits: [fit], figures };
  },
});

/** The lags within the window, thinned evenly. */
function cut(curve: Curve, from: number | undefined, to: number | undefined): Curve {
  const { time, msd } = curve.variables;
  const last = time.values[time.values.length - 1] as number;
  const start = from ?? 0.1 * last;
  const end = to ?? 0.5 * last;
  if (start >= end)
    throw usageError('msd/window', `the window from ${start} s to ${end} s is empty`, {
      where: 'option --from',
      fix: 'give --from below --to',
    });
  const inside = [...time.values.keys()].filter(
    (i) => (time.values[i] as number) > 0 && (time.values[i] as number) >= start && (time.values[i] as number) <= end,
  );
  if (inside.length < 3) {
    throw inputError('msd/window', `the window from ${start} s to ${end} s holds ${inside.length} lags`, {
      where: curve.title,
      fix: 'widen it with --from and --to, or give more lags',
    });
  }
  const step = Math.ceil(inside.length / MAX_LAGS);
  const kept = inside.filter((_, i) => i % step === 0);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i] as number);
  const { sigma } = msd;
  return {
    ...curve,
    size: { lag: kept.length },
    variables: { time: { values: pick(time.values) }, msd: { values: pick(msd.values), ...(sigma ? { sigma: pick(sigma) } : {}) } },
  };
}

function weigh(curve: Curve, dimensions: number, ions: number | undefined, duration: number | undefined, ctx: AnalysisContext): Curve {
  const { time, msd } = curve.variables;
  const known = strengthOf(curve, dimensions, ions, duration);
  if (known === undefined) {
    ctx.note(
      'msd/uncertainty-from-scatter',
      'no uncertainty is stated: it is taken from the scatter about the line (give a column u, or --ions and --duration)',
      curve.title,
    );
  }
  const covariance = displacementCovariance(time.values, known ?? 1);
  const scaled = known === undefined ? ({ relativeSigma: true } as const) : {};
  return { ...curve, variables: { ...curve.variables, msd: { values: msd.values, covariance, ...scaled } } };
}

/** The strength k of the covariance: from the stated uncertainties (median over the lags), else from the size of the simulation. */
function strengthOf(curve: Curve, dimensions: number, ions: number | undefined, duration: number | undefined): number | undefined {
  const t = curve.variables.time.values;
  const { sigma, values } = curve.variables.msd;
  if (sigma) {
    const each = Array.from(sigma, (u, i) => (1.5 * u * u) / (t[i] as number) ** 3).sort((a, b) => a - b);
    const median = each[Math.floor(each.length / 2)] as number;
    return median > 0 ? median : undefined;
  }
  if (ions === undefined || duration === undefined || !(duration > 0)) return undefined;
  const n = t.length - 1;
  const slope = ((values[n] as number) - (values[0] as number)) / ((t[n] as number) - (t[0] as number));
  const strength = (2 * slope * slope) / (dimensions * ions * duration);
  return strength > 0 ? strength : undefined;
}

function checkDiffusive(curve: Curve, offset: number, ctx: AnalysisContext): void {
  const { time, msd } = curve.variables;
  const n = time.values.length - 1;
  const rise = ((msd.values[n] as number) - offset) / ((msd.values[0] as number) - offset);
  const power = Math.log(rise) / Math.log((time.values[n] as number) / (time.values[0] as number));
  if (Math.abs(power - 1) <= 0.15) return;
  ctx.gate(
    'msd/not-diffusive',
    `in the window the displacement grows as t^${power.toFixed(2)}, not as t: the ions have not diffused freely yet`,
    curve.title,
  );
}

function record(D: number, u: number | null, nu: number, dimensions: number, t: number, curve: Curve, ion: string): RecordDraft {
  const { temperature, sample } = curve.conditions;
  const match = /^([A-Z][a-z]?)(\d?)([+-])$/.exec(ion);
  if (!match) throw usageError('msd/ion', `'${ion}' is no ion`, { where: 'option --ion', fix: 'write it like Li+ or O2-' });
  const z = Number(match[2] || 1) * (match[3] === '-' ? -1 : 1);
  return {
    kind: 'D_sim',
    region: 'bulk',
    value: D,
    unit: 'm2/s',
    u: u === null ? null : u / D,
    nu,
    effects: [],
    T: temperature ?? null,
    ion: { element: match[1] as string, z },
    sample: sample === undefined ? null : { id: sample },
    direction: { type: 'mean', d: dimensions as 1 | 2 | 3 },
    scale: { t, l: Math.sqrt(2 * dimensions * D * t) },
    model: { name: 'msd/einstein', free: { slope: 2 * dimensions * D }, fixed: { dimensions }, flags: [] },
  };
}

function draw(whole: Curve, window: Curve, line: Float64Array): Figure {
  const { time, msd } = whole.variables;
  const step = Math.ceil(time.values.length / 500);
  const thin = (values: Float64Array): number[] => Array.from(values).filter((_, i) => i % step === 0);
  return {
    v: 1,
    id: 'msd',
    title: 'Mean-squared displacement',
    description: `Mean-squared displacement against time lag with the straight line fitted from ${window.variables.time.values[0]} s on.`,
    axes: {
      x: { quantity: 'time', unit: 's', scale: 'linear' },
      y: { quantity: 'mean-squared displacement', unit: 'm2', scale: 'linear' },
    },
    layers: [
      { kind: 'points', series: 'simulation', role: 'data', x: thin(time.values), y: thin(msd.values) },
      { kind: 'line', series: 'Einstein relation', role: 'fit', x: Array.from(window.variables.time.values), y: Array.from(line) },
    ],
  };
}
