import { erfc } from '@ionwalk/core/fit';
import { HALF_SPACE } from './blur.ts';
import { uptakeModel } from './uptake-model.ts';

/** Dt/l^2 at which both series need three terms for 1e-10. */
const SWITCH = 0.3;
const TERMS = 6;

/**
 * Plate of `thickness` with both faces held at the source, x from one face; l is half the thickness.
 * Short times: c' = sum (-1)^n {erfc[(2nl + x)/2sqrt(Dt)] + erfc[((2n + 2)l - x)/2sqrt(Dt)]}; long times: the cosine series.
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 4.
 */
export const sheetModel: ReturnType<typeof uptakeModel> = uptakeModel({
  id: 'sheet',
  title: 'Plate, both faces held',
  doc: 'A plate of known thickness whose two faces are held at the fraction of the source.',
  equation: "c' = \\sum_n (-1)^n\\left[\\mathrm{erfc}\\frac{2nl+x}{2\\sqrt{Dt}} + \\mathrm{erfc}\\frac{(2n+2)l-x}{2\\sqrt{Dt}}\\right]",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 4'],
  material: ({ thickness }) => ({ ...HALF_SPACE, to: thickness }),
  shape(D, given, x, out) {
    const l = given.thickness / 2;
    const tau = (D * given.total) / (l * l);
    if (tau < SWITCH) shortTimes(D, given.total, l, x, out);
    else longTimes(D, tau, l, x, out);
  },
});

function shortTimes(D: number, time: number, l: number, x: number, out: Float64Array): void {
  const length = 2 * Math.sqrt(D * time);
  let [c, slope, sign] = [0, 0, 1];
  for (let n = 0; n < TERMS; n++, sign = -sign) {
    const near = (2 * n * l + x) / length;
    const far = ((2 * n + 2) * l - x) / length;
    c += sign * (erfc(near) + erfc(far));
    slope += sign * (near * Math.exp(-near * near) + far * Math.exp(-far * far));
  }
  out[0] = c;
  out[1] = slope / (Math.sqrt(Math.PI) * D);
}

function longTimes(D: number, tau: number, l: number, x: number, out: Float64Array): void {
  let [c, slope, sign] = [1, 0, 1];
  for (let n = 0; n < TERMS; n++, sign = -sign) {
    const odd = 2 * n + 1;
    const rate = (odd * odd * Math.PI * Math.PI) / 4;
    const term = ((4 / Math.PI) * sign * Math.exp(-rate * tau) * Math.cos((odd * Math.PI * (x - l)) / (2 * l))) / odd;
    c -= term;
    slope += rate * tau * term;
  }
  out[0] = c;
  out[1] = slope / D;
}
