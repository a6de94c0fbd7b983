import type { NumberParam } from '@ionwalk/core';
import { HALF_SPACE } from './blur.ts';
import { brickLayerModel } from './brick-layer.ts';
import { BACKGROUND, DIFFUSIVITY, PERMEANCE, SOURCE } from './common-params.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';

interface BlockingSeries extends Record<string, NumberParam> {
  readonly P: NumberParam;
  readonly D_bulk: NumberParam;
  readonly source: NumberParam;
  readonly background: NumberParam;
}

/**
 * The brick layer by the permeance of its boundaries instead of its effective D: 1/D = 1/D_bulk + 1/(P d). Any P is possible here, so that a limit of
 * P can be read off the likelihood.
 */
export const blockingSeriesModel: ProfileModel<BlockingSeries> = profileModel<BlockingSeries>({
  id: 'blocking-series',
  title: 'Blocking boundaries in series, by their permeance',
  doc: 'The brick layer with the permeance of a boundary in place of the effective coefficient.',
  equation: '1/D = 1/D_b + 1/(Pd)',
  cite: [],
  params: {
    P: PERMEANCE,
    D_bulk: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient inside the grains' },
    source: SOURCE,
    background: BACKGROUND,
  },
  material: ({ grainSize }) => ({ ...HALF_SPACE, jump: 0, every: grainSize }),
  row(p, given, x, out) {
    const d = given.grainSize;
    const D = 1 / (1 / p.D_bulk + 1 / (p.P * d));
    brickLayerModel.profile.row({ ...p, D }, given, x, out);
    const [byD, byBulk] = [out[1] as number, out[2] as number];
    out[1] = byD * ((D * D) / (p.P * p.P * d));
    out[2] = byBulk + byD * ((D * D) / (p.D_bulk * p.D_bulk));
  },
  starts: (data, given) =>
    brickLayerModel.profile.starts(data, given).map(({ D, D_bulk, source, background }) => {
      const resistance = given.grainSize / D - given.grainSize / D_bulk;
      return { P: resistance > 0 ? 1 / resistance : (10 * D) / given.grainSize, D_bulk, source, background };
    }),
});
