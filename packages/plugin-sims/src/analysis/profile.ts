import { defineAnalysis, usageError, type Analysis, type Dataset } from '@ionwalk/core';
import { akaikeWeights } from '@ionwalk/core/fit';
import { profileFigures } from '../figures/profile-figures.ts';
import { tailFigure } from '../figures/tail-figure.ts';
import { imageMask } from '../counting/image-mask.ts';
import { SimsLabelMap } from '../inverse/label-map.ts';
import { SimsDepthProfile, SimsImage, SimsProfile } from '../kinds.ts';
import { withResolution } from '../models/with-resolution.ts';
import { PROFILE_MODELS, profileCandidates, SEALED } from '../profile/candidates.ts';
import { FAST, fastBoundary, judgeRegime } from '../profile/fast-boundary.ts';
import { backgroundShifts } from '../profile/background-shifts.ts';
import { depthRows } from '../profile/depth-rows.ts';
import { chosenScale } from '../profile/depth-scale.ts';
import { fitAll, rankFits } from '../profile/fit-all.ts';
import type { ProfileFit } from '../profile/fit-profile.ts';
import { seriesBoundary } from '../profile/grain-boundary.ts';
import { fitResolution, judgeResolution } from '../profile/fit-resolution.ts';
import { interfaceBoundary } from '../profile/interface-boundary.ts';
import { judgeProfile } from '../profile/judge-profile.ts';
import type { RecordSource } from '../profile/profile-record.ts';
import { profileRecords } from '../profile/profile-records.ts';
import { naturalBackground } from '../profile/natural-background.ts';
import { withShifts } from '../profile/shared-shift.ts';
import { sharedShifts } from '../profile/shared-shifts.ts';
import { tracerProfile } from '../profile/tracer-profile.ts';
import { tracerRows } from '../profile/tracer-rows.ts';
import { boundaryDensity, checkHistory, profileHistory } from './profile-history.ts';
import { BACKGROUND, COUNTING, CURVE, LINE, ORIGIN, WIDTH } from './options.ts';

const INPUTS = {
  sample: { title: 'Profile, depth profile, or image with a line', kind: [SimsProfile, SimsDepthProfile, SimsImage] },
  mask: { title: 'Label map of the pixels of an image to use; 0 is left out', kind: SimsLabelMap, optional: true },
} as const;

const OPTIONS = {
  model: { type: 'choice', options: ['auto', ...Object.keys(PROFILE_MODELS)], default: 'auto', title: 'Diffusion model' },
  time: { type: 'number', unit: 's', display: 'h', min: 0, required: true, title: 'Duration of the exchange or anneal' },
  // oxlint-disable-next-line unicorn/no-thenable -- the contract's name of the option
  then: { type: 'number', unit: 's', display: 'd', min: 0, title: 'Duration of a second, sealed step' },
  second: {
    type: 'choice',
    options: ['sealed', 'open'],
    default: 'sealed',
    title: 'Whether the source is still there in the second step',
    doc: 'sealed: no exchange, the tracer only spreads; open: the exchange goes on.',
  },
  'then-ratio': {
    type: 'number',
    unit: '1',
    min: 0,
    default: 1,
    title: 'D of the second step over that of the first',
    doc: 'For a second step at another temperature; D and k given back are those of the first.',
  },
  ...COUNTING,
  ...BACKGROUND,
  normalise: {
    type: 'text',
    default: '',
    title: 'Species that isotopes counted in turn are divided by',
    doc: 'A matrix species or total, at the time of each; takes out what the beam did in between. Isotopes counted together need none.',
  },
  source: {
    type: 'number',
    unit: '1',
    min: 0,
    max: 1,
    title: 'Tracer fraction of the source',
    doc: 'Fitted when not given; it is nearly degenerate with k, so give it where it is known.',
  },
  background: { type: 'number', unit: '1', min: 0, max: 1, title: 'Tracer fraction before the exchange', doc: 'Fitted when not given.' },
  'natural-background': {
    type: 'flag',
    default: false,
    title: 'The fraction before the exchange is the natural one',
    doc: '0.0759 for 6Li, 0.00205 for 18O.',
  },
  line: LINE,
  curve: CURVE,
  width: WIDTH,
  origin: ORIGIN,
  'sputter-rate': {
    type: 'number',
    unit: 'm/s',
    display: 'nm/s',
    min: 0,
    title: 'Sputter rate of a depth profile',
    doc: 'Its depth is the sputter time times this; an uncertainty in brackets becomes an effect of the records.',
  },
  crater: {
    type: 'number',
    unit: 'm',
    display: 'um',
    min: 0,
    title: 'Final depth of the crater of a depth profile',
    doc: 'Instead of the sputter rate: reached at the last time, and in proportion before.',
  },
  layer: {
    type: 'text',
    default: '',
    repeatable: true,
    title: 'Layer of a depth profile that sputters at a rate of its own, RATE:DEPTH',
    doc: 'From the surface down, each with the depth of its lower interface, the last one without: 0.50(2)nm/s:120nm, then 0.3nm/s.',
  },
  resolution: {
    type: 'number',
    unit: 'm',
    display: 'nm',
    min: 0,
    title: 'Resolution in depth or along the line, standard deviation',
    doc: 'Models are blurred by it; an uncertainty in brackets becomes an effect of the records.',
  },
  'fit-resolution': { type: 'flag', default: false, title: 'Fit the resolution too', doc: 'Where the profile holds it: steps do.' },
  region: {
    type: 'choice',
    options: ['effective', 'bulk', 'total'],
    default: 'effective',
    title: 'What the coefficient is of',
    doc: 'bulk for a single crystal.',
  },
  thickness: { type: 'number', unit: 'm', display: 'um', min: 0, title: 'Thickness of a plate exchanged through both faces' },
  'source-width': { type: 'number', unit: 'm', display: 'um', min: 0, title: 'Width of the layer that held the tracer at the start' },
  interface: { type: 'number', unit: 'm', display: 'um', min: 0, title: 'Where the two bodies of a couple meet' },
  'grain-size': { type: 'number', unit: 'm', display: 'um', min: 0, title: 'Grain size of the brick-layer model' },
  'D-bulk': {
    type: 'number',
    unit: 'm2/s',
    display: 'cm2/s',
    min: 0,
    title: 'Diffusion coefficient inside the grains',
    doc: 'Fixes D_bulk of the brick-layer model, and D of whipple, suzuoka and interface.',
  },
  'gb-width': {
    type: 'number',
    unit: 'm',
    display: 'nm',
    min: 0,
    title: 'Width of a grain boundary',
    doc: 'D_gb is stated for it: permeance x width of a blocking boundary, product/width of a fast one.',
  },
  'gb-density': {
    type: 'number',
    unit: '1/m',
    display: '1/um',
    min: 0,
    title: 'Length of fast boundaries per area of a section',
    doc: 'Of whipple and suzuoka; by default 1/grain size, and fitted without either.',
  },
} as const;

/** Tracer diffusion coefficient, and surface exchange coefficient, from a profile: models fitted on counts and compared by AICc. */
export const profileAnalysis: Analysis = defineAnalysis({
  id: 'profile',
  title: 'Tracer diffusion from a profile',
  doc: 'Fits erfc, surface exchange, thin film and further models to the tracer fraction against depth; the likelihood is binomial where there are counts.',
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed.'],
  inputs: INPUTS,
  options: OPTIONS,
  models(options) {
    const models = profileCandidates(options.second === 'open' ? { ...options, then: undefined } : options);
    return options['fit-resolution'] ? models.map(withResolution) : models;
  },
  async run({ sample, mask }, options, ctx) {
    checkHistory(options);
    if (options['natural-background'] && options.background !== undefined) {
      throw usageError('sims/natural-background', 'both --background and --natural-background were given', {
        where: 'option --background',
        fix: 'give one of the two',
      });
    }
    const open = options.second === 'open';
    const candidates = profileCandidates(open ? { ...options, then: undefined } : options);
    chosenScale(sample, options);
    const chosen = imageMask(mask, options['mask-labels'] ?? '', sample.size);
    const rows = isDepthProfile(sample) ? depthRows(sample, options, ctx) : await tracerRows(sample, options, ctx, chosen);
    const background = options['natural-background'] ? naturalBackground(rows.tracerLabel) : options.background;
    const data = tracerProfile(rows, profileHistory({ ...options, background }), ctx);
    const fixed = {
      source: options.source ?? NaN,
      background: background ?? NaN,
      D_bulk: options['D-bulk'] ?? NaN,
      density: boundaryDensity(options) ?? NaN,
    };
    const plain = await fitAll(candidates, data, fixed, ctx);
    const fits = options['fit-resolution'] ? await fitResolution(plain, data, fixed, ctx) : plain;
    const ranked = rankFits(fits, options.then !== undefined && !open);
    const best = ranked[0] as ProfileFit;
    const width = options['gb-width'];
    const boundary =
      best.model.id === 'brick-layer'
        ? seriesBoundary(best, data, options['grain-size'] as number, width)
        : best.model.id === 'interface'
          ? interfaceBoundary(best, width)
          : undefined;
    const fast = best.model.id in FAST ? fastBoundary(best, data) : undefined;
    const { found, flags: judged } = judgeProfile(boundary?.found ?? fast?.found ?? best, ctx);
    const flags = [
      ...judged,
      ...(fast ? judgeRegime(fast.regime, ctx) : []),
      ...(options['fit-resolution'] ? judgeResolution(best, options.resolution, ctx) : []),
    ];
    const weights = akaikeWeights(ranked.map((f) => f.fit.aicc));
    const lowest = Math.min(...ranked.map((f) => f.fit.aicc));
    const alternatives = ranked
      .map((f, i) => ({ model: f.fit.model, dAICc: f.fit.aicc - lowest, weight: weights[i] as number }))
      .sort((a, b) => a.dAICc - b.dAICc);
    if (options.then !== undefined && !open && !SEALED.includes(found.model.id)) {
      ctx.warn('sims/history', `${found.fit.model} describes the data better than a second step without exchange: was the sample sealed?`);
    }
    const source: RecordSource = {
      conditions: rows.conditions,
      tracerLabel: rows.tracerLabel,
      fit: found.fit,
      alternatives: alternatives.map(({ model, dAICc }) => ({ model, dAICc })),
      flags: [
        ...flags,
        ...(options.source === undefined && best.model.id === 'surface-exchange' ? ['source-fitted'] : []),
        ...(rows.counting?.flags ?? []),
      ],
      time: options.time + (options.then ?? 0),
      given: {
        ...rows.counting?.given,
        time: options.time,
        ...(options.resolution === undefined || 'resolution' in best.model.params ? {} : { resolution: options.resolution }),
        ...(options.then === undefined
          ? {}
          : { [open ? 'open' : 'sealed']: options.then, ...(options['then-ratio'] === 1 ? {} : { then_ratio: options['then-ratio'] }) }),
      },
    };
    const shifts = [
      ...(await sharedShifts(sample, best, data, fixed, options, ctx)),
      ...(await backgroundShifts(sample, best, data, fixed, rows.observed, ctx)),
    ];
    const records = profileRecords(found, boundary?.permeance, options, source, ctx).map((record) => withShifts(record, shifts));
    const { figures, table } = profileFigures(rows, data, found);
    return {
      records,
      fits: [found.fit, ...ranked.slice(1).map((f) => f.fit)],
      alternatives,
      figures: fast ? [...figures, tailFigure(data, found, fast.tail)] : figures,
      tables: [table],
    };
  },
});

const isDepthProfile = (sample: Dataset): sample is Dataset<typeof SimsDepthProfile> => sample.kind === SimsDepthProfile.id;
