import type { LinearForm } from '../linear-form.ts';
import { influence } from '../laws/influence.ts';
import { dot, mix, type LawModel } from '../laws/law-fit.ts';
import { augmented, type HavenModel, havenColumns } from './haven-columns.ts';
import { CURVE_COLUMNS, curveColumns, curveRow, fitCurve, type JointCurve } from './joint-curve.ts';
import type { JointData } from './joint-data.ts';

/** A joint fit: its numbers as weighted sums of all ln D, from which their whole uncertainty follows. */
export interface JointEstimate {
  readonly curve: JointCurve;
  /** Free parameters, shared effects not counted. */
  readonly size: number;
  readonly chi2: number;
  /** ln D and d ln D/dt of the reference at t. */
  value(t: number): Estimate;
  slope(t: number): Estimate;
  /** ln H of series `k` at the pivot, and d ln H/dt. */
  level(k: number): Estimate;
  tilt(k: number): Estimate;
  /** Each shared effect as fitted, in units of its own standard uncertainty. */
  readonly pulls: readonly { readonly tag: string; readonly pull: number }[];
}

export interface Estimate {
  readonly value: number;
  readonly form: LinearForm;
}

/**
 * Fits one curve and the Haven factors of `haven` to all points. Undefined where the data don't determine them. Most relations are only weighed
 * against each other, so what the numbers rest on is worked out where it is first asked for.
 */
export function jointEstimate(data: JointData, model: LawModel, haven: HavenModel): JointEstimate | undefined {
  const curve = fitCurve(data, model, haven);
  if (curve === undefined || !curve.determined) return undefined;
  const factors = havenColumns(data, haven);
  const own = CURVE_COLUMNS[model];
  let known: Rows | undefined;
  const rows = (): Rows => (known ??= rowsOf(data, curve, factors));
  const estimate = (terms: readonly (readonly [index: number, factor: number])[]): Estimate => ({
    value: terms.reduce((sum, [index, factor]) => sum + factor * (rows().parameter[index] as number), 0),
    form: toForm(
      data,
      mix(
        terms.map(([index]) => rows().all[index] as Float64Array),
        terms.map(([, factor]) => factor),
      ),
    ),
  });
  const at = (t: number): number[] => curveRow(data, model, curve.bend, t);
  const others = data.series.length - 1;
  const level = (k: number): Estimate => (haven === 'one' || k === 0 ? NOTHING : estimate([[own + k - 1, 1]]));
  const tilt = (k: number): Estimate => {
    if (haven === 'one' || haven === 'constant' || k === 0) return NOTHING;
    return estimate([[own + others + (haven === 'temperature' ? 0 : k - 1), 1]]);
  };
  return {
    curve,
    size: curve.size + factors.length,
    chi2: curve.rss,
    value: (t) => estimate(at(t).map((factor, index) => [index, factor] as const)),
    slope: (t) => {
      const [up, down] = [at(t + STEP), at(t - STEP)];
      return estimate(up.map((value, index) => [index, (value - (down[index] as number)) / (2 * STEP)] as const));
    },
    level: eachOnce(level),
    tilt: eachOnce(tilt),
    get pulls() {
      const { all, first } = rows();
      const { y } = augmented(data);
      return data.tags.map(([tag], k) => ({ tag, pull: dot(all[first + k] as Float64Array, y) }));
    },
  };
}

const NOTHING: Estimate = { value: 0, form: new Map() };

/** Level and tilt are asked for by number, limits and verdict alike. */
function eachOnce(make: (k: number) => Estimate): (k: number) => Estimate {
  const made: Estimate[] = [];
  return (k) => (made[k] ??= make(k));
}

interface Rows {
  /** What each ln D contributes to the parameters, the place of the bend and the shared effects included. */
  readonly all: readonly Float64Array[];
  /** Columns of the curve, then Haven factors. */
  readonly parameter: readonly number[];
  /** Row of the first shared effect. */
  readonly first: number;
}

const STEP = 1e-6;

function rowsOf(data: JointData, curve: JointCurve, factors: readonly Float64Array[]): Rows {
  const { y, w, pad, effects } = augmented(data);
  const fixed = [...curveColumns(data, curve.model, curve.bend), ...factors];
  const columns = fixed.map(pad);
  // At the edge of what the data determine nothing is known, and every number says so.
  const unknown = (): Float64Array[] => [...columns, ...effects].map((column) => new Float64Array(column.length).fill(NaN));
  const plain = influence([...columns, ...effects], w) ?? unknown();
  const moving = movingColumn(data, curve, plain, y);
  // Where the bend means nothing (equal slopes) its column is dropped.
  const all = (moving && influence([...columns, pad(moving), ...effects], w)) ?? plain;
  return { all, parameter: plain.map((row) => dot(row, y)), first: fixed.length + (all.length - plain.length) };
}

/** Change of the curve with the place of its bend. */
function movingColumn(
  data: JointData,
  { model, bend }: JointCurve,
  rows: readonly Float64Array[],
  y: Float64Array,
): Float64Array | undefined {
  if (model !== 'segmented' && model !== 'vtf') return undefined;
  const bent = dot(rows[CURVE_COLUMNS[model] - 1] as Float64Array, y);
  const step = model === 'vtf' ? 1e-4 * bend : STEP;
  const [up, down] = [bend + step, bend - step].map((place) => curveColumns(data, model, place).at(-1) as Float64Array) as [
    Float64Array,
    Float64Array,
  ];
  return up.map((value, i) => (bent * (value - (down[i] as number))) / (2 * step));
}

function toForm({ series, owner, place }: JointData, weights: Float64Array): LinearForm {
  const form: LinearForm = new Map(series.map((one) => [one, new Float64Array(one.points.length)]));
  for (let i = 0; i < owner.length; i++) {
    const row = form.get(series[owner[i] as number] as (typeof series)[number]) as Float64Array;
    row[place[i] as number] = weights[i] as number;
  }
  return form;
}
