import { aicc } from '../../fit/information-criteria.ts';
import { CURVATURE_THRESHOLD } from '../laws/choose-law.ts';
import type { LawModel } from '../laws/law-fit.ts';
import { minimiseProfile } from '../laws/minimise-profile.ts';
import { augmented, type HavenModel, havenColumns } from './haven-columns.ts';
import type { JointData } from './joint-data.ts';
import { projection, type Projection } from './projection.ts';

const MIN_TEMPERATURES = 6;
const NODES = 48;
const SIZE = { arrhenius: 2, segmented: 4, vtf: 3, quadratic: 3 } as const;

/** The common curve ln D(1/T): its columns over t for one place of its bend, and their change with that place. */
export interface JointCurve {
  readonly model: LawModel;
  /** Free parameters, the place of the bend included. */
  readonly size: number;
  /** Where the bend is: t of a hinge, or T0 of a VTF curve [K]; NaN where there is none. */
  readonly bend: number;
  readonly rss: number;
}

/**
 * Fits one curve common to all series beside the Haven factors of `haven`. The bend of a hinge or of a VTF curve is profiled.
 * Undefined where the data don't hold such a curve.
 */
export function fitCurve(data: JointData, model: LawModel, haven: HavenModel): JointCurve | undefined {
  const { t } = data;
  const { pad } = augmented(data);
  const base = unbent(data, model === 'vtf' ? 'vtf' : 'arrhenius', haven);
  if (model === 'arrhenius') return { model, size: SIZE[model], bend: NaN, rss: base.rss };
  if (model === 'quadratic') {
    const found = base.gain(pad(t.map((value) => value * value)));
    return found && { model, size: SIZE[model], bend: NaN, rss: found.rss };
  }
  const column = pad(t);
  const profile = (bend: number): number => {
    const found = base.gain(fillBent(data, model, bend, column));
    return found === undefined || (model === 'vtf' && found.coefficient >= 0) ? Infinity : found.rss;
  };
  const grid = model === 'segmented' ? hingeGrid(data) : coldGrid(data);
  const best = grid && minimiseProfile(profile, grid);
  return best && { model, size: SIZE[model], bend: best.at, rss: best.value };
}

const bases = new WeakMap<JointData, Map<string, Projection>>();

/** The data without what the columns of a curve explain that don't move with its bend: those of a line but for the VTF curve. */
function unbent(data: JointData, model: 'arrhenius' | 'vtf', haven: HavenModel): Projection {
  let known = bases.get(data);
  if (known === undefined) bases.set(data, (known = new Map()));
  const key = `${model} ${haven}`;
  let base = known.get(key);
  if (base === undefined) {
    const { y, w, pad, effects } = augmented(data);
    const fixed = [...curveColumns(data, model, NaN), ...havenColumns(data, haven)].map(pad);
    known.set(key, (base = projection([...fixed, ...effects], y, w)));
  }
  return base;
}

/** The straight line unless a hinge, a VTF curve or a parabola has an AICc lower by at least 4, judged beside the freest Haven factors. */
export function chooseCurve(data: JointData, haven: HavenModel): LawModel {
  const n = data.y.length;
  const k = havenColumns(data, haven).length;
  const score = (curve: JointCurve | undefined): number =>
    curve === undefined ? Infinity : aicc({ chi2: curve.rss, n, k: curve.size + k, sigmaKnown: true });
  if (new Set(data.t).size < MIN_TEMPERATURES) return 'arrhenius';
  let best: LawModel = 'arrhenius';
  let least = score(fitCurve(data, 'arrhenius', haven)) - CURVATURE_THRESHOLD;
  for (const model of ['segmented', 'vtf', 'quadratic'] as const) {
    // Even a curve through every point would not pay for its parameters.
    if (score({ model, size: SIZE[model], bend: NaN, rss: 0 }) > least) continue;
    const value = score(fitCurve(data, model, haven));
    if (value > least) continue;
    least = value;
    best = model;
  }
  return best;
}

/** Columns of the curve: with `bend` NaN those without the bend. */
export function curveColumns(data: JointData, model: LawModel, bend: number): Float64Array[] {
  const { t } = data;
  const one = new Float64Array(t.length).fill(1);
  if (model === 'vtf') return Number.isNaN(bend) ? [one] : [one, bentColumn(data, model, bend)];
  if (model === 'quadratic') return Number.isNaN(bend) ? [one, t] : [one, t, t.map((value) => value * value)];
  return model === 'arrhenius' || Number.isNaN(bend) ? [one, t] : [one, t, bentColumn(data, model, bend)];
}

/** Value of each column of the curve at t = `at`, as `curveColumns` orders them. */
export function curveRow(data: JointData, model: LawModel, bend: number, at: number): number[] {
  return curveColumns({ ...data, t: Float64Array.of(at) }, model, bend).map((column) => column[0] as number);
}

const bentColumn = (data: JointData, model: LawModel, bend: number): Float64Array =>
  fillBent(data, model, bend, new Float64Array(data.t.length));

/** Writes the bent column into the first places of `out`. */
function fillBent({ t, pivot, span }: JointData, model: LawModel, bend: number, out: Float64Array): Float64Array {
  for (let i = 0; i < t.length; i++) {
    if (model === 'segmented') out[i] = Math.max((t[i] as number) - bend, 0);
    else {
      // 1/(T − T0) in units of 1/T at the pivot
      const x = pivot + span * (t[i] as number);
      out[i] = x / (1 - bend * x) / pivot;
    }
  }
  return out;
}

/** Inside the second and the last but one temperature. */
function hingeGrid({ t }: JointData): Float64Array | undefined {
  const distinct = [...new Set(t)].sort((p, q) => p - q).slice(1, -1);
  const [first, last] = [distinct[0], distinct.at(-1)];
  if (first === undefined || last === undefined || !(last > first)) return undefined;
  return Float64Array.from({ length: NODES + 1 }, (_, i) => first + ((last - first) * i) / NODES);
}

/** T0 below 0.97 of the lowest temperature. */
function coldGrid({ t, pivot, span }: JointData): Float64Array {
  const coldest = 1 / (pivot + span * t.reduce((most, value) => Math.max(most, value), -Infinity));
  return Float64Array.from({ length: NODES }, (_, i) => (0.97 * coldest * (i + 1)) / NODES);
}
