import { erf } from '@ionwalk/core/fit';
import { uptakeModel } from './uptake-model.ts';

/**
 * Tracer that filled the first `sourceWidth` w of a closed half space at the start:
 * c' = 1/2 [erf((w - x)/2 sqrt(D t)) + erf((w + x)/2 sqrt(D t))]. A thin film is the limit w -> 0 of the same amount.
 * Crank, The Mathematics of Diffusion, 2nd ed., chapter 2. After a second, sealed step the time is that of both.
 */
export const extendedSourceModel: ReturnType<typeof uptakeModel> = uptakeModel({
  id: 'extended-source',
  title: 'Extended source',
  doc: 'Tracer of the fraction of the source in a layer of known width at the closed surface of a half space.',
  equation: "c' = \\tfrac12\\left[\\mathrm{erf}\\frac{w-x}{2\\sqrt{Dt}} + \\mathrm{erf}\\frac{w+x}{2\\sqrt{Dt}}\\right]",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 2'],
  shape(D, given, x, out) {
    const length = 2 * Math.sqrt(D * given.total);
    const [near, far] = [(given.sourceWidth - x) / length, (given.sourceWidth + x) / length];
    out[0] = 0.5 * (erf(near) + erf(far));
    out[1] = -(near * Math.exp(-near * near) + far * Math.exp(-far * far)) / (2 * Math.sqrt(Math.PI) * D);
  },
});
