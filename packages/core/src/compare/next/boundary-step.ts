import { boundaryResistance } from '../boundary-resistance.ts';
import type { BoundarySeries } from '../boundary-series.ts';
import type { NextStep } from '../document.ts';
import { budgetOf } from '../budget.ts';
import { figures, kelvins } from '../numbers.ts';
import { isDetermined, LEAST_SHARE, type ResistanceDifference } from '../resistance-difference.ts';
import { seriesLabel } from '../series.ts';
import { valueAt } from '../value-at.ts';
import { weightedLine } from '../laws/weighted-line.ts';
import { seriesName } from './best-step.ts';

/**
 * Where a boundary that gave only a limit would give a number: the temperature of these data at which it weighs most and enough; else the
 * one at which R_gb/R_bulk, carried on in 1/T, reaches 0.3; else the series that makes most of the uncertainty at T.
 */
export function boundaryStep(series: BoundarySeries, T: number): NextStep {
  const all = [series.tracerTotal, series.tracerBulk, series.sigmaTotal, series.sigmaBulk];
  const step = (measure: string, at: number, why: string): NextStep => ({ kind: 'value', measure, at, why, u: null, u_then: null });
  const places = [...new Set(all.flatMap((one) => one.points.map((point) => point.T)))];
  const seen = places.flatMap((place) => {
    const sides = sidesAt(series, place);
    return sides === undefined ? [] : [{ T: place, sides, share: Math.min(...sides.map((side) => side.overBulk)) }];
  });
  const enough = seen.filter(({ sides }) => sides.every(isDetermined)).toSorted((a, b) => b.share - a.share);
  const own = enough.find((place) => series.tracerTotal.points.some((point) => point.T === place.T));
  const best = own ?? enough[0];
  if (best !== undefined) {
    const why = `R_gb/R_bulk is ${figures(best.share, 2)} there, enough for a number`;
    if (best === own)
      return { ...step(seriesName(series.tracerTotal), best.T, `${why}, and it is measured there already`), kind: 'statement' };
    return step(seriesName(series.tracerTotal), best.T, `${why}, the largest within the data of all four series`);
  }
  const positive = seen.filter(({ share }) => share > 0);
  const [x, y] = [positive.map((place) => 1 / place.T), positive.map(({ share }) => Math.log(share))];
  const line = weightedLine(
    x,
    y,
    x.map(() => 1),
  );
  const cold = 1 / (line.x + (Math.log(LEAST_SHARE) - line.y) / line.slope);
  if (line.slope > 0 && cold > T / 2 && cold < T) {
    const why = `R_gb/R_bulk grows towards low temperature and, carried on from ${figures(Math.exp(line.y), 2)} at ${kelvins(1 / line.x)}, reaches ${LEAST_SHARE} there`;
    return step(`total and bulk of both kinds of ${series.tracerTotal.sample?.id ?? 'the sample'}`, Math.floor(cold), why);
  }
  const sides = sidesAt(series, T) as [ResistanceDifference, ResistanceDifference];
  const worst = sides[1].u / Math.abs(sides[1].a) > sides[0].u / Math.abs(sides[0].a) ? sides[1] : sides[0];
  const part = budgetOf(worst.form)[0];
  const named = all.find((one) => seriesLabel(one) === part?.name);
  const share = part === undefined ? '' : `, of whose variance it makes ${figures((100 * part.u2) / worst.u ** 2, 2)} %`;
  const why = `no temperature makes the boundary heavier; the difference of total and bulk is known worst on the side of ${worst === sides[1] ? 'the tracer' : 'conduction'}${share}`;
  if (part?.source === 'effect') return { ...step(`a better calibration of ${part.name}`, T, why), kind: 'effect' };
  return step(seriesName(named ?? series.tracerTotal), T, why);
}

/** Conduction and tracer. */
function sidesAt(
  { tracerTotal, tracerBulk, sigmaTotal, sigmaBulk }: BoundarySeries,
  T: number,
): readonly [ResistanceDifference, ResistanceDifference] | undefined {
  const [tt, tb, st, sb] = [tracerTotal, tracerBulk, sigmaTotal, sigmaBulk].map((one) => valueAt(one, T));
  if (!tt?.ok || !tb?.ok || !st?.ok || !sb?.ok) return undefined;
  return [
    boundaryResistance({ total: sigmaTotal, bulk: sigmaBulk }, { total: st, bulk: sb }, T),
    boundaryResistance({ total: tracerTotal, bulk: tracerBulk }, { total: tt, bulk: tb }, T),
  ];
}
