import { combine, quantile, spreadOf, type LinearForm } from './linear-form.ts';
import { localLine } from './local-line.ts';
import { lineWeights } from './laws/weighted-line.ts';
import { resistanceDifference, type ResistanceDifference } from './resistance-difference.ts';
import type { Series } from './series.ts';
import { REACH, SAME_TEMPERATURE, valueAt, type ValueAt } from './value-at.ts';

/** Total and bulk of one kind. */
export interface TotalAndBulk<T> {
  readonly total: T;
  readonly bulk: T;
}

/** a = 1/D_tot − 1/D_bulk at a temperature, and the values of ln D it is made of. */
export interface BoundaryResistance extends ResistanceDifference {
  readonly parts: readonly ValueAt[];
  /** ln a [ln(s/m2)] for given ln D of the parts, which begin at `from`; −Infinity where a difference isn't positive. */
  readonly lnA: (y: readonly number[], from: number) => number;
}

/** A shared bracket wider than this many brackets of the total series says less about T than the total itself. */
const COARSER = 2;

/**
 * a(T) of one kind. ln D_tot of grains and boundaries in series is a sum of two exponentials and bends in 1/T, ln a = ln[(δ/L)/D_gb] is nearly
 * straight: so where total and bulk share temperatures (within 0.1 K), they are subtracted there, and ln a is brought to `T` [K] by its local line,
 * with ∂ln a/∂ln D_tot = −1/(D_tot a) and ∂ln a/∂ln D_bulk = 1/(D_bulk a) at each. Temperatures whose a isn't positive at the 97.5 % level
 * take no part. The plain difference of the values at `T` where the total was measured there, or where too few shared temperatures are near.
 * @param values – of both series at `T`, as `valueAt` gives them
 */
export function boundaryResistance(series: TotalAndBulk<Series>, values: TotalAndBulk<ValueAt>, T: number): BoundaryResistance {
  const { total, bulk } = values;
  const shared = total.corrected ? sharedResistance(series, bulk, T) : undefined;
  if (shared !== undefined) return shared;
  return { ...resistanceDifference(total, bulk), parts: [total, bulk], lnA: lnDifference };
}

interface Shared {
  readonly x: number;
  readonly lnA: number;
  readonly form: LinearForm;
  readonly w: number;
  readonly parts: readonly [total: ValueAt, bulk: ValueAt];
}

/** a(T) by the local line through the differences at shared temperatures; undefined where too few are near. */
export function sharedResistance(series: TotalAndBulk<Series>, bulk: ValueAt, T: number): BoundaryResistance | undefined {
  const differences = sharedDifferences(series);
  const { points, x, w } = differences;
  const local = localLine(differences, 1 / T);
  if (local === undefined) return undefined;
  const { line, from, to } = local;
  const used = points.slice(from, to);
  const beyond = Math.max(0, T - 1 / (x[from] as number), 1 / (x[to - 1] as number) - T);
  if (beyond > REACH || bracket(x, 1 / T) > COARSER * bracket(series.total.x, 1 / T)) return undefined;
  const weights = lineWeights(line, x.subarray(from, to), w.subarray(from, to), 1 / T);
  const a = Math.exp(line.y + line.slope * (1 / T - line.x));
  const form = combine(used.map((point, i) => [a * (weights[i] as number), point.form] as const));
  const spread = spreadOf(form);
  return {
    a,
    u: spread.u,
    form,
    spread,
    overBulk: a * Math.exp(bulk.y),
    parts: used.flatMap(({ parts }) => parts.map((part) => ({ ...part, corrected: true, beyond }))),
    lnA(values, start) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        const one = lnDifference(values, start + 2 * i);
        if (one === -Infinity) return one;
        sum += (weights[i] as number) * one;
      }
      return sum;
    },
  };
}

/** All of them, and their numbers as a local line takes them. */
interface SharedData {
  readonly points: readonly Shared[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
  readonly gaps: Series['gaps'];
}

const known = new WeakMap<Series, WeakMap<Series, SharedData>>();

/** Differences at the temperatures of both, hot to cold, those that are positive at the 97.5 % level: the same for every temperature asked for. */
function sharedDifferences(series: TotalAndBulk<Series>): SharedData {
  let ofTotal = known.get(series.total);
  if (ofTotal === undefined) known.set(series.total, (ofTotal = new WeakMap()));
  let found = ofTotal.get(series.bulk);
  if (found !== undefined) return found;
  const points = subtracted(series);
  found = {
    points,
    x: Float64Array.from(points, (point) => point.x),
    y: Float64Array.from(points, (point) => point.lnA),
    w: Float64Array.from(points, (point) => point.w),
    gaps: [...series.total.gaps, ...series.bulk.gaps],
  };
  ofTotal.set(series.bulk, found);
  return found;
}

function subtracted({ total, bulk }: TotalAndBulk<Series>): Shared[] {
  const found: Shared[] = [];
  let last = Infinity;
  for (const { T } of total.points) {
    // Points within 0.1 K are one temperature and already in it.
    if (last - T <= SAME_TEMPERATURE) continue;
    const [whole, inner] = [valueAt(total, T), valueAt(bulk, T)];
    if (!whole.ok || !inner.ok || inner.corrected) continue;
    last = T;
    const { a, u, form, spread } = resistanceDifference(whole, inner);
    if (!(a > 0) || a - quantile(0.975, spread.nu) * u <= 0) continue;
    const variance = spread.random ** 2 > 0 ? spread.random ** 2 : Math.exp(-2 * whole.y) + Math.exp(-2 * inner.y);
    found.push({ x: 1 / T, lnA: Math.log(a), form: combine([[1 / a, form]]), w: a ** 2 / variance, parts: [whole, inner] });
  }
  return found;
}

/** Distance of the two neighbours of `x0` among ascending `x`; 0 where it lies outside. */
function bracket(x: Float64Array, x0: number): number {
  const after = x.findIndex((value) => value >= x0);
  return after <= 0 ? 0 : (x[after] as number) - (x[after - 1] as number);
}

/** ln(exp(−y_tot) − exp(−y_bulk)) */
function lnDifference(y: readonly number[], from: number): number {
  const [total, bulk] = [y[from] as number, y[from + 1] as number];
  return total < bulk ? -total + Math.log1p(-Math.exp(total - bulk)) : -Infinity;
}
