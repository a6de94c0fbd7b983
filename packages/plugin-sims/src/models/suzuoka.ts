import type { NumberParam } from '@ionwalk/core';
import { BACKGROUND } from './common-params.ts';
import { FAST_BOUNDARY } from './fast-boundary-params.ts';
import { FastBoundarySection } from './fast-boundary-section.ts';
import { fastBoundaryStarts } from './fast-boundary-starts.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';

type Suzuoka = typeof FAST_BOUNDARY & { readonly M: NumberParam; readonly background: NumberParam };

const section = new FastBoundarySection();
const excess = new Float64Array(3);
const ROOT_PI = Math.sqrt(Math.PI);

/**
 * The same boundaries below a thin film on a closed surface: f = background + M [exp(-y^2/4Dt)/sqrt(pi Dt) - density dQ/dy].
 * A film is minus the depth derivative of a held surface: it obeys the same equations, lets nothing through the surface, and starts as a unit of tracer there.
 * doi:10.2320/matertrans1960.2.25 (Suzuoka 1961)
 */
export const suzuokaModel: ProfileModel<Suzuoka> = profileModel<Suzuoka>({
  id: 'suzuoka',
  title: 'Fast boundaries, thin film',
  doc: 'Lattice and fast boundaries fed by an instantaneous source at the closed surface: the mean over a section, by the integral of Suzuoka.',
  equation:
    'f = f_{bg} + M\\left[\\frac{e^{-\\eta^2/4}}{\\sqrt{\\pi D t}} - \\lambda\\frac{2}{\\sqrt{\\pi}}\\int_1^\\Delta \\left(1-\\frac{\\eta^2}{2\\sigma}\\right)\\frac{e^{-\\eta^2/4\\sigma}}{\\sigma^{3/2}}\\,r\\,\\mathrm{ierfc}\\frac{\\sigma-1}{2r\\beta}\\,d\\sigma\\right]',
  cite: ['doi:10.2320/matertrans1960.2.25'],
  params: {
    ...FAST_BOUNDARY,
    M: { type: 'number', title: 'Tracer per area', unit: 'm', min: 1e-25, max: 1e3, scale: 'log' },
    background: BACKGROUND,
  },
  row(p, given, x, out) {
    section.prepare({ D: p.D, product: p.sdD_gb, width: given.boundaryWidth, time: given.total });
    section.film(x, excess);
    const z = x / (2 * section.length);
    const lattice = Math.exp(-z * z) / (ROOT_PI * section.length);
    const [q, byLnD, byLnE] = [excess[0] as number, excess[1] as number, excess[2] as number];
    const g = lattice + p.density * q;
    out[0] = p.background + p.M * g;
    out[1] = (p.M * (lattice * (z * z - 0.5) + p.density * byLnD)) / p.D;
    out[2] = (p.M * p.density * byLnE) / p.sdD_gb;
    out[3] = p.M * q;
    out[4] = g;
    out[5] = 1;
  },
  starts(data, given) {
    // a film of the amount that is L thick has the fraction of the source at the surface
    const shape = (D: number, x: number): number => Math.exp(-(x * x) / (4 * D * given.total));
    return fastBoundaryStarts(data, given, shape, section, 'film').map(({ source, D, ...rest }) => ({
      D,
      sdD_gb: rest.sdD_gb,
      density: rest.density,
      M: Math.max(1e-4, source - rest.background) * ROOT_PI * Math.sqrt(D * given.total),
      background: rest.background,
    }));
  },
});
