import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import type { FastBoundarySection } from './fast-boundary-section.ts';
import type { Given } from './given.ts';
import { solveEnds } from './solve-ends.ts';

/** Beta, and density times L, tried as starts; rows of the coarse profile: many, for the lattice shows in the first few only. */
const BETAS = [3, 30, 300, 3000];
const CROWDED = [0.003, 0.02, 0.1];
const GROUPS = 40;
/** Starts kept: different valleys of D and product. */
const KEPT = 3;

export interface FastBoundaryStart {
  readonly D: number;
  readonly sdD_gb: number;
  readonly density: number;
  readonly source: number;
  readonly background: number;
}

/** The best start of each beta from a scan over D and the density, source and background solved for. @param lattice – c' without boundaries */
export function fastBoundaryStarts(
  data: Dataset<typeof TracerProfile>,
  given: Given,
  lattice: (D: number, x: number) => number,
  section: FastBoundarySection,
  kind: 'held' | 'film',
): FastBoundaryStart[] {
  const coarse = coarseProfile(data, GROUPS);
  const n = coarse.depth.length;
  const [bulk, tail, shape] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const out = new Float64Array(3);
  const found = BETAS.map((beta) => {
    let best = { D: NaN, sdD_gb: NaN, density: NaN, source: NaN, background: NaN, chi2: Infinity };
    for (const D of diffusivityGrid(coarse, given.total)) {
      const L = Math.sqrt(D * given.total);
      const width = given.boundaryWidth;
      const sdD_gb = D * (2 * L * beta + width);
      section.prepare({ D, product: sdD_gb, width, time: given.total });
      // the film's shape is in units of its lattice part at the surface, 1/(sqrt(pi) L)
      const unit = kind === 'held' ? 1 : Math.sqrt(Math.PI) * L;
      for (let i = 0; i < n; i++) {
        const x = coarse.depth[i] as number;
        section[kind](x, out);
        bulk[i] = lattice(D, x);
        tail[i] = unit * (out[0] as number);
      }
      for (const density of given.boundaryDensity > 0 ? [given.boundaryDensity] : CROWDED.map((crowded) => crowded / L)) {
        for (let i = 0; i < n; i++) shape[i] = (bulk[i] as number) + density * (tail[i] as number);
        const ends = solveEnds(coarse, shape, kind === 'held' ? given.source : NaN, given.background);
        if (ends.chi2 < best.chi2) best = { D, sdD_gb, density, ...ends };
      }
    }
    return best;
  });
  return found
    .sort((a, b) => a.chi2 - b.chi2)
    .slice(0, KEPT)
    .map(({ D, sdD_gb, density, source, background }) => ({ D, sdD_gb, density, source, background }));
}
