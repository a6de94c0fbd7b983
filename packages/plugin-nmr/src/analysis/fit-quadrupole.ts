import type { AnalysisContext, Dataset, Fitted } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';
import { lineshapeModel } from '../lineshape/lineshape-model.ts';
import type { LineshapeSettings } from '../lineshape/lineshape-settings.ts';

/** χ² must fall by this many noise variances for satellites to be there: a chance of a thousandth over the couplings tried. */
export const LEAST_GAIN = 20;

export interface Found {
  readonly fitted: Fitted;
  /** Whether something in the spectrum fixes C_Q. */
  readonly seen: boolean;
  readonly message: string;
}

const HELD = { vary: false } as const;
const nameOf = ({ spinning }: LineshapeSettings): string => (spinning === undefined ? 'nmr/quadrupole-static' : 'nmr/quadrupole-mas');
/** What the weights of a spectrum are called. */
export const weightingOf = (spectrum: Dataset<typeof Spectrum>): string => (spectrum.variables.re.sigma ? 'sigma' : 'unit');

/** The quadrupolar pattern of a spectrum. */
export const fitQuadrupole = (spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> =>
  (settings.centralOnly ? fitCentral : fitAll)(spectrum, settings, ctx);

/** Central line and satellites. Without satellites their coupling and asymmetry have no minimum to find: the central line alone is fitted. */
async function fitAll(spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> {
  const model = lineshapeModel(spectrum, settings);
  const options = { name: nameOf(settings), weighting: weightingOf(spectrum), bounds: false };
  const spin1 = settings.spin === 1 ? { fractionCentral: { vary: false, default: 0 }, widthCentral: HELD } : {};
  const there = model.satelliteGain() > LEAST_GAIN;
  const found = await ctx.fit(model, spectrum, there ? spin1 : loneLine(model.params.CQ.min), options);
  const message =
    'the satellites can not be told from noise: C_Q is not determined; scan more, or with a shorter dead time' +
    (settings.spin === 1 ? '' : ', or use --transitions central with --larmor where the central line shows its shift of second order');
  if (!there || !seesSatellites(found)) return { fitted: found, seen: false, message };
  return { fitted: await settle(found, model, spectrum, spin1, settings, ctx), seen: true, message };
}

/** The central transition alone: only its shift of second order tells of C_Q, and it must explain the line better than one without. */
async function fitCentral(spectrum: Dataset<typeof Spectrum>, settings: LineshapeSettings, ctx: AnalysisContext): Promise<Found> {
  const model = lineshapeModel(spectrum, settings);
  const options = { name: nameOf(settings), weighting: weightingOf(spectrum), bounds: false };
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
  return seen ? { fitted: await settle(found, model, spectrum, only, settings, ctx), seen, message } : { fitted: plain, seen, message };
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
  settings: LineshapeSettings,
  ctx: AnalysisContext,
): Promise<Fitted> {
  const { starts: _, ...settled } = model;
  const best = Object.entries(found.fit.params).map(([key, param]) => [key, { ...held[key], default: param.value as number }]);
  const fitted = await ctx.fit(settled, spectrum, Object.fromEntries(best), { name: nameOf(settings), weighting: weightingOf(spectrum) });
  return { ...fitted, fit: { ...fitted.fit, converged: found.fit.converged && fitted.fit.converged, message: found.fit.message } };
}

/** True where the satellites' area is five times its uncertainty and their coupling better known than itself. */
function seesSatellites({ fit }: Fitted): boolean {
  const { fractionCentral, amplitude, CQ } = fit.params;
  if (!CQ?.value || CQ.u === null || CQ.u >= 0.5 * CQ.value) return false;
  if (fractionCentral?.fixed) return !!amplitude?.value && amplitude.u !== null && amplitude.value > 5 * amplitude.u;
  return fractionCentral?.value !== null && fractionCentral?.u != null && 1 - fractionCentral.value > 5 * fractionCentral.u;
}
