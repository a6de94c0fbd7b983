import type { NumberParam } from '@ionwalk/core';
import { erfc } from '@ionwalk/core/fit';
import { HALF_SPACE } from './blur.ts';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY, SOURCE } from './common-params.ts';
import type { Given } from './given.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

interface BrickLayer extends Record<string, NumberParam> {
  readonly D: NumberParam;
  readonly D_bulk: NumberParam;
  readonly source: NumberParam;
  readonly background: NumberParam;
}

/** Ratios D/D_bulk tried as starts. */
const RATIOS = [0.8, 0.3, 0.05];

/**
 * Equal grains of `grainSize` d in series, first face at x = 0, blocking boundaries at multiples of d: grain i of a row at x is
 * floor(x/d), its place in the effective medium X = i d + (D/D_bulk)(x - i d), and c' = erfc(X/2 sqrt(D t)).
 * The first grain has no boundary in front of it: fitting erfc(x) instead over-estimates D by several percent. Quasi-steady inside a grain,
 * that is for times beyond d^2/D_bulk.
 */
export const brickLayerModel: ProfileModel<BrickLayer> = profileModel<BrickLayer>({
  id: 'brick-layer',
  title: 'Blocking boundaries in series',
  doc: 'Equal grains in series behind a surface held at the fraction of the source, with blocking boundaries between them.',
  equation: "c' = \\mathrm{erfc}\\frac{X}{2\\sqrt{Dt}},\\quad X = id + \\frac{D}{D_b}(x - id),\\; i = \\lfloor x/d \\rfloor",
  cite: [],
  params: {
    D: DIFFUSIVITY,
    D_bulk: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient inside the grains' },
    source: SOURCE,
    background: BACKGROUND,
  },
  material: ({ grainSize }) => ({ ...HALF_SPACE, jump: 0, every: grainSize }),
  row(p, given, x, out) {
    const start = grainStart(given, x);
    const length = 2 * Math.sqrt(p.D * given.total);
    const inside = (p.D / p.D_bulk) * (x - start);
    const z = (start + inside) / length;
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z);
    const rise = p.source - p.background;
    const c = erfc(z);
    out[0] = p.background + rise * c;
    out[1] = (rise * slope * (0.5 * z - inside / length)) / p.D;
    out[2] = (rise * slope * (inside / length)) / p.D_bulk;
    out[3] = c;
    out[4] = 1 - c;
  },
  starts(data, given) {
    const coarse = coarseProfile(data);
    const shape = new Float64Array(coarse.depth.length);
    return RATIOS.map((ratio) => {
      let best = { D: NaN, D_bulk: NaN, source: NaN, background: NaN, chi2: Infinity };
      for (const D of diffusivityGrid(coarse, given.total)) {
        const D_bulk = Number.isNaN(given.bulkDiffusivity) ? D / ratio : given.bulkDiffusivity;
        for (let i = 0; i < shape.length; i++) {
          const x = coarse.depth[i] as number;
          const start = grainStart(given, x);
          shape[i] = erfc((start + (D / D_bulk) * (x - start)) / (2 * Math.sqrt(D * given.total)));
        }
        const ends = solveEnds(coarse, shape, given.source, given.background);
        if (ends.chi2 < best.chi2) best = { D, D_bulk, ...ends };
      }
      return { D: best.D, D_bulk: best.D_bulk, source: best.source, background: best.background };
    });
  },
});

const grainStart = (given: Given, x: number): number => given.grainSize * Math.floor(x / given.grainSize);
