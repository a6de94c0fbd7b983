import type { NumberParam, Numbers } from '@ionwalk/core';
import type { Material } from './blur.ts';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, SOURCE } from './common-params.ts';
import type { Given } from './given.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

export type PairParams<N extends string> = Readonly<Record<'D' | N | 'source' | 'background', NumberParam>>;

/** A profile f = background + (source - background) c' that a diffusion coefficient shapes together with one more quantity of many decades. */
export interface PairShape<N extends string> {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly equation: string;
  readonly cite: readonly string[];
  readonly D: NumberParam;
  /** The other quantity and its name. */
  readonly name: N;
  readonly other: NumberParam;
  /** Where there is material; a half space from 0 on without. */
  material?(given: Given): Material;
  /** `out` = [c', dc'/dln D, dc'/dln other]. */
  shape(D: number, other: number, given: Given, x: number, out: Float64Array): void;
  /** Values of the other quantity that are tried beside a D, one start of each. */
  tried(D: number, given: Given): readonly number[];
}

/** Builds the model of such a shape; each start is the best of a scan of D with source and background solved for, best first. */
export function pairModel<const N extends string>(pair: PairShape<N>): ProfileModel<PairParams<N>> {
  const { id, title, doc, equation, cite, name, material } = pair;
  const params = { D: pair.D, [name]: pair.other, source: SOURCE, background: BACKGROUND } as PairParams<N>;
  const named = (D: number, other: number, source: number, background: number): Numbers<PairParams<N>> =>
    ({ D, [name]: other, source, background }) as Numbers<PairParams<N>>;
  return profileModel<PairParams<N>>({
    id,
    title,
    doc,
    equation,
    cite,
    params,
    ...(material && { material }),
    row(p, given, x, out) {
      pair.shape(p.D, p[name], given, x, out);
      const [c, byLnD, byLnOther] = [out[0] as number, out[1] as number, out[2] as number];
      const rise = p.source - p.background;
      out[0] = p.background + rise * c;
      out[1] = (rise * byLnD) / p.D;
      out[2] = (rise * byLnOther) / p[name];
      out[3] = c;
      out[4] = 1 - c;
    },
    starts(data, given) {
      const coarse = coarseProfile(data);
      const shape = new Float64Array(coarse.depth.length);
      const row = new Float64Array(3);
      const best: { readonly start: Numbers<PairParams<N>>; readonly chi2: number }[] = [];
      for (const D of diffusivityGrid(coarse, given.total)) {
        pair.tried(D, given).forEach((other, k) => {
          for (let i = 0; i < shape.length; i++) {
            pair.shape(D, other, given, coarse.depth[i] as number, row);
            shape[i] = row[0] as number;
          }
          const { source, background, chi2 } = solveEnds(coarse, shape, given.source, given.background);
          if (!(chi2 >= (best[k]?.chi2 ?? Infinity))) best[k] = { start: named(D, other, source, background), chi2 };
        });
      }
      return best.sort((a, b) => a.chi2 - b.chi2).map(({ start }) => start);
    },
  });
}
