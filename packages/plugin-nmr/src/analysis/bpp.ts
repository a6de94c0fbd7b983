import {
  constants,
  defineAnalysis,
  usageError,
  type Analysis,
  type AnalysisContext,
  type Dataset,
  type Fit,
  type Fitted,
  type FitParam,
  type Json,
  type Model,
  type Outcome,
} from '@ionwalk/core';
import { leastSquares, modelProblem, profileLimit } from '@ionwalk/core/fit';
import { RelaxationSeries } from '../kinds.ts';
import { bppModel, type BppModel } from '../models/bpp.ts';
import { DENSITIES, type Density } from '../models/spectral-density.ts';
import { bppFigure } from './bpp-figure.ts';
import { fitModels, type Candidate, type Trial } from './fit-models.ts';
import { nucleusOf } from './nucleus-of.ts';
import { sayIon } from './say-ion.ts';
import { judgeFit } from './judge-fit.ts';
import { localDiffusivities } from './local-diffusivity.ts';
import { t1Minimum } from './rate-maximum.ts';

type Series = Dataset<typeof RelaxationSeries>;

/** Relaxation rates over temperature to a correlation time, and with a jump length to D_local: `nmr bpp`. */
export const bpp: Analysis = defineAnalysis({
  id: 'bpp',
  title: 'Correlation times from relaxation over temperature',
  doc: 'Fits ln(1/T1), ln(1/T2) and ln(1/T1rho) over temperature with one thermally activated motion; with a jump length it gives the local diffusion coefficient at every temperature.',
  cite: ['10.1103/PhysRev.73.679'],
  inputs: { data: { title: 'Table of relaxation times over temperature', kind: RelaxationSeries } },
  options: {
    model: { type: 'choice', title: 'Spectral density', options: [...DENSITIES, 'auto'], default: 'bpp' },
    larmor: { type: 'number', title: 'Larmor frequency, where the table has no column', unit: 'Hz', min: 1, display: 'MHz' },
    lock: { type: 'number', title: 'Spin-lock frequency for T1rho, where the table has no column', unit: 'Hz', min: 1, display: 'kHz' },
    nucleus: { type: 'text', title: 'Nucleus, like 7Li', default: '' },
    jump: { type: 'number', title: 'Jump length; gives D_local', unit: 'm', min: 0, display: 'Ao' },
    dimension: { type: 'number', title: 'Dimension of the motion', unit: '1', default: 3, min: 1, max: 3 },
    'residence-factor': { type: 'number', title: 'Residence time over correlation time', unit: '1', default: 1, min: 0.01, max: 100 },
    'correlation-factor': { type: 'number', title: 'Correlation factor of the jumps', unit: '1', default: 1, min: 0.001, max: 1 },
  },
  models: ({ model }) => formsFor(model).map((form) => bppModel(form) as unknown as Model),
  async run({ data }, options, ctx): Promise<Outcome> {
    const nucleus = nucleusOf(data, options.nucleus);
    const series = withFrequencies(data, options.larmor, options.lock);
    const models = new Map<string, BppModel>(formsFor(options.model).map((form) => [form, bppModel(form)]));
    checkForms(series, [...models.keys()]);
    const candidates: Candidate<typeof RelaxationSeries>[] = [...models].map(([name, model]) => ({ name, model }));
    const ranking = await fitModels(candidates, series, series.size['point'] as number, ctx);
    const trials = ranking.trials.map((trial) => withMinimum(loosen(trial, series, models.get(trial.name) as BppModel), series));
    const preferred = trials[0] as Trial;
    const { fit } = preferred.fitted;
    const fault = judgeFit(fit, series.variables.rate, ctx);
    const known = isKnown(fit.params['tau0']) && isKnown(fit.params['Ea']);
    const flags = [...(known ? attemptFlags(fit, ctx) : []), ...(fault === undefined ? [] : [fault])];
    const { jump, 'residence-factor': residenceFactor, 'correlation-factor': correlationFactor } = options;
    const dimension = Math.round(options.dimension);
    const records =
      known && jump !== undefined && jump > 0
        ? localDiffusivities(series, preferred.fitted, { jump, dimension, residenceFactor, correlationFactor, nucleus }, flags, ctx)
        : [];
    if (records.length > 0) sayIon(nucleus, ctx);
    return {
      records,
      fits: trials.map((trial) => trial.fitted.fit),
      alternatives: ranking.alternatives,
      figures: [bppFigure(series, preferred, models.get(preferred.name) as BppModel)],
      tables: [],
    };
  },
});

const formsFor = (model: string): readonly Density[] => (model === 'auto' ? DENSITIES : [model as Density]);
const isKnown = (param: FitParam | undefined): boolean =>
  param !== undefined && param.value !== null && param.bound === null && (param.fixed || param.u !== null);

/** The series with a Larmor frequency at every point, and a spin-lock frequency where there is 1/T1rho. */
function withFrequencies(data: Series, larmor: number | undefined, lock: number | undefined): Series {
  const { variables } = data;
  const points = data.size['point'] as number;
  if (!variables.larmor && larmor === undefined) {
    throw usageError('nmr/larmor', 'the table has no column larmor', {
      where: 'option --larmor',
      fix: 'give the Larmor frequency, like --larmor 155.4MHz, or a column larmor [MHz]',
    });
  }
  if (!variables.lock && lock === undefined && variables.process.values.includes(3)) {
    throw usageError('nmr/lock', 'T1rho needs the frequency of the spin lock', {
      where: 'option --lock',
      fix: 'give it like --lock 20kHz, or a column lock [kHz]',
    });
  }
  const spread = (value: number): { values: Float64Array } => ({ values: new Float64Array(points).fill(value) });
  return {
    ...data,
    variables: {
      ...variables,
      larmor: variables.larmor ?? spread(larmor as number),
      ...(variables.lock || lock === undefined ? {} : { lock: spread(lock) }),
    },
  };
}

function checkForms(series: Series, forms: readonly string[]): void {
  if (!series.variables.process.values.includes(2) || !forms.includes('richards-2d') || forms.length > 1) return;
  throw usageError('nmr/density', 'richards-2d has no finite J(0): it gives no T2', {
    where: 'option --model',
    fix: 'choose bpp, bpp-asymmetric or cole-davidson, or leave the T2 column out',
  });
}

/**
 * tau0 and C are determined where the profile likelihood of both closes within a factor e of a standard uncertainty on either side. On one flank
 * it doesn't, though the curvature at a chance minimum may look tight: no value is given then, and nothing follows from it.
 */
function loosen(trial: Trial, series: Series, model: BppModel): Trial {
  const { fit } = trial.fitted;
  const { problem, sigmaKnown } = modelProblem(model, series, {});
  const names = Object.keys(model.params);
  if (names.some((name) => fit.params[name]?.fixed || fit.params[name]?.value === null)) return trial;
  const best = leastSquares(problem, { start: names.map((name) => fit.params[name]?.value as number) });
  const rise = QUANTILE ** 2 * (sigmaKnown ? 1 : Math.max(fit.reducedChi2, 1e-20));
  const loose = ['tau0', 'C'].filter((name) => {
    const index = names.indexOf(name);
    const value = best.parameters[index] as number;
    return (['lower', 'upper'] as const).some((side) => {
      const limit = profileLimit(problem, best, index, { side, rise }).value;
      return limit === undefined || Math.abs(Math.log(limit / value)) > QUANTILE;
    });
  });
  if (loose.length === 0) return trial;
  const params: Record<string, FitParam> = { ...fit.params };
  for (const name of loose) params[name] = { ...(params[name] as FitParam), value: null, u: null, bound: 'none' };
  return { ...trial, fitted: { ...trial.fitted, fit: { ...fit, params } } };
}
/** One-sided 95 % of the normal distribution. */
const QUANTILE = 1.6448536269514722;

/** Adds `derived.T_min` per Larmor frequency at which T1 was measured. */
function withMinimum(trial: Trial, { variables }: Series): Trial {
  const { fit } = trial.fitted;
  const larmors = [...new Set(variables.larmor?.values.filter((_, i) => variables.process.values[i] === 1))].sort((a, b) => a - b);
  const T_min = larmors.map((larmor): Json => {
    const T = variables.temperature.values.filter((_, i) => variables.process.values[i] === 1 && variables.larmor?.values[i] === larmor);
    const found = minimumOf(trial, larmor);
    const inside =
      found && found.value >= T.reduce((a, b) => Math.min(a, b), Infinity) && found.value <= T.reduce((a, b) => Math.max(a, b), 0);
    return inside ? { larmor, value: found.value, u: found.u } : { larmor, value: null, u: null };
  });
  return { ...trial, fitted: { ...trial.fitted, fit: { ...fit, derived: { ...fit.derived, T_min } } } };
}

function minimumOf({ name, fitted }: Trial, larmor: number): { value: number; u: number } | undefined {
  const { params } = fitted.fit;
  if (!isKnown(params['tau0']) || !isKnown(params['Ea'])) return undefined;
  const keys = ['tau0', 'Ea', 'beta'];
  const covariance = keys.flatMap((a) => keys.map((b) => covarianceOf(fitted, a, b)));
  return t1Minimum(
    name as Density,
    larmor,
    { tau0: params['tau0']?.value as number, Ea: params['Ea']?.value as number, beta: params['beta']?.value ?? 1 },
    covariance,
  );
}

function covarianceOf({ free, covariance }: Fitted, a: string, b: string): number {
  const [i, j] = [free.indexOf(a), free.indexOf(b)];
  return i < 0 || j < 0 ? 0 : (covariance[i * free.length + j] as number);
}

/** Jumps are attempted at a vibration's frequency: a 1/τ0 far outside says that one BPP time is an effective description. */
function attemptFlags(fit: Fit, ctx: AnalysisContext): string[] {
  const tau0 = fit.params['tau0']?.value as number;
  const Ea = fit.params['Ea']?.value as number;
  ctx.note('nmr/activation', `Ea = ${((Ea / constants.N_A / constants.e) * 1000).toFixed(1)} meV`);
  const attempts = 1 / tau0;
  if (attempts >= 1e12 && attempts <= 3e13) return [];
  ctx.warn(
    'nmr/attempt-frequency',
    `1/tau0 = ${attempts.toExponential(1)} 1/s lies outside 1e12 to 3e13: the correlation time is an effective one`,
    fit.model,
  );
  return ['attempt-frequency'];
}
