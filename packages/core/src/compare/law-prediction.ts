import type { LawPrediction } from './document.ts';
import { quantile, spreadAlong } from './linear-form.ts';
import type { LawFit } from './laws/law-fit.ts';
import { orNull } from './numbers.ts';
import type { Series } from './series.ts';
import { REACH } from './value-at.ts';

/**
 * D(T) by all laws tried, each with its Akaike weight: ln D = Σ w_m ln D_m, u² = Σ w_m (u_m² + (ln D_m − ln D)²), so that what the choice of the law
 * leaves open is in the interval. Refused more than 10 K beyond the data, and inside a gap that may hide a break.
 */
export function lawPrediction(series: Series, T: number): LawPrediction | undefined {
  const { law, points, gaps, kind } = series;
  const [hottest, coldest] = [points[0], points.at(-1)];
  if (law === undefined || hottest === undefined || coldest === undefined || kind === 'sigma') return undefined;
  const beyond = Math.max(0, T - hottest.T, coldest.T - T);
  const none = { T, value: null, lo: null, hi: null, u: null, beyond };
  if (beyond > REACH) return { ...none, code: 'gate/extrapolation' };
  if (gaps.some(({ cold, hot }) => T > cold && T < hot)) return { ...none, code: 'gate/gap-break' };
  const { y, u, nu } = averaged(series, law.tried, 1 / T);
  const reach = quantile(0.975, nu) * u;
  return { T, value: Math.exp(y), lo: orNull(Math.exp(y - reach)), hi: orNull(Math.exp(y + reach)), u: orNull(u), beyond, code: null };
}

function averaged(
  series: Series,
  tried: readonly { readonly fit: LawFit; readonly weight: number }[],
  x: number,
): { readonly y: number; readonly u: number; readonly nu: number } {
  // A law the data don't favour by a thousandth adds nothing but its own poor determination.
  const kept = tried.filter(({ weight }) => weight > 1e-3);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  const each = kept.map(({ fit, weight }) => ({ share: weight / total, y: fit.value(x), ...spreadAlong(series, fit.valueWeights(x)) }));
  const y = each.reduce((sum, one) => sum + one.share * one.y, 0);
  const variance = each.reduce((sum, one) => sum + one.share * (one.u ** 2 + (one.y - y) ** 2), 0);
  return { y, u: Math.sqrt(variance), nu: Math.min(...each.map(({ nu }) => nu)) };
}
