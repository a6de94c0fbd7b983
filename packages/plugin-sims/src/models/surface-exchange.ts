import type { NumberParam } from '@ionwalk/core';
import { erfcx } from '@ionwalk/core/fit';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY, SOURCE } from './common-params.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

interface Exchange extends Record<string, NumberParam> {
  readonly D: NumberParam;
  readonly k: NumberParam;
  readonly source: NumberParam;
  readonly background: NumberParam;
}

/** Values of h = k sqrt(t/D) tried as starts: little exchange, comparable, surface nearly at equilibrium. */
const STARTS_H = [0.1, 0.6, 4];
/** Starts that fit so many times worse than the best one on the coarse profile aren't worth an iteration. */
const PLAUSIBLE = 3;

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
export const surfaceExchangeModel: ProfileModel<Exchange> = profileModel<Exchange>({
  id: 'surface-exchange',
  title: 'Surface exchange',
  doc: 'Half space that exchanges with a gas or melt of the fraction of the source through a surface coefficient k.',
  equation: "c' = \\mathrm{erfc}\\,z - e^{-z^2}\\mathrm{erfcx}(z+h),\\quad z = \\frac{x}{2\\sqrt{Dt}},\\; h = k\\sqrt{t/D}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  params: {
    D: DIFFUSIVITY,
    k: { type: 'number', title: 'Surface exchange coefficient', unit: 'm/s', min: 1e-25, max: 1e5, scale: 'log' },
    source: SOURCE,
    background: BACKGROUND,
  },
  row(p, given, x, out) {
    exchangeShape(p.D, p.k, given.total, x, out);
    const [c, byLnD, byLnK] = [out[0] as number, out[1] as number, out[2] as number];
    const rise = p.source - p.background;
    out[0] = p.background + rise * c;
    out[1] = (rise * byLnD) / p.D;
    out[2] = (rise * byLnK) / p.k;
    out[3] = c;
    out[4] = 1 - c;
  },
  starts(data, given) {
    const coarse = coarseProfile(data);
    const grid = diffusivityGrid(coarse, given.total);
    const shape = new Float64Array(coarse.depth.length);
    const row = new Float64Array(3);
    const found = STARTS_H.map((h) => {
      let best = { D: NaN, k: NaN, source: NaN, background: NaN, chi2: Infinity };
      for (const D of grid) {
        const k = h * Math.sqrt(D / given.total);
        for (let i = 0; i < shape.length; i++) {
          exchangeShape(D, k, given.total, coarse.depth[i] as number, row);
          shape[i] = row[0] as number;
        }
        const ends = solveEnds(coarse, shape, given.source, given.background);
        if (ends.chi2 < best.chi2) best = { D, k, ...ends };
      }
      return best;
    });
    const lowest = Math.min(...found.map((start) => start.chi2));
    return found
      .filter((start) => start.chi2 <= PLAUSIBLE * lowest)
      .sort((a, b) => a.chi2 - b.chi2)
      .map(({ D, k, source, background }) => ({ D, k, source, background }));
  },
});
