import type { Dataset, NumberParam, Numbers } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { overridesOf, type ProfileFit } from './fit-profile.ts';

type Data = Dataset<typeof TracerProfile>;

/** Half of these are the falls of ln L: two-sided 95 % of one parameter, and one-sided 95 %. */
export const TWO_SIDED: number = 2 * 1.92;
export const ONE_SIDED: number = 2 * 1.353;

/** -2 ln L of fits to the same rows, as it is tested against the falls above. */
export interface ProfileLikelihood {
  /** Of the fit itself. */
  readonly own: number;
  /** What the fit held, by name. */
  readonly fixed: { readonly [name: string]: number };
  /** With all but `fixed` free. */
  best(model: ProfileModel, fixed: { readonly [name: string]: number }): number;
  /** With one parameter more held, as a function of its value; each call starts where the one before ended. */
  along(model: ProfileModel, name: string, start: Numbers<Record<string, NumberParam>>): (value: number) => number;
}

/** Where fractions come without errors, -2 ln L is known up to a factor only: that factor is the residual variance of the fit. */
export function profileLikelihood(found: ProfileFit, data: Data): ProfileLikelihood {
  const known = data.variables.total !== undefined || data.variables.fraction.sigma !== undefined;
  const unit = known ? 1 : found.deviance / Math.max(1, found.fit.dof);
  const fixed = Object.fromEntries(Object.entries(found.values).filter(([name]) => found.fit.params[name]?.fixed === true));
  const sum = (residuals: Float64Array): number => residuals.reduce((total, r) => total + r * r, 0) / unit;
  return {
    own: found.deviance / unit,
    fixed,
    best: (model, held) => sum(fitModel(model, data, overridesOf(model, held), { bounds: false }).residuals),
    along(model, name, first) {
      let start = first;
      return (value) => {
        const warm: ProfileModel = { ...model, guess: () => start, starts: () => [] };
        const { fit, residuals } = fitModel(warm, data, overridesOf(warm, { ...fixed, [name]: value }), { bounds: false });
        start = {
          ...Object.fromEntries(Object.keys(warm.params).map((own) => [own, fit.params[own]?.value ?? start[own]!])),
          [name]: value,
        };
        return sum(residuals);
      };
    },
  };
}

/**
 * Where a function of ln x that isn't positive at `from` turns positive on the way up (1) or down (-1): steps of e, then halved to 1e-4. NaN where it
 * doesn't within `most` steps.
 */
export function crossing(excess: (x: number) => number, from: number, direction: 1 | -1, most = 40): number {
  let inside = Math.log(from);
  let outside = inside + direction;
  for (let i = 0; excess(Math.exp(outside)) <= 0; i++) {
    if (i === most) return NaN;
    inside = outside;
    outside += direction;
  }
  for (let i = 0; i < 24 && Math.abs(inside - outside) > 1e-4; i++) {
    const middle = 0.5 * (inside + outside);
    if (excess(Math.exp(middle)) > 0) outside = middle;
    else inside = middle;
  }
  return Math.exp(inside);
}
