import {
  type Analysis,
  type AnalysisContext,
  type Dataset,
  defineAnalysis,
  type Fit,
  type Fitted,
  type Outcome,
  usageError,
} from '@ionwalk/core';
import { Fid, Spectrum } from '../kinds.ts';
import { asymmetryOf } from '../lineshape/asymmetry-of.ts';
import { evenSpectrum } from '../lineshape/even-spectrum.ts';
import { fidSpectrum } from '../lineshape/fid-spectrum.ts';
import { lineshapeFigures } from '../lineshape/lineshape-figures.ts';
import { lineshapeModel } from '../lineshape/lineshape-model.ts';
import type { LineshapeSettings } from '../lineshape/lineshape-settings.ts';
import { judgeFit } from './judge-fit.ts';

/** χ² must fall by this many noise variances for satellites to be there: a chance of a thousandth over the couplings tried. */
const LEAST_GAIN = 20;
const SPINS: Readonly<Record<string, number>> = { '1': 1, '3/2': 1.5, '5/2': 2.5 };

/**
 * Static quadrupolar line shape of a powder: C_Q, asymmetry, widths and the share of the central line. The satellites are of first order, the
 * central transition of second where `--larmor` is given. What fixes C_Q must be seen, satellites or the shift of the central transition:
 * else C_Q is not identifiable, and said so (`nmr/not-identifiable`).
 * @throws usage/choice; nmr/no-signal, nmr/too-few-points, nmr/uneven-grid, fit/too-few-points
 */
export const lineshape: Analysis = defineAnalysis({
  id: 'lineshape',
  title: 'Static quadrupolar line shape',
  doc: 'Fits a static quadrupolar powder pattern, central line and satellites, to a free induction decay or a spectrum: C_Q, eta, widths and populations.',
  cite: ['10.1063/1.450211'],
  inputs: { spectrum: { title: 'Free induction decay or spectrum', kind: [Fid, Spectrum] } },
  options: {
    spin: { type: 'text', title: 'Nuclear spin: 1, 3/2 or 5/2', default: '3/2' },
    transitions: { type: 'choice', title: 'Which transitions the spectrum holds', options: ['all', 'central'], default: 'all' },
    broadening: { type: 'choice', title: 'Shape of the broadening', options: ['gaussian', 'lorentzian', 'voigt'], default: 'gaussian' },
    larmor: {
      type: 'number',
      title: 'Larmor frequency: the central transition is then shifted in second order',
      unit: 'Hz',
      min: 1,
      display: 'MHz',
    },
  },
  async run({ spectrum: given }, { spin, transitions, broadening, larmor }, ctx): Promise<Outcome> {
    const settings: LineshapeSettings = { spin: spinOf(spin, transitions), broadening, larmor, centralOnly: transitions === 'central' };
    const raw = given.kind === Fid.id ? fidSpectrum(given as Dataset<typeof Fid>) : (given as Dataset<typeof Spectrum>);
    const spectrum = evenSpectrum(raw);
    const { fitted, seen, message } = await (settings.centralOnly ? fitCentral : fitAll)(spectrum, settings, ctx);
    const { CQ, etaSquared, ...rest } = fitted.fit.params as Fit['params'] & Record<'CQ' | 'etaSquared', Fit['params'][string]>;
    const figures = lineshapeFigures(spectrum, fitted);
    if (!seen) {
      ctx.gate('nmr/not-identifiable', message, 'parameter CQ');
      const lost = { value: null, u: null, bound: 'none' } as const;
      return {
        records: [],
        fits: [{ ...fitted.fit, params: { CQ: { ...CQ, ...lost }, eta: { ...etaSquared, ...lost }, ...rest } }],
        figures,
      };
    }
    const eta = asymmetryOf(etaSquared);
    if (eta.bound === 'upper' || eta.bound === 'lower') {
      const limit = `${eta.bound === 'upper' ? 'at most' : 'at least'} ${eta.value?.toPrecision(2)}`;
      ctx.note('nmr/bound', `the asymmetry is only bound: ${limit}`, 'parameter eta');
    }
    const fit = { ...fitted.fit, params: { CQ, eta, ...rest } };
    judge(fit, spectrum, ctx);
    return { records: [], fits: [fit], figures };
  },
});

function spinOf(text: string, transitions: string): number {
  const spin = Object.hasOwn(SPINS, text) ? SPINS[text] : undefined;
  if (spin === undefined)
    throw usageError('usage/choice', `--spin ${text} is not known`, { where: 'option --spin', fix: 'use 1, 3/2 or 5/2' });
  if (spin === 1 && transitions === 'central') {
    throw usageError('usage/choice', 'spin 1 has no central transition', {
      where: 'option --transitions',
      fix: 'use --transitions all, or another spin',
    });
  }
  return spin;
}

interface Found {
  readonly fitted: Fitted;
  /** Whether something in the spectrum fixes C_Q. */
  readonly seen: boolean;
  readonly message: string;
}

const HELD = { vary: false } as const;
const name = 'nmr/quadrupole-static';
const weightingOf = (spectrum: Dataset<typeof Spectrum>): string => (spectrum.variables.re.sigma ? 'sigma' : 'unit');

/** Central line and satellites. Without satellites their coupling and asymmetry have no minimum to find: the central line alone is fitted. */
async function fitAll(spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> {
  const model = lineshapeModel(spectrum, settings);
  const options = { name, weighting: weightingOf(spectrum), bounds: false };
  const spin1 = settings.spin === 1 ? { fractionCentral: { vary: false, default: 0 }, widthCentral: HELD } : {};
  const there = model.satelliteGain() > LEAST_GAIN;
  const found = await ctx.fit(model, spectrum, there ? spin1 : loneLine(model.params.CQ.min), options);
  const message =
    'the satellites can not be told from noise: C_Q is not determined; scan more, or with a shorter dead time' +
    (settings.spin === 1 ? '' : ', or use --transitions central with --larmor where the central line shows its shift of second order');
  if (!there || !seesSatellites(found)) return { fitted: found, seen: false, message };
  return { fitted: await settle(found, model, spectrum, spin1, ctx), seen: true, message };
}

/** The central transition alone: only its shift of second order tells of C_Q, and it must explain the line better than one without. */
async function fitCentral(spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> {
  const model = lineshapeModel(spectrum, settings);
  const options = { name, weighting: weightingOf(spectrum), bounds: false };
  const plain = await ctx.fit(model, spectrum, loneLine(model.params.CQ.min), options);
  const message =
    settings.larmor === undefined
      ? 'to first order the central transition does not depend on C_Q: give --larmor for its shift of second order'
      : 'the central transition shows no shift of second order beyond noise: C_Q is not determined';
  if (settings.larmor === undefined || model.satelliteGain() < LEAST_GAIN) return { fitted: plain, seen: false, message };
  const only = { widthSatellite: HELD, fractionCentral: { vary: false, default: 1 } };
  const found = await ctx.fit(model, spectrum, only, options);
  const { CQ } = found.fit.params;
  const seen = found.fit.aicc < plain.fit.aicc - LEAST_GAIN && !!CQ?.value && CQ.u !== null && CQ.u < 0.5 * CQ.value;
  return seen ? { fitted: await settle(found, model, spectrum, only, ctx), seen, message } : { fitted: plain, seen, message };
}

const loneLine = (CQ: number | undefined): Record<string, { vary: false; default?: number }> => ({
  CQ: { vary: false, default: CQ ?? 1 },
  etaSquared: HELD,
  widthSatellite: HELD,
  fractionCentral: { vary: false, default: 1 },
});

/** Only from the one minimum found is the asymmetry's interval worth the search. */
async function settle(
  found: Fitted,
  model: ReturnType<typeof lineshapeModel>,
  spectrum: Dataset<typeof Spectrum>,
  held: Readonly<Record<string, object>>,
  ctx: AnalysisContext,
): Promise<Fitted> {
  const { starts: _, ...settled } = model;
  const best = Object.entries(found.fit.params).map(([key, param]) => [key, { ...held[key], default: param.value as number }]);
  const fitted = await ctx.fit(settled, spectrum, Object.fromEntries(best), { name, weighting: weightingOf(spectrum) });
  return { ...fitted, fit: { ...fitted.fit, converged: found.fit.converged && fitted.fit.converged, message: found.fit.message } };
}

/** True where the satellites' area is five times its uncertainty and their coupling better known than itself. */
function seesSatellites({ fit }: Fitted): boolean {
  const { fractionCentral, amplitude, CQ } = fit.params;
  if (!CQ?.value || CQ.u === null || CQ.u >= 0.5 * CQ.value) return false;
  if (fractionCentral?.fixed) return !!amplitude?.value && amplitude.u !== null && amplitude.value > 5 * amplitude.u;
  return fractionCentral?.value !== null && fractionCentral?.u != null && 1 - fractionCentral.value > 5 * fractionCentral.u;
}

/** An offset or a share may well be zero, and the asymmetry a bound: only the others fail the gate. */
function judge(fit: Fit, spectrum: Dataset<typeof Spectrum>, ctx: AnalysisContext): void {
  const { eta: _eta, offset: _offset, fractionCentral: _share, fractionLorentzian: _shape, ...params } = fit.params;
  judgeFit({ ...fit, params }, spectrum.variables.re, ctx);
}
