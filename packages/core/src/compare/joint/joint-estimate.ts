import type { LinearForm } from '../linear-form.ts';
import { influence } from '../laws/influence.ts';
import { dot, mix, type LawModel } from '../laws/law-fit.ts';
import { augmented, type HavenModel, havenColumns } from './haven-columns.ts';
import { curveColumns, curveRow, fitCurve, type JointCurve } from './joint-curve.ts';
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

/** Fits one curve and the Haven factors of `haven` to all points. Undefined where the data don't determine them. */
export function jointEstimate(data: JointData, model: LawModel, haven: HavenModel): JointEstimate | undefined {
  const curve = fitCurve(data, model, haven);
  if (curve === undefined) return undefined;
  const bend = model === 'quadratic' ? 0 : curve.bend;
  const { y, w, pad, effects } = augmented(data);
  const own = curveColumns(data, model, bend);
  const factors = havenColumns(data, haven);
  const plain = influence([...own, ...factors].map(pad).concat(effects), w);
  if (plain === undefined) return undefined;
  const moving = movingColumn(data, model, bend, plain, own.length, y);
  // Where the bend means nothing (equal slopes) its column is dropped.
  const rows = (moving && influence([...own, ...factors, moving].map(pad).concat(effects), w)) ?? plain;
  const first = own.length + factors.length + (rows.length > plain.length ? 1 : 0);
  const parameter = plain.map((row) => dot(row, y));
  const estimate = (terms: readonly (readonly [index: number, factor: number])[]): Estimate => ({
    value: terms.reduce((sum, [index, factor]) => sum + factor * (parameter[index] as number), 0),
    form: toForm(
      data,
      mix(
        terms.map(([index]) => rows[index] as Float64Array),
        terms.map(([, factor]) => factor),
      ),
    ),
  });
  const zero: Estimate = { value: 0, form: new Map() };
  const at = (t: number): number[] => curveRow(data, model, bend, t);
  const others = data.series.length - 1;
  return {
    curve,
    size: curve.size + factors.length,
    chi2: curve.rss,
    value: (t) => estimate(at(t).map((factor, index) => [index, factor] as const)),
    slope: (t) => {
      const [up, down] = [at(t + STEP), at(t - STEP)];
      return estimate(up.map((value, index) => [index, (value - (down[index] as number)) / (2 * STEP)] as const));
    },
    level: (k) => (haven === 'one' || k === 0 ? zero : estimate([[own.length + k - 1, 1]])),
    tilt: (k) => {
      if (haven === 'one' || haven === 'constant' || k === 0) return zero;
      return estimate([[own.length + others + (haven === 'temperature' ? 0 : k - 1), 1]]);
    },
    pulls: data.tags.map(([tag], k) => ({ tag, pull: dot(rows[first + k] as Float64Array, y) })),
  };
}

const STEP = 1e-6;

/** Change of the curve with the place of its bend. */
function movingColumn(
  data: JointData,
  model: LawModel,
  bend: number,
  rows: readonly Float64Array[],
  size: number,
  y: Float64Array,
): Float64Array | undefined {
  if (model !== 'segmented' && model !== 'vtf') return undefined;
  const bent = dot(rows[size - 1] as Float64Array, y);
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
