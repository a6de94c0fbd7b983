import type { NumberParam } from '@ionwalk/core';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY, SOURCE } from './common-params.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';
import { exchangeShape } from './surface-exchange.ts';

interface Interface extends Record<string, NumberParam> {
  readonly D: NumberParam;
  readonly P: NumberParam;
  readonly source: NumberParam;
  readonly background: NumberParam;
}

/** Values of 2 P sqrt(t/D) tried as starts. */
const STARTS_H = [0.1, 1, 10];

/**
 * Two half spaces of one D that meet at `interface`, a boundary of permeance P between them; the one before it began at the fraction of the source:
 * c' = 1/2 [erfc z - exp(-z^2) erfcx(z + 2 P sqrt(t/D))] behind it, z = |x - interface|/2 sqrt(D t), and 1 - c' of the mirrored place before it.
 * By antisymmetry each side is a half space with the exchange coefficient 2 P. The step at the boundary is erfcx(2 P sqrt(t/D)).
 */
export const interfaceModel: ProfileModel<Interface> = profileModel<Interface>({
  id: 'interface',
  title: 'Couple with a resistive interface',
  doc: 'Two half spaces of one diffusion coefficient with a boundary of permeance P at a known place between them, tracer in the first.',
  equation: "c' = \\tfrac12\\left[\\mathrm{erfc}\\,z - e^{-z^2}\\mathrm{erfcx}(z+2P\\sqrt{t/D})\\right]",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  params: {
    D: DIFFUSIVITY,
    P: { type: 'number', title: 'Permeance of the interface', unit: 'm/s', min: 1e-25, max: 1e5, scale: 'log' },
    source: SOURCE,
    background: BACKGROUND,
  },
  material: ({ interface: jump }) => ({ from: -Infinity, to: Infinity, jump, every: 0 }),
  row(p, given, x, out) {
    const y = x - given.interface;
    exchangeShape(p.D, 2 * p.P, given.total, Math.abs(y), out);
    const sign = y < 0 ? -0.5 : 0.5;
    const rise = p.source - p.background;
    const c = (y < 0 ? 1 : 0) + sign * (out[0] as number);
    const [byLnD, byLnP] = [out[1] as number, out[2] as number];
    out[0] = p.background + rise * c;
    out[1] = (rise * sign * byLnD) / p.D;
    out[2] = (rise * sign * byLnP) / p.P;
    out[3] = c;
    out[4] = 1 - c;
  },
  starts(data, given) {
    const coarse = coarseProfile(data);
    const shape = new Float64Array(coarse.depth.length);
    const row = new Float64Array(5);
    return STARTS_H.map((h) => {
      let best = { D: NaN, P: NaN, source: NaN, background: NaN, chi2: Infinity };
      for (const D of diffusivityGrid(coarse, given.total)) {
        const P = 0.5 * h * Math.sqrt(D / given.total);
        for (let i = 0; i < shape.length; i++) {
          interfaceModel.profile.row({ D, P, source: 1, background: 0 }, given, coarse.depth[i] as number, row);
          shape[i] = row[0] as number;
        }
        const ends = solveEnds(coarse, shape, given.source, given.background);
        if (ends.chi2 < best.chi2) best = { D, P, ...ends };
      }
      return best;
    })
      .sort((a, b) => a.chi2 - b.chi2)
      .map(({ D, P, source, background }) => ({ D, P, source, background }));
  },
});
