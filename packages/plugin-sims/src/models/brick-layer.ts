import { erfc } from '@ionwalk/core/fit';
import { HALF_SPACE } from './blur.ts';
import { DIFFUSIVITY } from './common-params.ts';
import { pairModel, type PairParams } from './pair-model.ts';
import type { ProfileModel } from './profile-model.ts';

/** Ratios D/D_bulk tried as starts. */
const RATIOS = [0.8, 0.3, 0.05];

/**
 * Equal grains of `grainSize` d in series, first face at x = 0, blocking boundaries at multiples of d: grain i of a row at x is
 * floor(x/d), its place in the effective medium X = i d + (D/D_bulk)(x - i d), and c' = erfc(X/2 sqrt(D t)).
 * The first grain has no boundary in front of it: fitting erfc(x) instead over-estimates D by several percent. Quasi-steady inside a grain,
 * that is for times beyond d^2/D_bulk.
 */
export const brickLayerModel: ProfileModel<PairParams<'D_bulk'>> = pairModel({
  id: 'brick-layer',
  title: 'Blocking boundaries in series',
  doc: 'Equal grains in series behind a surface held at the fraction of the source, with blocking boundaries between them.',
  equation: "c' = \\mathrm{erfc}\\frac{X}{2\\sqrt{Dt}},\\quad X = id + \\frac{D}{D_b}(x - id),\\; i = \\lfloor x/d \\rfloor",
  cite: [],
  D: DIFFUSIVITY,
  name: 'D_bulk',
  other: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient inside the grains' },
  material: ({ grainSize }) => ({ ...HALF_SPACE, jump: 0, every: grainSize }),
  shape(D, bulk, given, x, out) {
    const start = given.grainSize * Math.floor(x / given.grainSize);
    const length = 2 * Math.sqrt(D * given.total);
    const inside = (D / bulk) * (x - start);
    const z = (start + inside) / length;
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z);
    out[0] = erfc(z);
    out[1] = slope * (0.5 * z - inside / length);
    out[2] = slope * (inside / length);
  },
  tried: (D, given) => (Number.isNaN(given.bulkDiffusivity) ? RATIOS.map((ratio) => D / ratio) : [given.bulkDiffusivity]),
});
