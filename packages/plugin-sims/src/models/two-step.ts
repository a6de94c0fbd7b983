import { erf, gaussLegendre } from '@ionwalk/core/fit';
import { uptakeModel } from './uptake-model.ts';

const NODES = 60;

/**
 * Surface held at the source for t1, then sealed for t2 (Smith's integral), one D, half space:
 * c' = (2/pi) int_0^U exp(-b (1 + u^2))/(1 + u^2) du, U = sqrt(t1/t2), b = x^2/(4 D (t1 + t2)).
 * Substituting u = tan(theta) leaves a bounded interval for any U; 60 Gauss-Legendre nodes. Without a second step it is erfc z.
 */
export const twoStepModel: ReturnType<typeof uptakeModel> = uptakeModel({
  id: 'two-step',
  title: 'Exchange, then sealed anneal',
  doc: 'Surface held at the source for the first time, no exchange during the second.',
  equation: "c' = \\frac{2}{\\pi}\\int_0^{\\sqrt{t_1/t_2}} \\frac{e^{-b(1+u^2)}}{1+u^2}\\,du,\\quad b = \\frac{x^2}{4D(t_1+t_2)}",
  cite: ['Crank, The Mathematics of Diffusion, 2nd ed., ch. 3'],
  shape(D, given, x, out) {
    const then = given.sealed > 0 ? given.sealed : 0;
    const b = (x * x) / (4 * D * (given.time + then));
    const upper = Math.sqrt(given.time / then);
    const end = Math.atan(upper);
    const { nodes, weights } = gaussLegendre(NODES);
    let sum = 0;
    for (let i = 0; i < NODES; i++) {
      const cos = Math.cos(0.5 * end * (1 + (nodes[i] as number)));
      sum += (weights[i] as number) * Math.exp(-b / (cos * cos));
    }
    out[0] = (sum * end) / Math.PI;
    const root = Math.sqrt(b);
    // dc'/db integrates in closed form
    out[1] = (root * Math.exp(-b) * (then > 0 ? erf(root * upper) : 1)) / (Math.sqrt(Math.PI) * D);
  },
});
