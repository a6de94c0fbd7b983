import { type Analysis, type AnalysisContext, type Dataset, defineAnalysis, type Fit, type Outcome, usageError } from '@ionwalk/core';
import { Fid, Spectrum } from '../kinds.ts';
import { asymmetryOf } from '../lineshape/asymmetry-of.ts';
import { evenSpectrum } from '../lineshape/even-spectrum.ts';
import { fidSpectrum } from '../lineshape/fid-spectrum.ts';
import { lineshapeFigures } from '../lineshape/lineshape-figures.ts';
import type { LineshapeSettings } from '../lineshape/lineshape-settings.ts';
import { fitCsa } from './fit-csa.ts';
import { fitQuadrupole } from './fit-quadrupole.ts';
import { judgeFit } from './judge-fit.ts';
import { lineshapeSeries } from './lineshape-series.ts';
import type { Shape } from './shape.ts';
import { spinOf } from './spin-of.ts';

const SPINS: Readonly<Record<string, number>> = { '1': 1, '3/2': 1.5, '5/2': 2.5 };

/**
 * Line shape of a powder: the static quadrupolar pattern (C_Q, asymmetry, widths and the share of the central line; satellites of first order, the
 * central transition of second where `--larmor` is given), that of an anisotropic shift, and both as sidebands under `--spinning`. What fixes the
 * coupling or anisotropy must be seen: else it is not identifiable, and said so (`nmr/not-identifiable`). `--joint`: spectra of several temperatures, each fitted,
 * then C_Q and the width of the central line over temperature.
 * @throws usage/choice, nmr/joint, nmr/spin; nmr/no-signal, nmr/too-few-points, nmr/uneven-grid, fit/too-few-points
 */
export const lineshape: Analysis = defineAnalysis({
  id: 'lineshape',
  title: 'Quadrupolar and shift line shapes of powders',
  doc: 'Fits the powder pattern of a quadrupolar coupling (central line and satellites) or of an anisotropic shift, static or spinning, to a free induction decay or a spectrum; over temperatures C_Q(T) and the narrowing of the central line.',
  cite: ['10.1063/1.450211', '10.1063/1.440136'],
  inputs: { spectrum: { title: 'Free induction decay or spectrum', kind: [Fid, Spectrum], many: true } },
  options: {
    interaction: { type: 'choice', title: 'What makes the pattern', options: ['quadrupole', 'csa'], default: 'quadrupole' },
    spin: { type: 'text', title: 'Nuclear spin: 1, 3/2 or 5/2 (default that of the nucleus the data name)', default: '3/2' },
    transitions: { type: 'choice', title: 'Which transitions the spectrum holds', options: ['all', 'central'], default: 'all' },
    broadening: { type: 'choice', title: 'Shape of the broadening', options: ['gaussian', 'lorentzian', 'voigt'], default: 'gaussian' },
    larmor: {
      type: 'number',
      title: 'Larmor frequency: the central transition is then shifted in second order',
      unit: 'Hz',
      min: 1,
      display: 'MHz',
    },
    spinning: { type: 'number', title: 'Rate of magic-angle spinning; without it the sample stands', unit: 'Hz', min: 1, display: 'kHz' },
    joint: { type: 'flag', title: 'One answer for spectra of several temperatures: C_Q(T) and line narrowing', default: false },
  },
  async run({ spectrum: all }, options, ctx): Promise<Outcome> {
    const given: readonly (Dataset<typeof Fid> | Dataset<typeof Spectrum>)[] = [all].flat();
    settingsOf(options);
    const one = (data: Dataset<typeof Fid> | Dataset<typeof Spectrum>): Promise<Shape> => {
      const spin = options.interaction === 'csa' ? options.spin : spinOf(data, options.spin, ctx);
      return fitOne(data, options.interaction, settingsOf({ ...options, spin }), ctx);
    };
    if (options.joint) return lineshapeSeries(given, one, ctx);
    const [first, second] = given;
    if (!first || second)
      throw usageError('nmr/joint', `${given.length} spectra for one answer`, {
        where: 'option --joint',
        fix: 'give one, or --joint for a series over temperature',
      });
    const { fit, figures } = await one(first);
    return { records: [], fits: [fit], figures };
  },
});

interface ShapeOptions {
  readonly interaction: string;
  readonly spin: string;
  readonly transitions: string;
  readonly broadening: LineshapeSettings['broadening'];
  readonly larmor?: number | undefined;
  readonly spinning?: number | undefined;
}

function settingsOf({ interaction, spin, transitions, broadening, larmor, spinning }: ShapeOptions): LineshapeSettings {
  if (interaction === 'csa') return { spin: 1.5, broadening, spinning };
  const number = Object.hasOwn(SPINS, spin) ? SPINS[spin] : undefined;
  const refuse = (message: string, where: string, fix: string): Error =>
    usageError('usage/choice', message, { where: `option --${where}`, fix });
  if (number === undefined) throw refuse(`--spin ${spin} is not known`, 'spin', 'use 1, 3/2 or 5/2');
  if (number === 1 && transitions === 'central')
    throw refuse('spin 1 has no central transition', 'transitions', 'use --transitions all, or another spin');
  if (spinning !== undefined && (larmor !== undefined || transitions === 'central'))
    throw refuse(
      'the central transition of second order is not modelled under spinning',
      'spinning',
      'leave --larmor and --transitions out to fit the sidebands of the satellites, or measure without spinning',
    );
  return { spin: number, broadening, larmor, spinning, centralOnly: transitions === 'central' };
}

async function fitOne(
  given: Dataset<typeof Fid> | Dataset<typeof Spectrum>,
  interaction: string,
  settings: LineshapeSettings,
  ctx: AnalysisContext,
): Promise<Shape> {
  const raw = given.kind === Fid.id ? fidSpectrum(given as Dataset<typeof Fid>) : (given as Dataset<typeof Spectrum>);
  const spectrum = evenSpectrum(raw);
  const size = interaction === 'csa' ? 'anisotropy' : 'CQ';
  const { fitted, seen, message } = await (interaction === 'csa' ? fitCsa : fitQuadrupole)(spectrum, settings, ctx);
  const { [size]: coupling, etaSquared, ...rest } = fitted.fit.params as Record<string, Fit['params'][string]>;
  if (!coupling || !etaSquared) throw new Error('the model of a line shape has lost its parameters');
  const figures = lineshapeFigures(spectrum, fitted);
  if (!seen) {
    ctx.gate('nmr/not-identifiable', message, `parameter ${size}`);
    const lost = { value: null, u: null, bound: 'none' } as const;
    return { fit: { ...fitted.fit, params: { [size]: { ...coupling, ...lost }, eta: { ...etaSquared, ...lost }, ...rest } }, figures };
  }
  const eta = asymmetryOf(etaSquared);
  if (eta.bound === 'upper' || eta.bound === 'lower') {
    const limit = `${eta.bound === 'upper' ? 'at most' : 'at least'} ${eta.value?.toPrecision(2)}`;
    ctx.note('nmr/bound', `the asymmetry is only bound: ${limit}`, 'parameter eta');
  }
  const fit = { ...fitted.fit, params: { [size]: coupling, eta, ...rest } };
  judge(fit, spectrum, ctx);
  return { fit, figures };
}

/** An offset or a share may well be zero, and the asymmetry a bound: only the others fail the gate. */
function judge(fit: Fit, spectrum: Dataset<typeof Spectrum>, ctx: AnalysisContext): void {
  const { eta: _eta, offset: _offset, fractionCentral: _share, fractionLorentzian: _shape, ...params } = fit.params;
  judgeFit({ ...fit, params }, spectrum.variables.re, ctx);
}
