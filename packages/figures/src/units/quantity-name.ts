import { parseLabel } from '../text/parse-label.ts';
import { italic, plain, sub, sup, type RichText } from '../text/rich-text.ts';

/** What a quantity is called on an axis; an unknown one is its own label (`grain-size` → Grain size, `D_x` → D with a subscript). */
export function quantityName(quantity: string): RichText {
  const known = Object.hasOwn(NAMES, quantity) ? NAMES[quantity] : undefined;
  if (known !== undefined) return typeof known === 'string' ? [plain(known)] : known;
  if (/[_^*]/.test(quantity)) return parseLabel(quantity);
  const words = quantity.replaceAll('-', ' ').trim();
  return [plain(/^[a-z]{2}/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words)];
}

const D = italic('D');
const Z = italic('Z');
const T1: RichText = [italic('T'), sub('1')];

const NAMES: Readonly<Record<string, RichText | string>> = {
  diffusivity: [D],
  'diffusion-coefficient': [D],
  D_sigma: [D, sub('σ')],
  D_NMR: [D, sub('NMR')],
  D_tracer: [D, plain('*')],
  D_local: [D, sub('local')],
  conductivity: [italic('σ')],
  sigma: [italic('σ')],
  'conductivity-temperature': [italic('σT')],
  H_R: [italic('H'), sub('R')],
  'haven-ratio': [italic('H'), sub('R')],
  'activation-energy': [italic('E'), sub('a')],
  D_0: [D, sub('0')],
  temperature: [italic('T')],
  T: [italic('T')],
  'impedance-real': [Z, plain('′')],
  'impedance-imaginary': [Z, plain('″')],
  'impedance-imaginary-negative': [plain('−'), Z, plain('″')],
  'impedance-modulus': [plain('|'), Z, plain('|')],
  'impedance-phase': 'Phase',
  frequency: [italic('f')],
  'b-value': [italic('b')],
  b: [italic('b')],
  gradient: [italic('g')],
  signal: 'Signal',
  'relaxation-rate': 'Relaxation rate',
  'relaxation-time': 'Relaxation time',
  'relaxation-rate-1': [plain('1/'), ...T1],
  T1,
  R1: [italic('R'), sub('1')],
  'time-constant': [italic('τ')],
  tau: [italic('τ')],
  'correlation-time': [italic('τ'), sub('c')],
  'relaxation-distribution': [italic('γ')],
  drt: [italic('γ')],
  fraction: 'Fraction',
  // Not a root sign: the face figures are rasterised with has none.
  'diffusion-length': [plain('(2'), italic('dDt'), plain(')'), sup('1/2')],
  residual: 'Residual',
  'chemical-shift': 'Shift',
};
