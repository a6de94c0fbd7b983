import { defineModel, type Dataset, type Model, type NumberParam, type Numbers } from '@ionwalk/core';
import { Spectrum } from '../kinds.ts';
import { correlation } from './correlation.ts';
import { CSA_COLUMNS, csaLineshape, type CsaParameters } from './csa-lineshape.ts';
import type { LineshapeSettings } from './lineshape-settings.ts';

export type CsaParams = Readonly<Record<'anisotropy' | 'etaSquared' | 'offset' | 'width' | 'amplitude', NumberParam>>;

const ASYMMETRIES = [0.05, 0.4, 0.8];
const SIZES = 14;
const LEAST_ETA = 1e-4;

export interface CsaModel extends Model<typeof Spectrum, CsaParams> {
  /** By how many times the noise variance the best pattern lowers χ² against one line of free width. */
  readonly gain: () => number;
}

/**
 * Anisotropic shift of a powder on a spectrum's own even grid, fitted in the square of the asymmetry (the pattern is even in it). Starts from a scan over size and sign
 * of the anisotropy, position and area exact in each.
 */
export function csaModel(data: Dataset<typeof Spectrum>, { broadening, spinning }: LineshapeSettings): CsaModel {
  const voigt = broadening === 'voigt';
  const frequency = data.variables.shift.values;
  const { evaluate, jacobian } = csaLineshape(frequency, spinning, voigt);
  const toShape = (params: Numbers<CsaParams> & { readonly fractionLorentzian?: number }): CsaParameters => ({
    ...params,
    fractionLorentzian: params.fractionLorentzian ?? (broadening === 'lorentzian' ? 1 : 0),
    eta: Math.sqrt(Math.max(0, params.etaSquared)),
  });
  const fromShape = ({ eta, fractionLorentzian, ...rest }: CsaParameters): Numbers<CsaParams> => ({
    ...rest,
    etaSquared: eta ** 2,
    ...(voigt && { fractionLorentzian }),
  });
  let found: { readonly starts: readonly CsaParameters[]; readonly gain: number } | undefined;
  const scanned = (): { readonly starts: readonly CsaParameters[]; readonly gain: number } =>
    (found ??= scan(data, evaluate, { gaussian: 0, lorentzian: 1, voigt: 0.3 }[broadening], spinning));
  const model = defineModel<typeof Spectrum, CsaParams>({
    id: spinning === undefined ? 'csa-static' : 'csa-mas',
    version: '1.0.0',
    title: 'Pattern of an anisotropic shift',
    cite: spinning === undefined ? ['10.1103/PhysRev.97.1679'] : ['10.1063/1.440136'],
    equation: '\\nu = \\nu_{iso} + \\tfrac{\\delta}{2}(3\\cos^2\\theta - 1 + \\eta\\sin^2\\theta\\cos 2\\varphi)',
    accepts: Spectrum,
    params: paramsOn(frequency, voigt, spinning),
    observe: (spectrum) => spectrum.variables.re,
    guess: () => fromShape(scanned().starts[0] as CsaParameters),
    starts: () => scanned().starts.slice(1).map(fromShape),
    evaluate: (params, _data, out) => evaluate(toShape(params), out),
    jacobian(params, _data, out) {
      const shape = toShape(params);
      const eta = Math.max(shape.eta, LEAST_ETA);
      jacobian({ ...shape, eta }, out);
      const columns = CSA_COLUMNS.length - (voigt ? 0 : 1);
      for (let i = CSA_COLUMNS.indexOf('eta'); i < out.length; i += columns) out[i] = (out[i] as number) / (2 * eta);
    },
  });
  return { ...model, gain: () => scanned().gain };
}

function paramsOn(frequency: Float64Array, voigt: boolean, spinning: number | undefined): CsaParams {
  const step = (frequency[1] as number) - (frequency[0] as number);
  const span = step * frequency.length;
  const finest = spinning === undefined ? step : step / 2;
  return {
    anisotropy: { type: 'number', title: 'Anisotropy of the shift, δ_zz − δ_iso', unit: 'Hz', min: -span, max: span },
    etaSquared: { type: 'number', title: 'Square of the asymmetry of the shift', unit: '1', min: 0, max: 1 },
    offset: { type: 'number', title: 'Isotropic shift from the carrier', unit: 'Hz' },
    width: { type: 'number', title: 'Broadening', unit: 'Hz', scale: 'log', min: finest, max: span },
    amplitude: { type: 'number', title: 'Whole area', unit: 'Hz', min: 0 },
    ...(voigt && { fractionLorentzian: { type: 'number' as const, title: 'Lorentzian share of the width', unit: '1', min: 0, max: 1 } }),
  };
}

function scan(
  { variables: { shift, re } }: Dataset<typeof Spectrum>,
  evaluate: (p: CsaParameters, out: Float64Array) => void,
  fractionLorentzian: number,
  spinning: number | undefined,
): { readonly starts: readonly CsaParameters[]; readonly gain: number } {
  const [nu, y] = [shift.values, re.values];
  const points = y.length;
  const step = ((nu[points - 1] as number) - (nu[0] as number)) / (points - 1);
  const middle = nu[points >> 1] as number;
  const correlate = correlation(y);
  const pattern = new Float64Array(points);
  const yy = y.reduce((sum, value) => sum + value * value, 0);
  const start = (anisotropy: number, eta: number, width: number): { misfit: number; start: CsaParameters } => {
    const shape = { anisotropy, eta, offset: middle, width, amplitude: 1, fractionLorentzian };
    evaluate(shape, pattern);
    const { lag, value } = correlate(pattern);
    const norm = pattern.reduce((sum, one) => sum + one * one, 0);
    return {
      misfit: yy - (value * Math.abs(value)) / norm,
      start: { ...shape, offset: middle + lag * step, amplitude: Math.max(value / norm, 1e-300) },
    };
  };
  const geometric = (i: number): number => 4 * step * (points / 8) ** (i / (SIZES - 1));
  const alone = Array.from({ length: 2 * SIZES }, (_, i) => start(step / 100, 0, geometric(i / 2) / 2).misfit).reduce((a, b) =>
    Math.min(a, b),
  );
  const narrow = spinning === undefined ? undefined : Math.max(2 * step, spinning / 20);
  const found = [1, -1]
    .flatMap((sign) =>
      ASYMMETRIES.flatMap((eta) =>
        Array.from({ length: SIZES }, (_, i) => start(sign * geometric(i), eta, narrow ?? Math.max(2 * step, 0.15 * geometric(i)))),
      ),
    )
    .sort((p, q) => p.misfit - q.misfit);
  const best = found[0] as (typeof found)[number];
  const others = [
    found.find(({ start: one }) => one.anisotropy > 0 !== best.start.anisotropy > 0),
    found.find(({ start: one }) => one.eta !== best.start.eta && one.anisotropy > 0 === best.start.anisotropy > 0),
  ].flatMap((one) => (one ? [one.start] : []));
  return { starts: [best.start, ...others], gain: (alone - best.misfit) / (Math.max(best.misfit, 1e-300) / points) };
}
