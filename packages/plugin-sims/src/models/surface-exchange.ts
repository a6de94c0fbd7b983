import { erfcx } from '@ionwalk/core/fit';
import { DIFFUSIVITY, EXCHANGE } from './common-params.ts';
import { pairModel, type PairParams } from './pair-model.ts';
import type { ProfileModel } from './profile-model.ts';

/** Values of h = k sqrt(t/D) tried as starts: little exchange, comparable, surface nearly at equilibrium. */
const STARTS_H = [0.1, 0.6, 4];

/**
 * c' and its slopes with ln D and ln k: c' = exp(-z^2)[erfcx(z) - erfcx(z + h)], z = x/(2 sqrt(D t)), h = k sqrt(t/D).
 * The product form exp(2hz + h^2) erfc(z + h) overflows near h = 27; this one never does.
 * @param out – [c', dc'/dln D, dc'/dln k]
 */
export function exchangeShape(D: number, k: number, time: number, x: number, out: Float64Array): void {
  const length = 2 * Math.sqrt(D * time);
  const z = Math.max(0, x) / length;
  const h = (2 * k * time) / length;
  const gauss = Math.exp(-z * z);
  if (gauss === 0) {
    out.fill(0, 0, 3);
    return;
  }
  const tail = erfcx(z + h);
  out[0] = gauss * (erfcx(z) - tail);
  // dc'/dz at constant h is -2 h exp(-z^2) erfcx(z + h): the other terms cancel
  const byZ = -2 * h * gauss * tail;
  const byH = (2 / Math.sqrt(Math.PI)) * gauss * (1 - Math.sqrt(Math.PI) * (z + h) * tail);
  out[1] = -0.5 * (z * byZ + h * byH);
  out[2] = h * byH;
}

/** Diffusion into a half space through a surface with exchange coefficient k. Crank, The Mathematics of Diffusion, 2nd ed., chapter 3. */
export const surfaceExchangeModel: ProfileModel<PairParams<'k'>> = pairModel({
  id: 'surface-exchange',
  title: 'Surface exchange',
  doc: 'Half space that exchanges with a gas or melt of the fraction of the source through a surface coefficient k.',
  equation: "c' = \\mathrm{erfc}\\,z - e^{-z^2}\\mathrm{erfcx}(z+h),\\quad z = \\frac{x}{2\\sqrt{Dt}},\\; h = k\\sqrt{t/D}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  D: DIFFUSIVITY,
  name: 'k',
  other: EXCHANGE,
  shape: (D, k, given, x, out) => exchangeShape(D, k, given.total, x, out),
  tried: (D, given) => STARTS_H.map((h) => h * Math.sqrt(D / given.total)),
});
