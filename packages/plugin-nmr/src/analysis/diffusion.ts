import {
  defineAnalysis,
  usageError,
  type Analysis,
  type AnalysisContext,
  type Dataset,
  type Model,
  type Outcome,
  type Table,
} from '@ionwalk/core';
import { Arrayed, EchoDecay, GradientDecay } from '../kinds.ts';
import { logNormal } from '../models/log-normal.ts';
import { powder1d } from '../models/powder-1d.ts';
import { powder2d } from '../models/powder-2d.ts';
import { stejskalTanner } from '../models/stejskal-tanner.ts';
import { stretched } from '../models/stretched.ts';
import { twoComponent } from '../models/two-component.ts';
import { LOBE_SHAPES } from '../gradients/lobe-shape.ts';
import { diffusionRecord, type Rivals } from './diffusion-record.ts';
import { echoDecayFigure } from './echo-decay-figure.ts';
import { echoDecayOf, type EchoInput, type EchoOptions } from './echo-decay-of.ts';
import { JOINT_MODELS, jointDiffusion } from './joint-diffusion.ts';
import { fitModels, type Candidate, type Ranking } from './fit-models.ts';
import { looksLikeMagnitudes } from './magnitude-decay.ts';
import { nucleusOf } from './nucleus-of.ts';
import { checkAmplitude } from './check-amplitude.ts';
import { judgeFit } from './judge-fit.ts';
import { residualPart } from './residual-part.ts';
import { settlePowder } from './settle-powder.ts';

type EchoModel = Model<typeof EchoDecay>;
const asEcho = (model: unknown): EchoModel => model as EchoModel;

/** The simplest first: it is preferred unless another is clearly better. */
const CANDIDATES: readonly Candidate<typeof EchoDecay>[] = [
  { name: 'stejskal-tanner', model: asEcho(stejskalTanner) },
  {
    name: 'powder-2d',
    model: asEcho(powder2d),
    settle: (fitted, data, ctx) => settlePowder('layers', fitted, { model: asEcho(powder2d), data, ctx }),
  },
  {
    name: 'powder-1d',
    model: asEcho(powder1d),
    settle: (fitted, data, ctx) => settlePowder('chains', fitted, { model: asEcho(powder1d), data, ctx }),
  },
  {
    name: 'two-component',
    model: asEcho(twoComponent),
    reorder({ fit: { params } }) {
      const [S0, D1, D2, f1] = ['S0', 'D1', 'D2', 'f1'].map((key) => params[key]?.value ?? NaN) as [number, number, number, number];
      const swap = D1 < D2 && !params['D1']?.fixed && !params['D2']?.fixed && [S0, f1].every(Number.isFinite);
      return swap ? { S0, D1: D2, D2: D1, f1: Math.min(1, Math.max(0, 1 - f1)) } : undefined;
    },
  },
  { name: 'stretched', model: asEcho(stretched) },
  { name: 'log-normal', model: asEcho(logNormal) },
];
const candidatesFor = (model: string): readonly Candidate<typeof EchoDecay>[] =>
  model === 'auto' ? CANDIDATES : CANDIDATES.filter(({ name }) => name === model);
const modelOf = (name: string): EchoModel => (CANDIDATES.find((candidate) => candidate.name === name) as Candidate<typeof EchoDecay>).model;

/** D_NMR from a gradient-echo decay: `nmr diffusion`. */
export const diffusion: Analysis = defineAnalysis({
  id: 'diffusion',
  title: 'Diffusion coefficient from gradient echoes',
  doc: 'Fits the decay of gradient echoes with b recomputed from the nucleus, the gradients, delta, Delta and the pulse shape. Powder averages of layers and chains, single, double, stretched and distributed decays; D_NMR with its uncertainty.',
  cite: ['10.1063/1.1695690', '10.1002/cmr.a.21223'],
  inputs: { data: { title: 'Echo decay or arrayed data', kind: [Arrayed, EchoDecay, GradientDecay], many: true } },
  options: {
    model: { type: 'choice', title: 'Decay model', options: ['auto', ...CANDIDATES.map(({ name }) => name)], default: 'auto' },
    nucleus: { type: 'text', title: 'Nucleus, like 7Li; default what the file states', default: '' },
    delta: { type: 'number', title: 'Little delta: whole encoding time', unit: 's', min: 0, display: 'ms' },
    Delta: { type: 'number', title: 'Big delta: start to start of the encodings', unit: 's', min: 0, display: 'ms' },
    gradients: { type: 'text', title: 'Peak gradients, one per row, in T/m', default: '', file: true },
    shape: { type: 'choice', title: 'Shape of a gradient lobe', options: LOBE_SHAPES, default: 'rect' },
    ramp: { type: 'number', title: 'One flank of a trapezoid', unit: 's', min: 0, display: 'us' },
    sequence: { type: 'choice', title: 'Gradient sequence', options: ['ste', 'bipolar'], default: 'ste' },
    gap: { type: 'number', title: 'Time between the lobes of a bipolar pair', unit: 's', min: 0, display: 'us' },
    window: { type: 'text', title: 'Integration window f1:f2 in Hz from the carrier; default the strongest line', default: '' },
    joint: {
      type: 'flag',
      title: 'One fit over all series: one activation energy over temperatures, the same coefficients over Delta',
      default: false,
    },
    domain: { type: 'number', title: 'Size of a crystal domain, to compare with the diffusion length', unit: 'm', min: 0, display: 'um' },
  },
  models: ({ model, joint }) => (joint ? [] : candidatesFor(model)).map((candidate) => candidate.model as unknown as Model),
  async run({ data: all }, options, ctx): Promise<Outcome> {
    if (options.joint) return fitTogether(all, options, ctx);
    const [data, second] = all;
    if (!data || second)
      throw usageError('nmr/joint', `${all.length} series for one fit`, {
        where: 'option --joint',
        fix: 'give one, or --joint to fit them together',
      });
    const nucleus = nucleusOf(data, options.nucleus);
    const { decay, Delta, contradicted } = echoDecayOf(data, nucleus, options, ctx);
    const ranking = await fitModels(candidatesFor(options.model), decay, decay.size['point'] as number, ctx);
    const { trials, alternatives } = ranking;
    const preferred = trials[0] as Ranking['trials'][number];
    const poor = judgeFit(preferred.fitted.fit, decay.variables.signal, ctx, residualPart(decay.variables.signal, preferred.fitted.fitted));
    checkAmplitude(preferred.fitted.fit, undefined, false, ctx);
    sayMagnitudes(decay, preferred.fitted.residuals, ctx);
    const rivals = await withRival(ranking, decay, ctx);
    const flags = flagsOf(poor, contradicted);
    const record = diffusionRecord(ranking, rivals, decay, { nucleus, Delta, domain: options.domain, flags }, ctx);
    return {
      records: record ? [record] : [],
      fits: trials.map((trial) => trial.fitted.fit),
      alternatives,
      figures: [echoDecayFigure(decay, trials, modelOf)],
      tables: [decayTable(decay, preferred.fitted.fitted)],
    };
  },
});

/** A record that is kept tells by itself which gate its fit failed. */
const flagsOf = (poor: boolean, contradicted: boolean): string[] => [
  ...(poor ? ['poor-fit'] : []),
  ...(contradicted ? ['b-mismatch'] : []),
];

function sayMagnitudes({ variables: { signal } }: Dataset<typeof EchoDecay>, residuals: Float64Array, ctx: AnalysisContext): void {
  const noise = Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / residuals.length);
  if (looksLikeMagnitudes(signal, noise))
    ctx.warn(
      'nmr/magnitude',
      'the weak signals are all positive and as even as magnitudes of noise: their floor is no diffusion; give phased signals, or leave the weak points out',
    );
}

/** One law for all series, a record for each. */
async function fitTogether(
  all: readonly EchoInput[],
  options: EchoOptions & { readonly model: string; readonly nucleus: string; readonly domain: number | undefined },
  ctx: AnalysisContext,
): Promise<Outcome> {
  const name = options.model;
  if (!JOINT_MODELS.includes(name))
    throw usageError('nmr/joint', `a joint fit with the model ${name} is not offered`, {
      where: 'option --model',
      fix: `use one of ${JOINT_MODELS.join(', ')}`,
    });
  const series = all.map((data) => {
    const nucleus = nucleusOf(data, options.nucleus);
    return { nucleus, ...echoDecayOf(data, nucleus, options, ctx) };
  });
  const { fitted, views } = await jointDiffusion(
    name,
    modelOf(name),
    series.map(({ decay }) => decay),
    ctx,
  );
  let from = 0;
  const parts = series.map(({ decay: { variables } }) => {
    const to = from + variables.signal.values.length;
    const part = residualPart(variables.signal, fitted.fitted.subarray(from, to));
    from = to;
    return part;
  });
  const poor = judgeFit(fitted.fit, (series[0] as (typeof series)[number]).decay.variables.signal, ctx, Math.max(...parts));
  const trials = views.map((view) => [{ name, fitted: view }]);
  const bounded = Object.values(fitted.fit.params).some(({ bound }) => bound !== null);
  const records = series.flatMap(({ decay, Delta, nucleus, contradicted }, s) => {
    if (bounded) return [];
    const record = diffusionRecord(
      { trials: trials[s] ?? [], alternatives: [] },
      [],
      decay,
      { nucleus, Delta, domain: options.domain, flags: flagsOf(poor, contradicted) },
      ctx,
    );
    return record ? [{ ...record, model: { ...record.model, flags: [...record.model.flags, 'joint-fit'] } }] : [];
  });
  if (bounded)
    ctx.gate(
      'nmr/not-identifiable',
      'a parameter is only bounded: the mean coefficients are left to fits of each series alone',
      fitted.fit.model,
    );
  const figures = series.map(({ decay }, s) => {
    const figure = echoDecayFigure(decay, trials[s] ?? [], modelOf);
    return { ...figure, id: `${figure.id}-${s + 1}` };
  });
  return { records, fits: [fitted.fit], figures };
}

/**
 * A powder and two isotropic components decay alike: where they are within 4 of each other in AICc, one diffusion time doesn't decide, and
 * that is said (`nmr/one-delta`), also when only the powder was asked for.
 */
async function withRival({ trials, alternatives }: Ranking, decay: Dataset<typeof EchoDecay>, ctx: AnalysisContext): Promise<Rivals> {
  const preferred = trials[0] as Ranking['trials'][number];
  const others: Rivals = alternatives
    .slice(1)
    .filter(({ dAICc }) => Number.isFinite(dAICc))
    .map(({ model, dAICc }) => ({ model, dAICc }));
  if (!preferred.name.startsWith('powder-') && preferred.name !== 'two-component') return others;
  const rival = preferred.name === 'two-component' ? 'powder-2d' : 'two-component';
  const rivals = others.some(({ model }) => model === `nmr/${rival}`)
    ? others
    : [...others, ...(await quietRival(rival, preferred.fitted.fit.aicc, decay, ctx))];
  const close = rivals.find(({ model, dAICc }) => model === `nmr/${rival}` && dAICc < 4);
  if (close)
    ctx.note(
      'nmr/one-delta',
      `${close.model} fits nearly as well (dAICc ${close.dAICc.toFixed(1)}): one diffusion time doesn't decide between them, a series of Delta would`,
    );
  return rivals;
}

async function quietRival(name: string, aicc: number, decay: Dataset<typeof EchoDecay>, ctx: AnalysisContext): Promise<Rivals> {
  const candidate = CANDIDATES.filter((entry) => entry.name === name);
  if ((decay.size['point'] as number) < 7) return [];
  const { trials } = await fitModels(candidate, decay, decay.size['point'] as number, ctx);
  const dAICc = (trials[0]?.fitted.fit.aicc ?? NaN) - aicc;
  return Number.isFinite(dAICc) ? [{ model: `nmr/${name}`, dAICc }] : [];
}

function decayTable(decay: Dataset<typeof EchoDecay>, fitted: Float64Array): Table {
  const { b, signal } = decay.variables;
  return {
    id: 'nmr-echo-decay',
    title: 'Echo decay',
    columns: [
      { name: 'b', unit: 's/m2', values: [...b.values] },
      { name: 'signal', unit: '1', values: [...signal.values] },
      ...(signal.sigma ? [{ name: 'sigma', unit: '1', values: [...signal.sigma] }] : []),
      { name: 'fit', unit: '1', values: [...fitted] },
    ],
  };
}
