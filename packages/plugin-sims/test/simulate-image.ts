import type { Dataset, Fit, FitParam, Outcome } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { collectingContext, readBytes, type Collected } from './helpers.ts';
import { diffusePixels } from '../src/engine/diffuse-2d.ts';
import { labelBoundaries } from '../src/engine/label-boundaries.ts';
import { pixelNetwork, type HeldEdge } from '../src/engine/pixel-network.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { inverseAnalysis } from '../src/analysis/inverse.ts';

export const PIXEL = 10e-6;
export const D = 2.6e-12;
export const P = 2.8e-9;
export const TIME = 59 * 3600;
export const SOURCE = 0.95;
export const BACKGROUND = 0.0759;
const OPTIONS = {
  time: TIME,
  edge: 'left',
  scope: 'auto',
  source: SOURCE as number | undefined,
  background: BACKGROUND as number | undefined,
  pixel: undefined,
  tracer: '',
  matrix: '',
  'dead-time': undefined,
  'gb-width': undefined,
  'all-pixels': false,
  then: undefined as number | undefined,
  second: 'sealed',
};

export interface Scene {
  readonly side: number;
  readonly grains: number;
  /** Standard deviation of ln P. */
  readonly spread: number;
  readonly counts: number;
  readonly seed: number;
  readonly edge?: HeldEdge;
  readonly time?: number;
  /** Truth on so many times finer pixels. */
  readonly finer?: number;
  readonly then?: number;
  readonly pixel?: number;
}

interface Simulated {
  readonly labels: Int32Array;
  readonly image: Dataset;
  /** After a second, sealed step. */
  readonly later: Dataset;
  readonly permeance: ReadonlyMap<string, number>;
}

/** Voronoi grains, diffusion with known permeances, Poisson counts. */
export async function simulate({
  side,
  grains,
  spread,
  counts,
  seed,
  edge = 'left',
  time = TIME,
  finer = 1,
  then = 0,
  pixel = PIXEL,
}: Scene): Promise<Simulated> {
  const random = seededRandom(seed);
  const seeds = Array.from({ length: grains }, () => [random.uniform() * side, random.uniform() * side] as const);
  const grainAt = (x: number, y: number): number => {
    const distance = seeds.map(([a, b]) => (a - x) ** 2 + (b - y) ** 2);
    return 1 + distance.indexOf(Math.min(...distance));
  };
  const map = (n: number, scale: number): Int32Array =>
    Int32Array.from({ length: n * n }, (_, i) => grainAt(((i % n) + 0.5) / scale, (Math.floor(i / n) + 0.5) / scale));
  const n = side * finer;
  const boundaries = labelBoundaries(map(n, finer), n, n);
  const permeance = new Map(boundaries.boundaries.map(({ a, b }) => [`${a}-${b}`, P * Math.exp(spread * random.normal())]));
  const network = pixelNetwork({ width: n, height: n, pixel: pixel / finer, edge }, boundaries, {
    diffusivity: D,
    permeance: [...permeance.values()],
  });
  const { fraction } = diffusePixels(network, new Float64Array(n * n), { time, steps: 120 });
  const seen = (fine: Float64Array): Float64Array => {
    const c = new Float64Array(side * side);
    for (let i = 0; i < n * n; i++) c[Math.floor(i / n / finer) * side + Math.floor((i % n) / finer)]! += fine[i]! / finer ** 2;
    return c;
  };
  const image = await imageOf(side, seen(fraction), counts, random, side * pixel);
  const sealed = pixelNetwork({ width: n, height: n, pixel: pixel / finer, edge: undefined }, boundaries, {
    diffusivity: D,
    permeance: [...permeance.values()],
  });
  const after = then > 0 ? diffusePixels(sealed, fraction, { time: then, steps: 120 }).fraction : fraction;
  return { labels: map(side, 1), image, later: await imageOf(side, seen(after), counts, random, side * pixel), permeance };
}

/** An image of Poisson counts of given fractions c'. */
export async function imageOf(
  side: number,
  c: Float64Array,
  counts: number,
  random: ReturnType<typeof seededRandom>,
  raster = side * PIXEL,
) {
  const f = c.map((v) => BACKGROUND + (SOURCE - BACKGROUND) * v);
  const bytes = writeCamecaImage({
    masses: [
      { label: '6Li', mass: 6.015, trolley: 1 },
      { label: '7Li', mass: 7.016, trolley: 2 },
    ],
    width: side,
    height: f.length / side,
    frames: 1,
    bytesPerPixel: 4,
    counts: [f.map((v) => random.poisson(counts * v)), f.map((v) => random.poisson(counts * (1 - v)))],
    raster,
    dwell: 1e-3,
    deadTime: 0,
  });
  return (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as Dataset;
}

/** The label map as a reader gives it. */
export const labelMap = (labels: ArrayLike<number>, width: number): Dataset => ({
  kind: 'sims/label-map',
  title: 'labels',
  size: { x: width, y: labels.length / width },
  variables: { label: { values: Float64Array.from(labels) } },
  conditions: {},
  meta: {},
});

/** The key `inverse` of the answer. */
export interface Answer {
  readonly verdict: string;
  readonly chi2Common: number;
  readonly chi2Individual: number | null;
  readonly dof: number;
  readonly boundaries: readonly { a: number; b: number; length: number; P: number; uLn: number; identifiable: boolean }[];
}

export async function invert(
  sample: Dataset,
  labels: Dataset,
  options: object = {},
  later?: Dataset,
): Promise<{ out: Outcome; inverse: Answer; ctx: Collected }> {
  const ctx = collectingContext();
  const out = await inverseAnalysis.run({ sample, labels, later } as never, { ...OPTIONS, ...options } as never, ctx);
  return { out, inverse: out.extra?.['inverse'] as unknown as Answer, ctx };
}
export const param = (fit: Fit | undefined, name: string): FitParam => (fit as Fit).params[name as never] as FitParam;
/** Standard deviations from the truth, in the logarithm. */
export const off = (found: FitParam, truth: number): number => Math.abs(Math.log(found.value! / truth) / (found.u! / found.value!));
