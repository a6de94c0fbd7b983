import { erf, erfc } from '@ionwalk/core/fit';
import { DIFFUSIVITY } from './common-params.ts';
import { pairModel, type PairParams } from './pair-model.ts';
import type { ProfileModel } from './profile-model.ts';

const RATIOS = [1, 0.1, 10];

/**
 * Two half spaces that met at `interface`, the one before it at the fraction of the source, the one behind it at the background; s = sqrt(D2/D):
 * c' = [1 + s erf(|y|/2 sqrt(D t))]/(1 + s) before, erfc(y/2 sqrt(D2 t))/(1 + s) behind, y = x - interface. The concentration of the element is
 * the same on both sides (else s takes its ratio along).
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 3.
 */
export const coupleModel: ProfileModel<PairParams<'D2'>> = pairModel({
  id: 'couple',
  title: 'Couple of two half spaces',
  doc: 'Two half spaces of diffusion coefficients D and D2 joined at a known place, tracer in the first.',
  equation:
    "c'_1 = \\frac{1+s\\,\\mathrm{erf}(|y|/2\\sqrt{Dt})}{1+s},\\quad c'_2 = \\frac{\\mathrm{erfc}(y/2\\sqrt{D_2t})}{1+s},\\quad s = \\sqrt{D_2/D}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  D: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient before the interface' },
  name: 'D2',
  other: { ...DIFFUSIVITY, title: 'Tracer diffusion coefficient behind the interface' },
  material: ({ interface: jump }) => ({ from: -Infinity, to: Infinity, jump, every: 0 }),
  shape(D, D2, given, x, out) {
    const s = Math.sqrt(D2 / D);
    const y = x - given.interface;
    const z = Math.abs(y) / (2 * Math.sqrt((y < 0 ? D : D2) * given.total));
    const gauss = (z * Math.exp(-z * z)) / Math.sqrt(Math.PI);
    const whole = 1 + s;
    if (y < 0) {
      const e = erf(z);
      const byS = (e - 1) / (whole * whole);
      out[0] = (1 + s * e) / whole;
      out[1] = -0.5 * s * byS - (s * gauss) / whole;
      out[2] = 0.5 * s * byS;
    } else {
      const e = erfc(z);
      const byS = -e / (whole * whole);
      out[0] = e / whole;
      out[1] = -0.5 * s * byS;
      out[2] = 0.5 * s * byS + gauss / whole;
    }
  },
  tried: (D) => RATIOS.map((ratio) => ratio * D),
});
