import {
  type Analysis,
  type AnalysisContext,
  type Dataset,
  defineAnalysis,
  type Model,
  type Outcome,
  type Table,
  usageError,
} from '@ionwalk/core';
import { Arrayed, EchoDecay, GradientDecay } from '../kinds.ts';
import { LOBE_SHAPES } from '../gradients/lobe-shape.ts';
import type { Measurement } from '../models/measured-decay.ts';
import { checkAmplitude } from './check-amplitude.ts';
import { decayCandidates, decayModel, DECAY_MODELS, possibleDecays } from './decay-candidates.ts';
import { diffusionRecord, type Rivals } from './diffusion-record.ts';
import { echoDecayFigure } from './echo-decay-figure.ts';
import { echoDecayOf } from './echo-decay-of.ts';
import { fitModels, type Ranking } from './fit-models.ts';
import { fitTogether } from './fit-together.ts';
import { judgeFit } from './judge-fit.ts';
import { measurementOf } from './measurement-of.ts';
import { nucleusOf } from './nucleus-of.ts';
import { PROCESSING } from './processing-options.ts';
import { recordFlags } from './record-flags.ts';
import { residualPart } from './residual-part.ts';

type Decay = Dataset<typeof EchoDecay>;

/** D_NMR from a gradient-echo decay: `nmr diffusion`. */
export const diffusion: Analysis = defineAnalysis({
  id: 'diffusion',
  title: 'Diffusion coefficient from gradient echoes',
  doc: 'Fits the decay of gradient echoes with b recomputed from the nucleus, the gradients, delta, Delta and the pulse shape. Powder averages of layers and chains, single, double, stretched and distributed decays; D_NMR with its uncertainty.',
  cite: ['10.1063/1.1695690', '10.1002/cmr.a.21223'],
  inputs: { data: { title: 'Echo decay or arrayed data', kind: [Arrayed, EchoDecay, GradientDecay], many: true } },
  options: {
    model: { type: 'choice', title: 'Decay model', options: ['auto', ...DECAY_MODELS], default: 'auto' },
    nucleus: { type: 'text', title: 'Nucleus, like 7Li; default what the file states', default: '' },
    delta: { type: 'number', title: 'Little delta: whole encoding time', unit: 's', min: 0, display: 'ms' },
    Delta: { type: 'number', title: 'Big delta: start to start of the encodings', unit: 's', min: 0, display: 'ms' },
    gradients: { type: 'text', title: 'Peak gradients, one per row, in T/m', default: '', file: true },
    shape: { type: 'choice', title: 'Shape of a gradient lobe', options: LOBE_SHAPES, default: 'rect' },
    ramp: { type: 'number', title: 'One flank of a trapezoid', unit: 's', min: 0, display: 'us' },
    sequence: { type: 'choice', title: 'Gradient sequence', options: ['ste', 'bipolar'], default: 'ste' },
    gap: { type: 'number', title: 'Time between the lobes of a bipolar pair', unit: 's', min: 0, display: 'us' },
    ...PROCESSING,
    offset: { type: 'flag', title: 'A constant background under the decay, as a parameter', default: false },
    signal: {
      type: 'choice',
      title: 'Whether the signals have a sign or are magnitudes with a noise floor; auto looks at the weak ones',
      options: ['auto', 'signed', 'magnitude'],
      default: 'auto',
    },
    joint: {
      type: 'flag',
      title: 'One fit over all series: one activation energy over temperatures, the same coefficients over Delta',
      default: false,
    },
    domain: { type: 'number', title: 'Size of a crystal domain, to compare with the diffusion length', unit: 'm', min: 0, display: 'um' },
  },
  models: ({ model, joint, offset, signal }) =>
    joint ? [] : (possibleDecays(model, { offset, magnitude: signal !== 'signed' }) as readonly unknown[] as readonly Model[]),
  async run({ data: all }, options, ctx): Promise<Outcome> {
    if (options.joint) return fitTogether(all, options, ctx);
    const [data, second] = all;
    if (!data || second)
      throw usageError('nmr/joint', `${all.length} series for one fit`, {
        where: 'option --joint',
        fix: 'give one, or --joint to fit them together',
      });
    const nucleus = nucleusOf(data, options.nucleus);
    const series = echoDecayOf(data, nucleus, options, ctx);
    const { decay, contradicted, rows } = series;
    const measurement = measurementOf(decay, options, ctx);
    const ranking = await fitModels(decayCandidates(options.model, decay, measurement), decay, decay.size['point'] as number, ctx);
    const { trials, alternatives } = ranking;
    const preferred = trials[0] as Ranking['trials'][number];
    const { signal } = decay.variables;
    const fault = judgeFit(preferred.fitted.fit, signal, ctx, residualPart(signal, preferred.fitted.fitted));
    checkAmplitude(preferred.fitted.fit, undefined, false, ctx);
    const rivals = await withRival(ranking, decay, measurement, ctx);
    const flags = recordFlags(fault, contradicted);
    const record = diffusionRecord(ranking, rivals, { nucleus, series, domain: options.domain, flags, measurement }, ctx);
    return {
      records: record ? [record] : [],
      fits: trials.map(({ fitted: { fit } }) => (rows ? { ...fit, derived: { ...fit.derived, processing: rows.processing } } : fit)),
      alternatives,
      figures: [echoDecayFigure(decay, trials, (name) => decayModel(name, decay, measurement)), ...(rows ? [rows.stack] : [])],
      tables: [decayTable(decay, preferred.fitted.fitted)],
    };
  },
});

/**
 * A powder and two isotropic components decay alike: where they are within 4 of each other in AICc, one diffusion time doesn't decide, and
 * that is said (`nmr/one-delta`), also when only the powder was asked for.
 */
async function withRival({ trials, alternatives }: Ranking, decay: Decay, measurement: Measurement, ctx: AnalysisContext): Promise<Rivals> {
  const preferred = trials[0] as Ranking['trials'][number];
  const others: Rivals = alternatives
    .slice(1)
    .filter(({ dAICc }) => Number.isFinite(dAICc))
    .map(({ model, dAICc }) => ({ model, dAICc }));
  if (!preferred.name.startsWith('powder-') && preferred.name !== 'two-component') return others;
  const rival = preferred.name === 'two-component' ? 'powder-2d' : 'two-component';
  const rivals = others.some(({ model }) => model === `nmr/${rival}`)
    ? others
    : [...others, ...(await quietRival(rival, preferred.fitted.fit.aicc, decay, measurement, ctx))];
  const close = rivals.find(({ model, dAICc }) => model === `nmr/${rival}` && dAICc < 4);
  if (close)
    ctx.note(
      'nmr/one-delta',
      `${close.model} fits nearly as well (dAICc ${close.dAICc.toFixed(1)}): one diffusion time doesn't decide between them, a series of Delta would`,
    );
  return rivals;
}

async function quietRival(name: string, aicc: number, decay: Decay, measurement: Measurement, ctx: AnalysisContext): Promise<Rivals> {
  const candidate = decayCandidates(name, decay, measurement);
  if ((decay.size['point'] as number) < 7) return [];
  const { trials } = await fitModels(candidate, decay, decay.size['point'] as number, ctx);
  const dAICc = (trials[0]?.fitted.fit.aicc ?? NaN) - aicc;
  return Number.isFinite(dAICc) ? [{ model: `nmr/${name}`, dAICc }] : [];
}

function decayTable(decay: Decay, fitted: Float64Array): Table {
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
