import { boundaryResistance, type BoundaryResistance } from './boundary-resistance.ts';
import type { HavenEntry } from './document.ts';
import { entryHead, havenCodes, havenDetails, havenNumber, havenParents, type HavenFrame, type HavenResult } from './haven-entry.ts';
import { isMissing, missingHaven } from './haven-refusal.ts';
import { combine, covariance, quantile, type LinearForm } from './linear-form.ts';
import type { OpenRatio } from './next/best-step.ts';
import { boundaryStep } from './next/boundary-step.ts';
import { figures, kelvins } from './numbers.ts';
import { ratioLimits } from './ratio-limits.ts';
import { isDetermined, LEAST_SHARE, resistanceDifference, type ResistanceDifference } from './resistance-difference.ts';
import { seriesLabel, type Series } from './series.ts';
import type { BoundarySeries } from './boundary-series.ts';
import { valueAt, type ValueAt } from './value-at.ts';

/**
 * H_R,gb = a_σ/a_*, a = 1/D_tot − 1/D_bulk of either kind: neither boundary width, grain size nor carrier density of the boundary enters.
 * A number only where R_gb/R_bulk ≥ 0.3 and a > 0 at the 97.5 % level on both sides; else a one-sided 95 % limit.
 */
export function boundaryHaven(frame: HavenFrame, series: BoundarySeries): HavenResult {
  const { tracerTotal, tracerBulk, sigmaTotal, sigmaBulk } = series;
  const all = [tracerTotal, tracerBulk, sigmaTotal, sigmaBulk];
  const values = all.map((one) => valueAt(one, frame.T));
  if (values.some(isMissing)) return missingHaven(frame, all, values);
  const used = values as FourValues;
  const [tracer, sigma] = sidesOf(series, used, frame.T);
  const ratios = `R_gb/R_bulk is ${figures(sigma.overBulk, 2)} for conduction and ${figures(tracer.overBulk, 2)} for the tracer`;
  if (!isDetermined(sigma) || !isDetermined(tracer)) {
    const small = Math.min(sigma.overBulk, tracer.overBulk) < LEAST_SHARE;
    const why = small ? 'the boundary is too small a part of the resistance' : 'total minus bulk is too uncertain';
    return limitOf(frame, series, { why, ratios }, used);
  }
  const open: OpenRatio = {
    T: frame.T,
    used: all,
    form: boundaryQuotient(sigma, tracer),
    evaluate(changed) {
      const again = changed.map((one) => valueAt(one, frame.T));
      if (again.some(isMissing)) return undefined;
      const [tracerTotal, tracerBulk, sigmaTotal, sigmaBulk] = changed as [Series, Series, Series, Series];
      const [bottom, top] = sidesOf({ tracerTotal, tracerBulk, sigmaTotal, sigmaBulk }, again as FourValues, frame.T);
      return boundaryQuotient(top, bottom);
    },
  };
  const below = tracer.parts.length;
  return havenNumber(frame, {
    open,
    parts: [...tracer.parts, ...sigma.parts],
    ratio(y) {
      const bottom = tracer.lnA(y, 0);
      return bottom === -Infinity ? Infinity : sigma.lnA(y, below) - bottom;
    },
    how: `total minus bulk of ${seriesLabel(tracerTotal)} (bulk: ${seriesLabel(tracerBulk)}) over the same of D_sigma`,
    details: [ratios],
    method: 'series-subtraction',
  });
}

/** Values of tracer total and bulk, then of conduction. */
type FourValues = [ValueAt, ValueAt, ValueAt, ValueAt];

/** Tracer and conduction. */
function sidesOf(
  { tracerTotal, tracerBulk, sigmaTotal, sigmaBulk }: BoundarySeries,
  [tt, tb, st, sb]: FourValues,
  T: number,
): [BoundaryResistance, BoundaryResistance] {
  return [
    boundaryResistance({ total: tracerTotal, bulk: tracerBulk }, { total: tt, bulk: tb }, T),
    boundaryResistance({ total: sigmaTotal, bulk: sigmaBulk }, { total: st, bulk: sb }, T),
  ];
}

const boundaryQuotient = (sigma: ResistanceDifference, tracer: ResistanceDifference): LinearForm =>
  combine([
    [1 / sigma.a, sigma.form],
    [-1 / tracer.a, tracer.form],
  ]);

/** The limit is of the plain differences at T: to leave out temperatures of a negative difference would push it up. */
function limitOf(
  frame: HavenFrame,
  series: BoundarySeries,
  { why, ratios }: { why: string; ratios: string },
  used: FourValues,
): HavenResult {
  const above = series.tracerTotal;
  const [sigma, tracer] = [resistanceDifference(used[2], used[3]), resistanceDifference(used[0], used[1])];
  const z = quantile(0.95, Math.min(sigma.spread.nu, tracer.spread.nu));
  const { upper, lower } = ratioLimits(sigma.a, tracer.a, sigma.u ** 2, covariance(sigma.form, tracer.form), tracer.u ** 2, z);
  const bound = upper !== undefined ? 'upper' : lower !== undefined ? 'lower' : null;
  const codes = havenCodes(frame, used);
  const verdict = (upper !== undefined && upper < 1) || (bound === 'lower' && (lower as number) > 1) ? 'differ' : 'undecided';
  const place = `at ${kelvins(frame.T)}`;
  const limit =
    bound === null
      ? `These data set no limit on the Haven ratio of the boundary ${place}`
      : `The Haven ratio of the boundary ${place} is ${bound === 'upper' ? `below ${figures(upper as number)}` : `above ${figures(lower as number)}`} (95 %, one-sided), which ${verdict === 'differ' ? 'excludes 1' : 'decides nothing about 1'}`;
  const remedy = bound === null ? ['measure at a lower temperature, where the boundary weighs more'] : [];
  const entry: HavenEntry = {
    ...entryHead(frame, above),
    value: null,
    lo: bound === 'lower' ? (lower as number) : null,
    hi: bound === 'upper' ? (upper as number) : null,
    u: null,
    bound,
    method: 'series-subtraction',
    verdict,
    codes,
    reason: `${limit}: ${why} for a number.${havenDetails([ratios, ...remedy], codes, used)}`,
    budget: [],
    next: verdict === 'undecided' ? boundaryStep(series, frame.T) : null,
    parents: havenParents(used),
  };
  return { entry, spread: undefined, from: above };
}
