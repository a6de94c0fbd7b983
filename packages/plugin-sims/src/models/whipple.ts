import type { NumberParam } from '@ionwalk/core';
import { erfc } from '@ionwalk/core/fit';
import { BACKGROUND, SOURCE } from './common-params.ts';
import { FAST_BOUNDARY } from './fast-boundary-params.ts';
import { FastBoundarySection } from './fast-boundary-section.ts';
import { fastBoundaryStarts } from './fast-boundary-starts.ts';
import { profileModel, type ProfileModel } from './profile-model.ts';

type Whipple = typeof FAST_BOUNDARY & { readonly source: NumberParam; readonly background: NumberParam };

const section = new FastBoundarySection();
const excess = new Float64Array(3);

/**
 * Mean fraction over a section at depth y below a surface held at the source, boundaries of length `density` per area standing on it:
 * c' = erfc(y/2L) + density Q(y), L = sqrt(Dt), Q of `FastBoundarySection`. Boundaries further apart than about 10 L, so that they don't feel
 * each other. Without `boundaryWidth` they are thin against L. doi:10.1080/14786441208561131 (Whipple 1954)
 */
export const whippleModel: ProfileModel<Whipple> = profileModel<Whipple>({
  id: 'whipple',
  title: 'Fast boundaries, constant surface',
  doc: 'Lattice and fast boundaries fed by a surface held at the fraction of the source: the mean over a section, by the integral of Whipple.',
  equation:
    "c' = \\mathrm{erfc}\\tfrac{\\eta}{2} + \\lambda\\frac{2\\sqrt{Dt}\\,\\eta}{\\sqrt{\\pi}}\\int_1^\\Delta \\frac{e^{-\\eta^2/4\\sigma}}{\\sigma^{3/2}}\\,r\\,\\mathrm{ierfc}\\frac{\\sigma-1}{2r\\beta}\\,d\\sigma,\\quad \\beta = \\frac{s\\delta D_{gb}}{2D^{3/2}t^{1/2}}",
  cite: ['doi:10.1080/14786441208561131'],
  params: { ...FAST_BOUNDARY, source: SOURCE, background: BACKGROUND },
  row(p, given, x, out) {
    section.prepare({ D: p.D, product: p.sdD_gb, width: given.boundaryWidth, time: given.total });
    section.held(x, excess);
    const z = x / (2 * section.length);
    const [q, byLnD, byLnE] = [excess[0] as number, excess[1] as number, excess[2] as number];
    const rise = p.source - p.background;
    const c = erfc(z) + p.density * q;
    out[0] = p.background + rise * c;
    out[1] = (rise * ((z * Math.exp(-z * z)) / Math.sqrt(Math.PI) + p.density * byLnD)) / p.D;
    out[2] = (rise * p.density * byLnE) / p.sdD_gb;
    out[3] = rise * q;
    out[4] = c;
    out[5] = 1 - c;
  },
  starts: (data, given) => fastBoundaryStarts(data, given, (D, x) => erfc(x / (2 * Math.sqrt(D * given.total))), section, 'held'),
});
