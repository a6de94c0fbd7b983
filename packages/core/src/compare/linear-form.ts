import { normalQuantile } from '../fit/normal-quantile.ts';
import { studentTQuantile } from '../fit/student-t.ts';
import { dot } from './laws/law-fit.ts';
import type { Series } from './series.ts';

/** A weighted sum of ln D over points of any series: its whole uncertainty follows from the weights. */
export type LinearForm = Map<Series, Float64Array>;

/** Adds `factor` times `weights` of one series. */
export function addTo(form: LinearForm, series: Series, weights: Float64Array, factor = 1): void {
  const row = form.get(series);
  if (row === undefined) {
    const first = new Float64Array(weights.length);
    for (let i = 0; i < first.length; i++) first[i] = factor * (weights[i] as number);
    form.set(series, first);
    return;
  }
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) + factor * (weights[i] as number);
}

/** Σ factor · form */
export function combine(terms: readonly (readonly [factor: number, form: LinearForm])[]): LinearForm {
  const out: LinearForm = new Map();
  for (const [factor, form] of terms) form.forEach((weights, series) => addTo(out, series, weights, factor));
  return out;
}

export interface Spread {
  /** Standard uncertainty of the sum; NaN where the random part isn't known. */
  readonly u: number;
  /** Its random part. */
  readonly random: number;
  /** Effective degrees of freedom (Welch-Satterthwaite); Infinity: normal. */
  readonly nu: number;
  /** Signed shared parts. */
  readonly tags: ReadonlyMap<string, number>;
}

/** Random and shared uncertainty of a weighted sum: Σ c² u² + Σ_tag (Σ c s)². */
export function spreadOf(form: LinearForm): Spread {
  let random = 0;
  let bottom = 0;
  const tags = new Map<string, number>();
  form.forEach((weights, series) => {
    const part = randomPart(series, weights);
    random += part.variance;
    bottom += part.bottom;
    series.tags.forEach((effects, tag) => void tags.set(tag, (tags.get(tag) ?? 0) + dot(weights, effects)));
  });
  let variance = random;
  tags.forEach((s) => (variance += s * s));
  return { u: Math.sqrt(variance), random: Math.sqrt(random), nu: bottom > 0 ? variance ** 2 / bottom : Infinity, tags };
}

/** The same of a sum over one series, for the many places along a law: without the shared parts by name. */
export function spreadAlong(series: Series, weights: Float64Array): Pick<Spread, 'u' | 'nu'> {
  const { variance: random, bottom } = randomPart(series, weights);
  let variance = random;
  series.tags.forEach((effects) => (variance += dot(weights, effects) ** 2));
  return { u: Math.sqrt(variance), nu: bottom > 0 ? variance ** 2 / bottom : Infinity };
}

/** The same of a single point. */
export function spreadOfPoint(series: Series, i: number): Pick<Spread, 'u' | 'nu'> {
  const random = (series.u[i] as number) ** 2;
  const bottom = series.fromScatter ? random ** 2 / series.scatterNu : random ** 2 / (series.nu[i] as number);
  let variance = random;
  series.tags.forEach((effects) => (variance += (effects[i] as number) ** 2));
  return { u: Math.sqrt(variance), nu: bottom > 0 ? variance ** 2 / bottom : Infinity };
}

/** Σ c² u² of one series, and its share of the denominator of Welch and Satterthwaite. */
function randomPart(series: Series, weights: Float64Array): { readonly variance: number; readonly bottom: number } {
  let variance = 0;
  let bottom = 0;
  for (let i = 0; i < weights.length; i++) {
    const c = weights[i] as number;
    if (c === 0) continue;
    const part = (c * (series.u[i] as number)) ** 2;
    variance += part;
    bottom += part ** 2 / (series.nu[i] as number);
  }
  // The scatter of a series is one estimate, however many points it is used for.
  return { variance, bottom: series.fromScatter ? variance ** 2 / series.scatterNu : bottom };
}

/** Covariance of two weighted sums, random and shared parts. */
export function covariance(a: LinearForm, b: LinearForm): number {
  let sum = 0;
  for (const [series, weights] of a) {
    const others = b.get(series);
    if (others === undefined) continue;
    for (let i = 0; i < weights.length; i++) {
      const product = (weights[i] as number) * (others[i] as number);
      if (product !== 0) sum += product * (series.u[i] as number) ** 2;
    }
  }
  const [left, right] = [spreadOf(a).tags, spreadOf(b).tags];
  for (const [tag, s] of left) sum += s * (right.get(tag) ?? 0);
  return sum;
}

/** Quantile of Student's t, or of the normal distribution for ν = Infinity; NaN where ν isn't positive. */
export function quantile(p: number, nu: number): number {
  if (!(nu > 0)) return NaN;
  if (Number.isFinite(nu)) return studentTQuantile(p, nu);
  return p === 0.975 ? NORMAL_975 : normalQuantile(p);
}

// Asked for with every interval, so it isn't solved for each time.
const NORMAL_975: number = normalQuantile(0.975);
