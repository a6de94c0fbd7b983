import {
  defineAnalysis,
  usageError,
  type Analysis,
  type AnalysisContext,
  type Dataset,
  type FitParam,
  type Fitted,
  type Model,
  type Outcome,
  type Table,
} from '@ionwalk/core';
import { gammaLn } from '@ionwalk/core/fit';
import { Arrayed, Recovery } from '../kinds.ts';
import { isDecay, RECOVERY_KINDS, timeName, type RecoveryKind } from '../models/recovery-kind.ts';
import { RECOVERY_SHAPES, recoveryModel, type RecoveryModel, type RecoveryShape } from '../models/recovery.ts';
import { checkAmplitude } from './check-amplitude.ts';
import { fitModels, type Candidate, type Trial } from './fit-models.ts';
import { judgeFit } from './judge-fit.ts';
import { isMagnitude } from './magnitude-recovery.ts';
import { metaText } from './meta-text.ts';
import { checkMonotone } from './monotone-decay.ts';
import { recoveryFigure } from './recovery-figure.ts';
import { PROCESSING } from './processing-options.ts';
import { residualPart } from './residual-part.ts';
import { kindFromPulseProgram, recoveryOf } from './recovery-of.ts';

/** T1, T2 or T1rho from a relaxation curve: `nmr relaxation`. A relaxation time is no diffusion coefficient: there are no records. */
export const relaxation: Analysis = defineAnalysis({
  id: 'relaxation',
  title: 'Relaxation time',
  doc: 'Fits inversion and saturation recoveries, echo decays and spin-lock decays with one, a stretched or two times.',
  inputs: { data: { title: 'Relaxation curve or arrayed data', kind: [Arrayed, Recovery] } },
  options: {
    model: { type: 'choice', title: 'Shape of the curve', options: ['auto', ...RECOVERY_SHAPES], default: 'auto' },
    kind: { type: 'choice', title: 'Experiment; default what the pulse program says', options: RECOVERY_KINDS, default: 'T1-ir' },
    cycle: { type: 'number', title: 'Duration of one loop of a vclist', unit: 's', min: 0, display: 'us' },
    ...PROCESSING,
  },
  models: ({ model, kind }) => shapesFor(model).map((shape) => recoveryModel(kind, shape) as unknown as Model),
  async run({ data }, options, ctx): Promise<Outcome> {
    const kind = kindOf(data, options.kind, ctx);
    const { curve, rows } = recoveryOf(data, kind, options, ctx);
    const magnitude = kind === 'T1-ir' && isMagnitude(curve, ctx);
    const models = new Map<string, RecoveryModel>(shapesFor(options.model).map((shape) => [shape, recoveryModel(kind, shape, magnitude)]));
    const candidates: Candidate<typeof Recovery>[] = [...models].map(([name, model]) => ({
      name,
      model,
      ...(name === 'two-component' && { reorder: fastFirst(timeName(kind), isDecay(kind)) }),
    }));
    const ranking = await fitModels(candidates, curve, curve.size['point'] as number, ctx);
    const trials = ranking.trials.map((trial) => withMeanTime(trial, timeName(kind)));
    const preferred = trials[0] as Trial;
    judgeFit(preferred.fitted.fit, curve.variables.signal, ctx, residualPart(curve.variables.signal, preferred.fitted.fitted));
    checkAmplitude(preferred.fitted.fit, kind, magnitude, ctx);
    if (isDecay(kind)) checkMonotone(curve, rawResiduals(curve, preferred.fitted), ctx);
    return {
      records: [],
      fits: trials.map(({ fitted: { fit } }) => (rows ? { ...fit, derived: { ...fit.derived, processing: rows.processing } } : fit)),
      alternatives: ranking.alternatives,
      figures: [
        recoveryFigure(curve, ranking.trials, (name) => models.get(name) as RecoveryModel, timeName(kind)),
        ...(rows ? [rows.stack] : []),
      ],
      tables: [timesTable(curve, preferred, kind)],
    };
  },
});

const shapesFor = (model: string): readonly RecoveryShape[] => (model === 'auto' ? RECOVERY_SHAPES : [model as RecoveryShape]);

function kindOf(data: Dataset, typed: RecoveryKind, ctx: AnalysisContext): RecoveryKind {
  if (ctx.given('kind')) return typed;
  const program = metaText(data, 'pulseProgram');
  const found = kindFromPulseProgram(program);
  if (!found)
    throw usageError('nmr/kind', "the data don't say which experiment this is", {
      where: 'option --kind',
      fix: `give --kind ${RECOVERY_KINDS.join(', ')}`,
    });
  ctx.note('nmr/kind', `the pulse program ${program} is taken as ${found}`);
  return found;
}

const fastFirst =
  (time: string, decay: boolean) =>
  ({ fit: { params } }: Fitted): Record<string, number> | undefined => {
    const value = (name: string): number => params[name]?.value ?? NaN;
    const [fast, slow, fraction] = [value(`${time}fast`), value(`${time}slow`), value('fraction')];
    if (!(fast > slow) || params[`${time}fast`]?.fixed || params[`${time}slow`]?.fixed || !Number.isFinite(fraction)) return undefined;
    return {
      M0: value('M0'),
      ...(decay ? {} : { a: value('a') }),
      [`${time}fast`]: slow,
      [`${time}slow`]: fast,
      fraction: Math.min(1, Math.max(0, 1 - fraction)),
    };
  };

/** Adds the mean time T Γ(1/β)/β of a stretched curve, a number of its own beside T. */
function withMeanTime(trial: Trial, time: string): Trial {
  const { fit, free, covariance } = trial.fitted;
  const [T, beta] = [fit.params[time], fit.params['beta']];
  if (trial.name !== 'stretched' || !T || !beta || T.bound || beta.bound || T.value === null || beta.value === null) return trial;
  const factor = (b: number): number => Math.exp(gammaLn(1 / b)) / b;
  const slope = (factor(beta.value * 1.0001) - factor(beta.value * 0.9999)) / (2e-4 * beta.value);
  const gradient: Readonly<Record<string, number>> = { [time]: factor(beta.value), beta: T.value * slope };
  let variance = 0;
  free.forEach((a, i) =>
    free.forEach((b, j) => (variance += (gradient[a] ?? 0) * (gradient[b] ?? 0) * (covariance[i * free.length + j] as number))),
  );
  const mean: FitParam = {
    value: T.value * factor(beta.value),
    u: Math.sqrt(Math.max(variance, 0)),
    unit: 's',
    fixed: false,
    derived: true,
    bound: null,
  };
  return { ...trial, fitted: { ...trial.fitted, fit: { ...fit, params: { ...fit.params, [`${time}mean`]: mean } } } };
}

const rawResiduals = (curve: Dataset<typeof Recovery>, { fitted }: Fitted): Float64Array =>
  curve.variables.signal.values.map((value, i) => value - (fitted[i] as number));

function timesTable(curve: Dataset<typeof Recovery>, { fitted }: Trial, kind: RecoveryKind): Table {
  const times = Object.entries(fitted.fit.params).filter(([, param]) => param.unit === 's');
  return {
    id: 'nmr-times',
    title: `${timeName(kind)}, ${curve.title}`,
    columns: [
      { name: 'name', values: times.map(([name]) => name) },
      { name: 'value', unit: 's', values: times.map(([, param]) => param.value) },
      { name: 'u', unit: 's', values: times.map(([, param]) => param.u) },
      { name: 'bound', values: times.map(([, param]) => param.bound) },
      { name: 'T', unit: 'K', values: times.map(() => curve.conditions.temperature ?? null) },
    ],
  };
}
