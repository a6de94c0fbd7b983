import type { DiffusionRecord } from '../api/record.ts';
import { seededRandom, type SeededRandom } from '../fit/seeded-random.ts';
import { spreadOf, type LinearForm } from './linear-form.ts';
import type { Series } from './series.ts';

/** Normal quantiles at 0.025, 0.16, 0.5, 0.84 and 0.975, where a record's own quantiles stand. */
const Z = [-1.959963984540054, -0.994457883209753, 0, 0.994457883209753, 1.959963984540054] as const;
const PAIRS = 8000;
/** Departure from a normal distribution, in its standard deviations, that is worth drawing. */
const SLIGHT = 0.02;

/**
 * 95 % interval of a function of several ln D by draws, where a point they rest on has a skewed distribution (its `quantiles`); undefined where
 * none has. Each draw takes every random error once, a skewed one by its quantile function (linear in the normal quantile between its five
 * places), each shared effect once for all, and a scatter of ν degrees of freedom with its own uncertainty. Equal records, equal draws.
 * @param parts – ln D and the weighted sum behind it
 * @param ratio – ln of the ratio for given ln D; NaN and infinities are placed at the ends
 */
export function skewedInterval(
  parts: readonly { readonly y: number; readonly form: LinearForm }[],
  ratio: (y: readonly number[]) => number,
): { readonly lo: number; readonly hi: number } | undefined {
  const used = [...new Set(parts.flatMap(({ form }) => [...form.keys()]))];
  if (!used.some(({ points }) => points.some(({ record }) => record.quantiles !== undefined))) return undefined;
  const sums = parts.map(({ y, form }) => compile(y, form, used));
  if (!sums.some(({ terms }) => terms.some((term) => term.knots !== undefined))) return undefined;
  const random = seededRandom(1);
  const results = new Float64Array(2 * PAIRS);
  for (let n = 0; n < PAIRS; n++) {
    const draw = drawErrors(used, random);
    // Each draw and its mirror image: the middle is then exact and the ends are steadier.
    results[2 * n] = ratio(sums.map((sum) => valueOf(sum, draw, 1)));
    results[2 * n + 1] = ratio(sums.map((sum) => valueOf(sum, draw, -1)));
  }
  results.sort();
  return { lo: quantileOf(results, 0.025), hi: quantileOf(results, 0.975) };
}

/** A weighted sum with all that doesn't change from draw to draw worked out. */
interface Sum {
  readonly y: number;
  readonly terms: readonly {
    readonly series: number;
    readonly place: number;
    readonly c: number;
    readonly u: number;
    /** ln(quantile/value) of a skewed point. */
    readonly knots: readonly number[] | undefined;
  }[];
  readonly tags: readonly (readonly [tag: string, s: number])[];
}

function compile(y: number, form: LinearForm, used: readonly Series[]): Sum {
  const terms = [...form].flatMap(([series, weights]) =>
    Array.from(weights, (c, place) => {
      const { quantiles, value } = (series.points[place] as Series['points'][number]).record;
      const skewed = isSkewed((series.points[place] as Series['points'][number]).record);
      const knots = skewed ? quantiles?.map((q) => Math.log(q / value)) : undefined;
      return { series: used.indexOf(series), place, c, u: series.u[place] as number, knots };
    }).filter(({ c }) => c !== 0),
  );
  return { y, terms, tags: [...spreadOf(form).tags] };
}

/** Whether a record states quantiles that no normal distribution of ln(value) about its value has. */
export function isSkewed({ quantiles, value }: DiffusionRecord): boolean {
  const [low, high] = [quantiles?.[1], quantiles?.[3]];
  if (!quantiles || quantiles.length !== 5 || low === undefined || high === undefined || !quantiles.every((q) => q > 0)) return false;
  const sigma = Math.log(high / low) / (2 * Z[3]);
  return sigma > 0 && quantiles.some((q, i) => Math.abs(Math.log(q / value) - (Z[i] as number) * sigma) > SLIGHT * sigma);
}

interface Draw {
  /** Normal deviates of each point, per series, already widened where its u is only estimated. */
  readonly points: readonly Float64Array[];
  readonly tags: ReadonlyMap<string, number>;
}

function drawErrors(used: readonly Series[], random: SeededRandom): Draw {
  const tags = new Map<string, number>();
  const points = used.map((series) => {
    for (const tag of series.tags.keys()) if (!tags.has(tag)) tags.set(tag, random.normal());
    const common = series.fromScatter ? widening(series.scatterNu, random) : undefined;
    return series.nu.map((nu) => random.normal() * (common ?? widening(nu, random)));
  });
  return { points, tags };
}

/** √(ν/χ²_ν): what turns a normal deviate into one of Student's t. */
function widening(nu: number, random: SeededRandom): number {
  if (!(nu > 0) || nu > 200) return 1;
  let chi2 = 0;
  for (let i = 0; i < Math.max(1, Math.round(nu)); i++) chi2 += random.normal() ** 2;
  return Math.sqrt(Math.max(1, Math.round(nu)) / chi2);
}

function valueOf({ y, terms, tags }: Sum, draw: Draw, sign: number): number {
  let sum = y;
  for (const { series, place, c, u, knots } of terms) {
    const z = sign * ((draw.points[series] as Float64Array)[place] as number);
    sum += c * (knots === undefined ? z * u : between(knots, z));
  }
  for (const [tag, s] of tags) sum += sign * s * (draw.tags.get(tag) as number);
  return sum;
}

/** Straight between the five quantiles, carried on beyond them. */
function between(knots: readonly number[], z: number): number {
  let i = 0;
  while (i < 3 && z > (Z[i + 1] as number)) i++;
  const [z0, z1] = [Z[i] as number, Z[i + 1] as number];
  const [y0, y1] = [knots[i] as number, knots[i + 1] as number];
  return y0 + ((y1 - y0) * (z - z0)) / (z1 - z0);
}

function quantileOf(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
