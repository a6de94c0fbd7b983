import { erfc } from '@ionwalk/core/fit';
import { uptakeModel } from './uptake-model.ts';

/**
 * Diffusion into a half space from a surface held at the source: c' = erfc z, z = x/(2 sqrt(D t)).
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 3. c' = 1 for x <= 0.
 */
export const erfcModel: ReturnType<typeof uptakeModel> = uptakeModel({
  id: 'erfc',
  title: 'Constant surface',
  doc: 'Half space whose surface is held at the fraction of the source.',
  equation: "c' = \\mathrm{erfc}\\frac{x}{2\\sqrt{Dt}}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  shape(D, given, x, out) {
    const z = Math.max(0, x) / (2 * Math.sqrt(D * given.total));
    out[0] = erfc(z);
    out[1] = (z * Math.exp(-z * z)) / (Math.sqrt(Math.PI) * D);
  },
});
