import { lineWeights } from './laws/weighted-line.ts';
import type { LinearForm } from './linear-form.ts';
import { localLine } from './local-line.ts';
import { kelvins } from './numbers.ts';
import { seriesLabel, type Point, type Series } from './series.ts';

/** Two temperatures are the same within this [K]. */
export const SAME_TEMPERATURE = 0.1;
/** Farthest a series is carried on beyond its data [K]. */
export const REACH = 10;

/** ln D of a series at a temperature, as a weighted sum of its points. */
export interface ValueAt {
  readonly ok: true;
  readonly y: number;
  readonly form: LinearForm;
  readonly ids: readonly string[];
  /** True where points of other temperatures were used. */
  readonly corrected: boolean;
  /** How far beyond the data [K]; 0 inside. */
  readonly beyond: number;
}
/** Why there is none. */
export interface NoValue {
  readonly ok: false;
  readonly code: 'gate/extrapolation' | 'gate/gap-break' | 'gate/bound';
  readonly reason: string;
}

/**
 * Brings a series to temperature `T` [K]: the points within 0.1 K as they are, else the weighted line through the four nearest ones,
 * inside the data or at most 10 K outside, never across a gap that may hide a break.
 */
export function valueAt(series: Series, T: number): ValueAt | NoValue {
  let found = values.get(series);
  if (found === undefined) values.set(series, (found = new Map()));
  let value = found.get(T);
  if (value === undefined) found.set(T, (value = bringTo(series, T)));
  return value;
}

/** Pairs, Haven ratios and joint laws ask for the same values; a series never changes. */
const values = new WeakMap<Series, Map<number, ValueAt | NoValue>>();

function bringTo(series: Series, T: number): ValueAt | NoValue {
  const name = seriesLabel(series);
  if (series.points.length === 0) return { ok: false, code: 'gate/bound', reason: `${name} is a limit only, not an estimate` };
  const here: number[] = [];
  for (let i = 0; i < series.points.length; i++) {
    if (Math.abs((series.points[i] as Point).T - T) <= SAME_TEMPERATURE) here.push(i);
  }
  if (here.length > 0) return meanOf(series, here);
  const gap = series.gaps.find(({ cold, hot }) => T > cold && T < hot);
  if (gap !== undefined) {
    const reason = `${kelvins(T)} lies in a gap of ${name} (${kelvins(gap.cold)} to ${kelvins(gap.hot)}) whose two sides have different slopes, so it may hide a break`;
    return { ok: false, code: 'gate/gap-break', reason };
  }
  const hottest = series.points[0]?.T as number;
  const coldest = series.points.at(-1)?.T as number;
  const beyond = Math.max(0, T - hottest, coldest - T);
  const local = localLine(series, 1 / T);
  if (local === undefined) {
    return {
      ok: false,
      code: 'gate/extrapolation',
      reason: `${name} has one temperature (${kelvins(hottest)}) and so no slope to bring it to ${kelvins(T)}`,
    };
  }
  if (beyond > REACH) {
    const reason = `${kelvins(T)} is ${kelvins(beyond)} outside the data of ${name} (${kelvins(coldest)} to ${kelvins(hottest)})`;
    return { ok: false, code: 'gate/extrapolation', reason };
  }
  const { line, from, to } = local;
  const index = Int32Array.from({ length: to - from }, (_, i) => from + i);
  const weights = spreadOut(series, index, lineWeights(line, series.x.subarray(from, to), series.w.subarray(from, to), 1 / T));
  const y = line.y + line.slope * (1 / T - line.x);
  return { ok: true, y, form: new Map([[series, weights]]), ids: idsOf(series, index), corrected: true, beyond };
}

function meanOf(series: Series, index: readonly number[]): ValueAt {
  const total = index.reduce((sum, i) => sum + (series.w[i] as number), 0);
  const shares = Float64Array.from(index, (i) => (series.w[i] as number) / total);
  const y = index.reduce((sum, i, j) => sum + (shares[j] as number) * (series.y[i] as number), 0);
  return {
    ok: true,
    y,
    form: new Map([[series, spreadOut(series, index, shares)]]),
    ids: idsOf(series, index),
    corrected: false,
    beyond: 0,
  };
}

function spreadOut(series: Series, index: ArrayLike<number>, weights: Float64Array): Float64Array {
  const out = new Float64Array(series.points.length);
  for (let j = 0; j < weights.length; j++) out[index[j] as number] = weights[j] as number;
  return out;
}

const idsOf = (series: Series, index: ArrayLike<number>): string[] => Array.from(index, (i) => series.points[i]?.record.id as string);
