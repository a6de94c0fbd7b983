import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { LeastSquaresResult } from './least-squares-result.ts';
import { profileAt, type ProfilePoint } from './profile-likelihood.ts';

export interface ProfileLimitOptions {
  readonly side: 'lower' | 'upper';
  /** By how much χ² may rise above its minimum: 2.706·s² for a one-sided 95 % limit. */
  readonly rise: number;
}

export interface ProfileLimit {
  /** Where the profile crosses, natural units; undefined where it stays below within the parameter's range. */
  readonly value: number | undefined;
  /** Set if a point of the profile lies below the fit: the fit wasn't the minimum. */
  readonly better?: ProfilePoint;
}

/** ln range searched for a log parameter without a bound, and the range of a linear one in units of its size. */
const LOG_RANGE = 60;
const LINEAR_RANGE = 1e4;

/**
 * Where the profile χ² of a parameter has risen by `rise`, to one side of the best fit: bracketed by doubling steps, then by secants of √Δχ²,
 * to 1e-3 of the distance.
 */
export const profileLimit = (
  problem: LeastSquaresProblem,
  best: LeastSquaresResult,
  index: number,
  options: ProfileLimitOptions,
): ProfileLimit => {
  const { side, rise } = options;
  const { scale, min = -Infinity, max = Infinity } = problem.parameters[index]!;
  const log = scale === 'log';
  const sign = side === 'upper' ? 1 : -1;
  const origin = best.parameters[index]!;
  const size = firstStep(best, index, log, origin);
  const edge = side === 'upper' ? max : min;
  const room = log ? Math.abs(Math.log(Math.max(edge, 0) / origin)) : Math.abs(edge - origin);
  const range = Math.min(room, log ? LOG_RANGE : LINEAR_RANGE * size);
  if (!(range > 0)) return { value: undefined };
  const at = (d: number): number => (d >= room ? edge : log ? origin * Math.exp(sign * d) : origin + sign * d);

  let inside = 0;
  let insideRise = 0;
  let from = best.parameters;
  let outside = Math.min(size, range);
  let outsideRise: number;
  for (;;) {
    const point = profileAt(problem, from, index, at(outside));
    outsideRise = point.chi2 - best.chi2;
    if (outsideRise < -1e-6 * best.chi2) return { value: undefined, better: point };
    // Where the model is no number there is nothing to conclude.
    if (outsideRise === Infinity) return { value: undefined };
    if (outsideRise > rise) break;
    if (outside >= range) return { value: undefined };
    inside = outside;
    insideRise = Math.max(outsideRise, 0);
    from = point.parameters;
    outside = Math.min(outside * 2, range);
  }
  for (let i = 0; i < 40 && outside - inside > 1e-3 * outside; i++) {
    // √Δχ² is nearly straight; stay off the ends so that the bracket closes from both sides.
    const a = Math.sqrt(insideRise);
    const b = Math.sqrt(Math.min(outsideRise, 1e6 * rise));
    const part = Math.min(Math.max((Math.sqrt(rise) - a) / (b - a), 0.05), 0.95);
    const d = inside + (outside - inside) * part;
    const point = profileAt(problem, from, index, at(d));
    const here = point.chi2 - best.chi2;
    if (Math.abs(here - rise) < 1e-3 * rise) return { value: at(d) };
    if (here > rise) {
      outside = d;
      outsideRise = here;
    } else {
      inside = d;
      insideRise = Math.max(here, 0);
      from = point.parameters;
    }
  }
  return { value: at(outside) };
};

const firstStep = (best: LeastSquaresResult, index: number, log: boolean, origin: number): number => {
  const a = best.free.indexOf(index);
  const k = best.free.length;
  const variance = a < 0 ? 0 : best.covarianceIterated[a * k + a]!;
  const u = best.determined[a] === 1 ? Math.sqrt((variance * best.chi2) / Math.max(best.dof, 1)) : 0;
  if (log) return Math.min(Math.max(u, 0.05), 3);
  return u > 0 ? u : Math.abs(origin) * 0.1 || 1e-3;
};
