import { constants, defineModel, type Dataset, type Model, type NumberParam, type Variable } from '@ionwalk/core';
import { LinewidthSeries } from '../kinds.ts';

type Params = Record<'rigid' | 'T_half' | 'Ea' | 'floor', NumberParam>;

const { R } = constants;
const ENERGIES = [8e3, 15e3, 25e3, 40e3, 60e3];

/**
 * Width of the central line of mobile ions over temperature, fitted in its logarithm:
 *
 *     Δν(T) = rigid/(1 + exp[(Ea/R)(1/T_half − 1/T)]) + floor
 *
 * This is B'/(1 + (B'/A − 1) exp(−Ea/RT)) + D of Hendrickson & Bray with B' = rigid, D = floor and A = rigid/(1 + exp(Ea/R T_half)), by the temperature at which half of the
 * rigid width is gone, which the data know, in place of the width at infinite temperature, which they don't. There 1/τ is about 2π·rigid.
 * Source: Hendrickson & Bray, J. Magn. Reson. 9 (1973) 341
 */
export const motionalNarrowing: Model<typeof LinewidthSeries, Params> = defineModel({
  id: 'motional-narrowing',
  version: '1.0.0',
  title: 'Motional narrowing of a line',
  accepts: LinewidthSeries,
  equation: '\\Delta\\nu = \\frac{\\Delta\\nu_{rigid}}{1 + e^{(E_a/R)(1/T_{1/2} - 1/T)}} + D',
  params: {
    rigid: { type: 'number', title: 'Width of the rigid lattice', unit: 'Hz', min: 1e-6, max: 1e12, scale: 'log', display: 'kHz' },
    T_half: { type: 'number', title: 'Temperature at which half of it is gone', unit: 'K', min: 1, max: 1e4 },
    Ea: { type: 'number', title: 'Activation energy', unit: 'J/mol', min: 0, max: 4e5, display: 'eV' },
    floor: { type: 'number', title: 'Width that motion leaves', unit: 'Hz', min: 0, display: 'kHz' },
  },
  observe: ({ variables }) => logarithm(variables.width),
  guess: (data) => starts(data)[0] as Record<keyof Params, number>,
  starts: (data) => starts(data).slice(1),
  evaluate(p, { variables }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.log(p.rigid / (1 + risen(p, variables.temperature.values[i] as number)) + p.floor);
  },
  jacobian(p, { variables }, out) {
    const T = variables.temperature.values;
    for (let i = 0; i < T.length; i++) {
      const inverse = 1 / (T[i] as number);
      const x = risen(p, T[i] as number);
      const width = p.rigid / (1 + x) + p.floor;
      // x/(1 + x)² without its overflow.
      const slope = ((-p.rigid / width) * (1 / (1 + x))) / (1 + 1 / x);
      out[4 * i] = 1 / (1 + x) / width;
      out[4 * i + 1] = slope * (-p.Ea / (R * p.T_half * p.T_half));
      out[4 * i + 2] = (slope * (1 / p.T_half - inverse)) / R;
      out[4 * i + 3] = 1 / width;
    }
  },
});

const risen = ({ Ea, T_half }: { readonly Ea: number; readonly T_half: number }, T: number): number =>
  Math.exp(Math.min(Math.max((Ea / R) * (1 / T_half - 1 / T), -600), 600));

const logarithm = ({ values, sigma }: Variable): Variable => ({
  values: values.map((value) => Math.log(value)),
  ...(sigma && { sigma: sigma.map((u, i) => u / (values[i] as number)) }),
});

/** The highest width, half of what the widths span, and a few activation energies. */
function starts({ variables }: Dataset<typeof LinewidthSeries>): Record<keyof Params, number>[] {
  const [T, width] = [variables.temperature.values, variables.width.values];
  const [high, low] = [width.reduce((a, b) => Math.max(a, b), 1e-6), width.reduce((a, b) => Math.min(a, b), Infinity)];
  const middle = (high + low) / 2;
  const nearest = T.reduce(
    (best, _, i) => (Math.abs((width[i] as number) - middle) < Math.abs((width[best] as number) - middle) ? i : best),
    0,
  );
  const T_half = Math.min(Math.max(T[nearest] as number, 1), 1e4);
  return ENERGIES.map((Ea) => ({ rigid: Math.min(high, 1e12), T_half, Ea, floor: Math.min(0.5 * low, 1e12) }));
}
