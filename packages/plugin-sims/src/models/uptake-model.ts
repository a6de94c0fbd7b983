import type { NumberParam } from '@ionwalk/core';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY, SOURCE } from './common-params.ts';
import type { Material } from './blur.ts';
import type { Given } from './given.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

type Uptake = { readonly D: NumberParam; readonly source: NumberParam; readonly background: NumberParam };

/** A profile of the form f = background + (source - background) c'(x; D). */
export interface UptakeShape {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly equation: string;
  readonly cite: readonly string[];
  /** Where there is material; a half space from 0 on without. */
  material?(given: Given): Material;
  /** `out` = [c', dc'/dD]. */
  shape(D: number, given: Given, x: number, out: Float64Array): void;
}

/** Builds the model of a shape with one diffusion coefficient; starts from a scan of D with source and background solved for. */
export function uptakeModel(uptake: UptakeShape): ProfileModel<Uptake> {
  const c = new Float64Array(2);
  return profileModel<Uptake>({
    ...uptake,
    params: { D: DIFFUSIVITY, source: SOURCE, background: BACKGROUND },
    row(p, given, x, out) {
      uptake.shape(p.D, given, x, c);
      const [shape, slope] = [c[0] as number, c[1] as number];
      out[0] = p.background + (p.source - p.background) * shape;
      out[1] = (p.source - p.background) * slope;
      out[2] = shape;
      out[3] = 1 - shape;
    },
    starts(data, given) {
      const coarse = coarseProfile(data);
      const shape = new Float64Array(coarse.depth.length);
      let best = { D: NaN, source: NaN, background: NaN, chi2: Infinity };
      for (const D of diffusivityGrid(coarse, given.total)) {
        for (let i = 0; i < shape.length; i++) {
          uptake.shape(D, given, coarse.depth[i] as number, c);
          shape[i] = c[0] as number;
        }
        const ends = solveEnds(coarse, shape, given.source, given.background);
        if (ends.chi2 < best.chi2) best = { D, ...ends };
      }
      return [{ D: best.D, source: best.source, background: best.background }];
    },
  });
}
