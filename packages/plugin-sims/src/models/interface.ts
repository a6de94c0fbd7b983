import { DIFFUSIVITY, PERMEANCE } from './common-params.ts';
import { pairModel, type PairParams } from './pair-model.ts';
import type { ProfileModel } from './profile-model.ts';
import { exchangeShape } from './surface-exchange.ts';

/** Values of 2 P sqrt(t/D) tried as starts. */
const STARTS_H = [0.1, 1, 10];

/**
 * Two half spaces of one D that meet at `interface`, a boundary of permeance P between them; the one before it began at the fraction of the source:
 * c' = 1/2 [erfc z - exp(-z^2) erfcx(z + 2 P sqrt(t/D))] behind it, z = |x - interface|/2 sqrt(D t), and 1 - c' of the mirrored place before it.
 * By antisymmetry each side is a half space with the exchange coefficient 2 P. The step at the boundary is erfcx(2 P sqrt(t/D)).
 */
export const interfaceModel: ProfileModel<PairParams<'P'>> = pairModel({
  id: 'interface',
  title: 'Couple with a resistive interface',
  doc: 'Two half spaces of one diffusion coefficient with a boundary of permeance P at a known place between them, tracer in the first.',
  equation: "c' = \\tfrac12\\left[\\mathrm{erfc}\\,z - e^{-z^2}\\mathrm{erfcx}(z+2P\\sqrt{t/D})\\right]",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  D: DIFFUSIVITY,
  name: 'P',
  other: { ...PERMEANCE, title: 'Permeance of the interface' },
  material: ({ interface: jump }) => ({ from: -Infinity, to: Infinity, jump, every: 0 }),
  shape(D, P, given, x, out) {
    const y = x - given.interface;
    exchangeShape(D, 2 * P, given.total, Math.abs(y), out);
    const sign = y < 0 ? -0.5 : 0.5;
    out[0] = (y < 0 ? 1 : 0) + sign * (out[0] as number);
    out[1]! *= sign;
    out[2]! *= sign;
  },
  tried: (D, given) => STARTS_H.map((h) => 0.5 * h * Math.sqrt(D / given.total)),
});
