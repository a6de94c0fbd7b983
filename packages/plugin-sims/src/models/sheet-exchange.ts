import { HALF_SPACE } from './blur.ts';
import { DIFFUSIVITY, EXCHANGE } from './common-params.ts';
import { pairModel, type PairParams } from './pair-model.ts';
import { plateRoots } from './plate-roots.ts';
import type { ProfileModel } from './profile-model.ts';
import { exchangeShape } from './surface-exchange.ts';

/** Dt/l^2 below which the two faces don't feel each other to 1e-9, and terms of the series beyond. */
const SWITCH = 0.05;
const TERMS = 9;
const STARTS_L = [0.1, 1, 10];

/**
 * c' of a plate of thickness 2 l with exchange k at both faces, and its slopes with ln D and ln k; x from one face, L = l k/D.
 * Long times: 1 - sum 2 L cos(b_n (x - l)/l) exp(-b_n^2 Dt/l^2)/[(b_n^2 + L^2 + L) cos b_n], b tan b = L; short ones: two half spaces.
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 4.
 */
export function sheetExchangeShape(): (D: number, k: number, time: number, half: number, x: number, out: Float64Array) => void {
  const roots = new Float64Array(TERMS);
  const far = new Float64Array(3);
  let known = NaN;
  return (D, k, time, l, x, out) => {
    const tau = (D * time) / (l * l);
    if (tau < SWITCH) {
      exchangeShape(D, k, time, x, out);
      exchangeShape(D, k, time, 2 * l - x, far);
      for (let i = 0; i < 3; i++) out[i] = (out[i] as number) + (far[i] as number);
      return;
    }
    const L = (l * k) / D;
    if (L !== known) plateRoots(L, TERMS, roots);
    known = L;
    const place = (x - l) / l;
    let [c, byTau, byL] = [1, 0, 0];
    for (let n = 0; n < TERMS; n++) {
      const b = roots[n] as number;
      const q = b * b + L * L + L;
      // 1/cos b without cancellation where b comes near an odd multiple of pi/2
      const secant = ((n % 2 === 0 ? 1 : -1) * Math.hypot(b, L)) / b;
      const size = (2 * L * Math.exp(-b * b * tau) * secant) / q;
      const term = size * Math.cos(b * place);
      const root = b / q;
      c -= term;
      byTau += b * b * term;
      byL -= term * (1 / L - (2 * L + 1) / q + root * (-2 * b * tau + L / b - (2 * b) / q)) - root * place * size * Math.sin(b * place);
    }
    out[0] = c;
    out[1] = tau * byTau - L * byL;
    out[2] = L * byL;
  };
}

const shapeOf = sheetExchangeShape();

/** A plate of `thickness` that exchanges through both faces. */
export const sheetExchangeModel: ProfileModel<PairParams<'k'>> = pairModel({
  id: 'sheet-exchange',
  title: 'Plate with surface exchange',
  doc: 'A plate of known thickness that exchanges through a surface coefficient k at both faces with a gas or melt of the fraction of the source.',
  equation:
    "c' = 1 - \\sum_n \\frac{2L\\cos(b_n(x-l)/l)\\,e^{-b_n^2Dt/l^2}}{(b_n^2+L^2+L)\\cos b_n},\\quad b_n\\tan b_n = L = \\frac{lk}{D}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 4'],
  D: DIFFUSIVITY,
  name: 'k',
  other: EXCHANGE,
  material: ({ thickness }) => ({ ...HALF_SPACE, to: thickness }),
  shape: (D, k, given, x, out) => shapeOf(D, k, given.total, given.thickness / 2, x, out),
  tried: (D, given) => STARTS_L.map((L) => (2 * L * D) / given.thickness),
});
