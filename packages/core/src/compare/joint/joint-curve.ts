import { aicc } from '../../fit/information-criteria.ts';
import { CURVATURE_THRESHOLD } from '../laws/choose-law.ts';
import type { LawModel } from '../laws/law-fit.ts';
import { hingePlaces, leastHinge } from '../laws/least-hinge.ts';
import { minimiseProfile } from '../laws/minimise-profile.ts';
import { augmented, type HavenModel, havenColumns } from './haven-columns.ts';
import type { JointData } from './joint-data.ts';
import { projection, type Projection } from './projection.ts';

const MIN_TEMPERATURES = 6;
const NODES = 24;
/** More places for a hinge than this are searched, not gone through one by one. */
const MOST_PLACES = 48;
const SIZE = { arrhenius: 2, segmented: 4, vtf: 3, quadratic: 3 } as const;
/** How many columns a curve has: its free parameters without the place of the bend. */
export const CURVE_COLUMNS = { arrhenius: 2, segmented: 3, vtf: 2, quadratic: 3 } as const;

/** The common curve ln D(1/T): its columns over t for one place of its bend, and their change with that place. */
export interface JointCurve {
  readonly model: LawModel;
  /** Free parameters, the place of the bend included. */
  readonly size: number;
  /** Where the bend is: t of a hinge, T0 of a VTF curve [K], the pivot of a parabola; NaN where there is none. */
  readonly bend: number;
  readonly rss: number;
  /** False where other columns hold one of the curve's or of the Haven factors'. */
  readonly determined: boolean;
}

const curves = new WeakMap<JointData, Map<string, JointCurve | undefined>>();

/**
 * Fits one curve common to all series beside the Haven factors of `haven`. The bend of a hinge or of a VTF curve is profiled.
 * Undefined where the data don't hold such a curve.
 */
export function fitCurve(data: JointData, model: LawModel, haven: HavenModel): JointCurve | undefined {
  const known = curves.get(data) ?? new Map<string, JointCurve | undefined>();
  curves.set(data, known);
  const key = `${model} ${haven}`;
  if (!known.has(key)) known.set(key, curveOf(data, model, haven));
  return known.get(key);
}

function curveOf(data: JointData, model: LawModel, haven: HavenModel): JointCurve | undefined {
  const { t } = data;
  const { pad } = augmented(data);
  const { base, determined } = unbent(data, model === 'vtf' ? 'vtf' : 'arrhenius', haven);
  const curve = (bend: number, rss: number): JointCurve => ({ model, size: SIZE[model], bend, rss, determined });
  if (model === 'arrhenius') return curve(NaN, base.rss);
  if (model === 'quadratic') {
    const found = base.gain(pad(t.map((value) => value * value)));
    return found && curve(0, found.rss);
  }
  const column = pad(t);
  const profile = (bend: number): number => {
    const found = base.gain(fillBent(data, model, bend, column));
    return found === undefined || (model === 'vtf' && found.coefficient >= 0) ? Infinity : found.rss;
  };
  if (model === 'vtf') {
    const best = minimiseProfile(profile, coldGrid(data));
    return best && curve(best.at, best.value);
  }
  const places = hingePlaces(t);
  if (places === undefined) return undefined;
  const step = pad(t);
  const crossing = (i: number): number => {
    const from = places[i] as number;
    // jump + slope (t − from) behind `from` is a line that starts where that is zero.
    for (let k = 0; k < t.length; k++) step[k] = (t[k] as number) > from ? 1 : 0;
    const found = base.gainOfTwo(step, fillBent(data, model, from, column));
    return found === undefined ? NaN : from - found.coefficients[0] / found.coefficients[1];
  };
  const best = places.length > MOST_PLACES ? minimiseProfile(profile, thinned(places)) : leastHinge(places, profile, { crossing });
  return best && curve(best.at, best.value);
}

/** Every k-th place and the last: among many close temperatures a hinge is no sharper than its neighbours. */
function thinned(places: Float64Array): Float64Array {
  const stride = Math.ceil(places.length / MOST_PLACES);
  return places.filter((_, i) => i % stride === 0 || i === places.length - 1);
}

interface Unbent {
  readonly base: Projection;
  readonly determined: boolean;
}

const bases = new WeakMap<JointData, Map<string, Unbent>>();

/** The data without what the columns of a curve explain that don't move with its bend: those of a line but for the VTF curve. */
function unbent(data: JointData, model: 'arrhenius' | 'vtf', haven: HavenModel): Unbent {
  const known = bases.get(data) ?? new Map<string, Unbent>();
  bases.set(data, known);
  const key = `${model} ${haven}`;
  let found = known.get(key);
  if (found === undefined) {
    const { y, w, pad, effects } = augmented(data);
    const columns = [...[...curveColumns(data, model, NaN), ...havenColumns(data, haven)].map(pad), ...effects];
    const base = projection(columns, y, w);
    known.set(key, (found = { base, determined: base.rank === columns.length }));
  }
  return found;
}

/** The straight line unless a hinge, a VTF curve or a parabola has an AICc lower by at least 4, judged beside the freest Haven factors. */
export function chooseCurve(data: JointData, haven: HavenModel): LawModel {
  const n = data.y.length;
  const k = havenColumns(data, haven).length;
  const score = (curve: Pick<JointCurve, 'size' | 'rss'> | undefined): number =>
    curve === undefined ? Infinity : aicc({ chi2: curve.rss, n, k: curve.size + k, sigmaKnown: true });
  if (new Set(data.t).size < MIN_TEMPERATURES) return 'arrhenius';
  let best: LawModel = 'arrhenius';
  let least = score(fitCurve(data, 'arrhenius', haven)) - CURVATURE_THRESHOLD;
  for (const model of ['segmented', 'vtf', 'quadratic'] as const) {
    // Even a curve through every point would not pay for its parameters.
    if (score({ size: SIZE[model], rss: 0 }) > least) continue;
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

/** T0 below 0.97 of the lowest temperature. */
function coldGrid({ t, pivot, span }: JointData): Float64Array {
  const coldest = 1 / (pivot + span * t.reduce((most, value) => Math.max(most, value), -Infinity));
  return Float64Array.from({ length: NODES }, (_, i) => (0.97 * coldest * (i + 1)) / NODES);
}
