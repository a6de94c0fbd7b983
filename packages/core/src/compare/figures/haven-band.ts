import { combine, quantile, spreadOf } from '../linear-form.ts';
import { seriesAt } from '../series-at.ts';
import type { Series } from '../series.ts';

const NODES = 24;

export interface HavenBand {
  readonly T: readonly number[];
  readonly value: readonly number[];
  /** 95 % */
  readonly lo: readonly number[];
  readonly hi: readonly number[];
}

/**
 * H_R(T) = D/D_sigma over the temperatures both series reach, with its interval: in pieces, as nothing is said inside a gap that may hide a break.
 * Empty where the two share no range.
 */
export function havenBand(above: Series, below: Series): HavenBand[] {
  const range = (series: Series): [cold: number, hot: number] => [series.points.at(-1)?.T ?? NaN, series.points[0]?.T ?? NaN];
  const [[a, b], [c, d]] = [range(above), range(below)];
  const [cold, hot] = [Math.max(a, c), Math.min(b, d)];
  if (!(hot > cold)) return [];
  const pieces: { T: number[]; value: number[]; lo: number[]; hi: number[] }[] = [];
  let open: (typeof pieces)[number] | undefined;
  // Its own temperatures too, so that a piece ends where its data do.
  const own = above.points.map(({ T }) => T).filter((T) => T > cold && T < hot);
  const grid = Array.from({ length: NODES + 1 }, (_, i) => cold + ((hot - cold) * i) / NODES);
  for (const T of [...new Set([...grid, ...own])].sort((p, q) => p - q)) {
    const [top, bottom] = [seriesAt(above, T), seriesAt(below, T)];
    if (!top.ok || !bottom.ok) {
      open = undefined;
      continue;
    }
    const form = combine([
      [1, top.form],
      [-1, bottom.form],
    ]);
    const { u, nu } = spreadOf(form);
    const reach = quantile(0.975, nu) * u;
    if (!Number.isFinite(reach)) return [];
    if (open === undefined) pieces.push((open = { T: [], value: [], lo: [], hi: [] }));
    const h = top.y - bottom.y;
    open.T.push(T);
    open.value.push(Math.exp(h));
    open.lo.push(Math.exp(h - reach));
    open.hi.push(Math.exp(h + reach));
  }
  return pieces.filter((piece) => piece.T.length > 1);
}
