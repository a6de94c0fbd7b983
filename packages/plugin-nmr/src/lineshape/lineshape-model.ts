import { defineModel, type Dataset, type Model, type NumberParam, type Numbers } from '@ionwalk/core';
import { Spectrum } from '../kinds.ts';
import { couplingOfScale, type LineshapeSettings } from './lineshape-settings.ts';
import { scanCentral } from './scan-central.ts';
import { type LineshapeScan, scanLineshape } from './scan-lineshape.ts';
import { LINESHAPE_COLUMNS, type LineshapeParameters, staticLineshape } from './static-lineshape.ts';

export type LineshapeParams = Readonly<
  Record<'CQ' | 'etaSquared' | 'offset' | 'widthCentral' | 'widthSatellite' | 'fractionCentral' | 'amplitude', NumberParam>
>;

const hertz = (title: string): NumberParam => ({ type: 'number', title, unit: 'Hz', scale: 'log' });
const PARAMS: LineshapeParams = {
  CQ: hertz('Quadrupole coupling constant'),
  etaSquared: { type: 'number', title: 'Square of the asymmetry of the field gradient', unit: '1', min: 0, max: 1 },
  offset: { type: 'number', title: 'Offset from the carrier', unit: 'Hz' },
  widthCentral: hertz('Width of the central line'),
  widthSatellite: hertz('Broadening of the satellites'),
  fractionCentral: { type: 'number', title: 'Share of the central line', unit: '1', min: 0, max: 1 },
  amplitude: { type: 'number', title: 'Whole area', unit: 'Hz', min: 0 },
};
const SHARE: NumberParam = { type: 'number', title: 'Lorentzian share of the widths', unit: '1', min: 0, max: 1 };

const LEAST_ETA = 1e-4;
const CITE = ['10.1063/1.450211'];

/**
 * Static quadrupolar pattern of a spin on a spectrum's own grid (even, ascending), fitted in the square of the asymmetry. The starts come from a
 * scan over coupling and asymmetry: the surface has many minima in the coupling. A Voigt broadening adds `fractionLorentzian`.
 */
export function lineshapeModel(
  data: Dataset<typeof Spectrum>,
  settings: LineshapeSettings,
): Model<typeof Spectrum, LineshapeParams> & { readonly satelliteGain: () => number } {
  const { spin, broadening, larmor, spinning, centralOnly } = settings;
  const voigt = broadening === 'voigt';
  const { evaluate, jacobian } = staticLineshape(data.variables.shift.values, { spin, larmor, spinning, voigt, satellites: !centralOnly });
  // The pattern is even in the asymmetry: at 0 its derivative vanishes, and a fit in the asymmetry itself would stall there. Its square has no such point.
  const toShape = (params: Numbers<LineshapeParams> & { readonly fractionLorentzian?: number }): LineshapeParameters => ({
    ...params,
    fractionLorentzian: params.fractionLorentzian ?? (broadening === 'lorentzian' ? 1 : 0),
    eta: Math.sqrt(Math.max(0, params.etaSquared)),
  });
  const fromShape = ({ eta, fractionLorentzian, ...rest }: LineshapeParameters): Numbers<LineshapeParams> => ({
    ...rest,
    etaSquared: eta ** 2,
    ...(voigt && { fractionLorentzian }),
  });
  let found: LineshapeScan | undefined;
  const scanned = (): LineshapeScan =>
    (found ??=
      centralOnly && larmor !== undefined ? scanCentral(data, evaluate, { ...settings, larmor }) : scanLineshape(data, evaluate, settings));
  const model = defineModel<typeof Spectrum, LineshapeParams>({
    id: 'quadrupole-static',
    version: '1.1.0',
    title: 'Static quadrupolar pattern',
    doc: 'Satellites to first order; the central transition to second order where the Larmor frequency is given.',
    cite: CITE,
    equation: '\\nu = \\pm\\tfrac{\\nu_Q}{2}(3\\cos^2\\theta - 1 + \\eta\\sin^2\\theta\\cos 2\\varphi)',
    accepts: Spectrum,
    params: paramsOn(data.variables.shift.values, settings),
    observe: (spectrum) => spectrum.variables.re,
    guess: () => fromShape(scanned().starts[0] as LineshapeParameters),
    starts: () => scanned().starts.slice(1).map(fromShape),
    evaluate: (params, _data, out) => evaluate(toShape(params), out),
    jacobian(params, _data, out) {
      const shape = toShape(params);
      const eta = Math.max(shape.eta, LEAST_ETA);
      jacobian({ ...shape, eta }, out);
      const columns = LINESHAPE_COLUMNS.length - (voigt ? 0 : 1);
      for (let i = LINESHAPE_COLUMNS.indexOf('eta'); i < out.length; i += columns) out[i] = (out[i] as number) / (2 * eta);
    },
  });
  return { ...model, satelliteGain: () => scanned().gain };
}

/**
 * The grid says what it can hold: no line narrower than half its step, no static satellites finer than two steps, no coupling whose pattern would leave it
 * (the outermost edges stand at 3C_Q/4I from the centre).
 */
function paramsOn(frequency: Float64Array, { spin, broadening, larmor, spinning, centralOnly }: LineshapeSettings): LineshapeParams {
  const step = Math.abs((frequency[1] as number) - (frequency[0] as number));
  const span = step * frequency.length;
  // A finer central transition of second order would take seconds; a width that ends here is told as a bound.
  const finest = larmor === undefined ? 0 : span / (broadening === 'gaussian' ? 600 : 300);
  const coupling = (hertzWide: number): number =>
    centralOnly && larmor !== undefined ? couplingOfScale(hertzWide, spin, larmor) : (2 * spin * hertzWide) / 3;
  return {
    ...PARAMS,
    CQ: { ...PARAMS.CQ, min: coupling(centralOnly ? step / 100 : step), max: coupling(span) },
    widthCentral: { ...PARAMS.widthCentral, min: Math.max(step / 2, finest), max: span },
    widthSatellite: { ...PARAMS.widthSatellite, min: Math.max(spinning === undefined ? 2 * step : step / 2, finest), max: span },
    ...(broadening === 'voigt' && { fractionLorentzian: SHARE }),
  };
}
