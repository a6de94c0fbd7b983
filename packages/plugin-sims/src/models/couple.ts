import type { NumberParam } from '@ionwalk/core';
import { erf, erfc } from '@ionwalk/core/fit';
import { coarseProfile, diffusivityGrid } from './coarse-profile.ts';
import { BACKGROUND, DIFFUSIVITY, SOURCE } from './common-params.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';
import { solveEnds } from './solve-ends.ts';

interface Couple extends Record<string, NumberParam> {
  readonly D: NumberParam;
  readonly D2: NumberParam;
  readonly source: NumberParam;
  readonly background: NumberParam;
}

const RATIOS = [1, 0.1, 10];

/**
 * Two half spaces that met at `interface`, the one before it at the fraction of the source, the one behind it at the background; s = sqrt(D2/D):
 * c' = [1 + s erf(|y|/2 sqrt(D t))]/(1 + s) before, erfc(y/2 sqrt(D2 t))/(1 + s) behind, y = x - interface. The concentration of the element is
 * the same on both sides (else s takes its ratio along).
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 3.
 */
export const coupleModel: ProfileModel<Couple> = profileModel<Couple>({
  id: 'couple',
  title: 'Couple of two half spaces',
  doc: 'Two half spaces of diffusion coefficients D and D2 joined at a known place, tracer in the first.',
  equation:
    "c'_1 = \\frac{1+s\\,\\mathrm{erf}(|y|/2\\sqrt{Dt})}{1+s},\\quad c'_2 = \\frac{\\mathrm{erfc}(y/2\\sqrt{D_2t})}{1+s},\\quad s = \\sqrt{D_2/D}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  params: {
    D: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient before the interface' },
    D2: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient behind the interface' },
    source: SOURCE,
    background: BACKGROUND,
  },
  material: ({ interface: jump }) => ({ from: -Infinity, to: Infinity, jump, every: 0 }),
  row(p, given, x, out) {
    const s = Math.sqrt(p.D2 / p.D);
    const y = x - given.interface;
    const z = Math.abs(y) / (2 * Math.sqrt((y < 0 ? p.D : p.D2) * given.total));
    const rise = p.source - p.background;
    const gauss = (z * Math.exp(-z * z)) / Math.sqrt(Math.PI);
    const whole = 1 + s;
    let [c, byLnD, byLnD2] = [0, 0, 0];
    if (y < 0) {
      const e = erf(z);
      c = (1 + s * e) / whole;
      const byS = (e - 1) / (whole * whole);
      byLnD = -0.5 * s * byS - (s * gauss) / whole;
      byLnD2 = 0.5 * s * byS;
    } else {
      const e = erfc(z);
      c = e / whole;
      const byS = -e / (whole * whole);
      byLnD = -0.5 * s * byS;
      byLnD2 = 0.5 * s * byS + gauss / whole;
    }
    out[0] = p.background + rise * c;
    out[1] = (rise * byLnD) / p.D;
    out[2] = (rise * byLnD2) / p.D2;
    out[3] = c;
    out[4] = 1 - c;
  },
  starts(data, given) {
    const coarse = coarseProfile(data);
    const shape = new Float64Array(coarse.depth.length);
    const row = new Float64Array(5);
    return RATIOS.map((ratio) => {
      let best = { D: NaN, D2: NaN, source: NaN, background: NaN, chi2: Infinity };
      for (const D of diffusivityGrid(coarse, given.total)) {
        const p = { D, D2: ratio * D, source: 1, background: 0 };
        for (let i = 0; i < shape.length; i++) {
          coupleModel.profile.row(p, given, coarse.depth[i] as number, row);
          shape[i] = row[0] as number;
        }
        const ends = solveEnds(coarse, shape, given.source, given.background);
        if (ends.chi2 < best.chi2) best = { D, D2: ratio * D, ...ends };
      }
      return best;
    })
      .sort((a, b) => a.chi2 - b.chi2)
      .map(({ D, D2, source, background }) => ({ D, D2, source, background }));
  },
});
