import type { NumberParam } from '@ionwalk/core';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY } from './common-params.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

interface ThinFilm extends Record<string, NumberParam> {
  readonly D: NumberParam;
  readonly M: NumberParam;
  readonly background: NumberParam;
}

/**
 * All the tracer at the closed surface x = 0 of a half space: f = background + M exp(-x^2/4Dt)/sqrt(pi D t).
 * M [m] is the amount per area over the concentration of the element. Crank, The Mathematics of Diffusion, 2nd ed., chapter 2.
 * After a second, sealed step the time is that of both.
 */
export const thinFilmModel: ProfileModel<ThinFilm> = profileModel<ThinFilm>({
  id: 'thin-film',
  title: 'Thin film',
  doc: 'An instantaneous source at the closed surface of a half space.',
  equation: 'f = f_{bg} + \\frac{M}{\\sqrt{\\pi D t}}\\exp\\left(-\\frac{x^2}{4Dt}\\right)',
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 2'],
  params: {
    D: DIFFUSIVITY,
    M: { type: 'number', title: 'Tracer per area', unit: 'm', min: 1e-25, max: 1e3, scale: 'log' },
    background: BACKGROUND,
  },
  row(p, given, x, out) {
    const time = given.total;
    const z2 = (x * x) / (4 * p.D * time);
    const g = Math.exp(-z2) / Math.sqrt(Math.PI * p.D * time);
    out[0] = p.background + p.M * g;
    out[1] = (p.M * g * (z2 - 0.5)) / p.D;
    out[2] = g;
    out[3] = 1;
  },
  starts(data, given) {
    const coarse = coarseProfile(data);
    const time = given.total;
    const shape = new Float64Array(coarse.depth.length);
    let best = { D: NaN, M: NaN, background: NaN, chi2: Infinity };
    for (const D of diffusivityGrid(coarse, time)) {
      for (let i = 0; i < shape.length; i++) shape[i] = Math.exp(-((coarse.depth[i] as number) ** 2) / (4 * D * time));
      // the fraction at x = 0 plays the part of the source
      const ends = solveEnds(coarse, shape, NaN, given.background);
      const M = Math.max(1e-4, ends.source - ends.background) * Math.sqrt(Math.PI * D * time);
      if (ends.chi2 < best.chi2) best = { D, M, background: ends.background, chi2: ends.chi2 };
    }
    return [{ D: best.D, M: best.M, background: best.background }];
  },
});
