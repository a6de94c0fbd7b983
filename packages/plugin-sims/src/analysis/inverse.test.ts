import type { Dataset, Fit, FitParam, Outcome } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { codes, collectingContext, readBytes, type Collected } from '../../test/helpers.ts';
import { diffusePixels } from '../engine/diffuse-2d.ts';
import { labelBoundaries } from '../engine/label-boundaries.ts';
import { pixelNetwork, type HeldEdge } from '../engine/pixel-network.ts';
import { camecaReader } from '../readers/cameca.ts';
import { writeCamecaImage } from '../simulate/write-cameca-image.ts';
import { inverseAnalysis } from './inverse.ts';

const PIXEL = 10e-6;
const D = 2.6e-12;
const P = 2.8e-9;
const TIME = 59 * 3600;
const [SOURCE, BACKGROUND] = [0.95, 0.0759];
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

interface Scene {
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
async function simulate({
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

async function imageOf(side: number, c: Float64Array, counts: number, random: ReturnType<typeof seededRandom>, raster = side * PIXEL) {
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

const labelMap = (labels: ArrayLike<number>, width: number): Dataset => ({
  kind: 'sims/label-map',
  title: 'labels',
  size: { x: width, y: labels.length / width },
  variables: { label: { values: Float64Array.from(labels) } },
  conditions: {},
  meta: {},
});

interface Answer {
  readonly verdict: string;
  readonly chi2Common: number;
  readonly chi2Individual: number | null;
  readonly dof: number;
  readonly boundaries: readonly { a: number; b: number; length: number; P: number; uLn: number; identifiable: boolean }[];
}

async function invert(
  sample: Dataset,
  labels: Dataset,
  options: object = {},
  later?: Dataset,
): Promise<{ out: Outcome; inverse: Answer; ctx: Collected }> {
  const ctx = collectingContext();
  const out = await inverseAnalysis.run({ sample, labels, later } as never, { ...OPTIONS, ...options } as never, ctx);
  return { out, inverse: out.extra?.['inverse'] as unknown as Answer, ctx };
}
const param = (fit: Fit | undefined, name: string): FitParam => (fit as Fit).params[name as never] as FitParam;
/** Standard deviations from the truth, in the logarithm. */
const off = (found: FitParam, truth: number): number => Math.abs(Math.log(found.value! / truth) / (found.u! / found.value!));

describe('sims inverse', () => {
  it('finds the diffusivity and each permeance the data determine within their uncertainties', async () => {
    const { image, labels, permeance } = await simulate({ side: 32, grains: 10, spread: 0.7, counts: 5000, seed: 5 });
    const { out, inverse, ctx } = await invert(image, labelMap(labels, 32));
    expect(inverse.verdict).toBe('individual');
    expect(out.fits.map((fit) => fit.model)).toEqual(['sims/inverse-individual', 'sims/inverse-common']);
    expect(inverse.chi2Common).toBeGreaterThan(2 * inverse.dof);
    expect(Math.abs(inverse.chi2Individual! / inverse.dof - 1)).toBeLessThan(0.15);
    const fit = out.fits[0];
    expect(fit?.converged).toBe(true);
    expect(off(param(fit, 'D_bulk'), D)).toBeLessThan(3);
    expect(param(fit, 'D_bulk').u! / D).toBeLessThan(0.05);
    const known = inverse.boundaries.filter((b) => b.identifiable);
    expect(known.length).toBeGreaterThan(5);
    for (const { a, b, P: found, uLn } of known) {
      expect(uLn).toBeLessThan(0.3);
      expect(Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn)).toBeLessThan(3);
      expect(param(fit, `P[${a}-${b}]`)).toMatchObject({ value: found, u: expect.closeTo(found * uLn, 15) as number, unit: 'm/s' });
    }
    // the prior sets the others: never narrower than 0.28, never much wider than itself
    for (const { uLn } of inverse.boundaries.filter((b) => !b.identifiable)) {
      expect(uLn).toBeGreaterThan(0.28);
      expect(uLn).toBeLessThan(1.2);
    }
    const free = Object.values(fit!.params).filter((p) => !p.fixed && p.derived !== true).length;
    expect(fit?.correlation.length).toBe(free);
    expect(out.figures.map((figure) => figure.id)).toEqual(['sims-permeance-map', 'sims-permeance-histogram', 'sims-inverse-residuals']);
    expect(out.records).toHaveLength(1);
    expect(out.records[0]).toMatchObject({ kind: 'D_tracer', region: 'bulk', ion: { element: 'Li', isotope: 6, z: 1 } });
    expect(ctx.diagnostics.filter((d) => d.gate === true)).toEqual([]);
  });

  it('says common where all boundaries are alike, and fits source and background where they are not given', async () => {
    const { image, labels } = await simulate({ side: 30, grains: 9, spread: 0, counts: 5000, seed: 6, time: TIME / 6 });
    const { out, inverse } = await invert(image, labelMap(labels, 30), {
      time: TIME / 6,
      source: undefined,
      background: undefined,
      'gb-width': 0.5e-9,
    });
    expect(inverse.verdict).toBe('common');
    const fit = out.fits[0];
    expect(fit?.model).toBe('sims/inverse-common');
    for (const [name, truth] of [
      ['D_bulk', D],
      ['P', P],
      ['source', SOURCE],
      ['background', BACKGROUND],
    ] as const) {
      expect(off(param(fit, name), truth)).toBeLessThan(3);
      expect(param(fit, name).fixed).toBe(false);
    }
    expect(Math.abs(inverse.chi2Common / inverse.dof - 1)).toBeLessThan(0.15);
    expect(out.records.map((record) => record.region)).toEqual(['bulk', 'gb']);
    expect(out.records[1]?.value).toBeCloseTo(param(fit, 'P').value! * 0.5e-9, 25);
    expect(out.alternatives?.[0]?.dAICc).toBe(0);
  });

  it('fits two images together: their permeances are known better than from the first alone', async () => {
    const then = 16 * 86_400;
    const { image, later, labels, permeance } = await simulate({
      side: 32,
      grains: 16,
      spread: 0.7,
      counts: 5000,
      seed: 7,
      then,
      pixel: 1e-4,
    });
    const alone = await invert(image, labelMap(labels, 32), { scope: 'individual' });
    const both = await invert(image, labelMap(labels, 32), { scope: 'individual', then }, later);
    both.inverse.boundaries.forEach(({ a, b, P: found, uLn, identifiable }, j) => {
      expect(uLn).toBeLessThan(alone.inverse.boundaries[j]!.uLn * 1.1);
      if (identifiable) expect(Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn)).toBeLessThan(3.3);
    });
    const identified = (answer: Answer): number => answer.boundaries.filter((b) => b.identifiable).length;
    expect(identified(both.inverse)).toBeGreaterThan(1.15 * identified(alone.inverse));
    const u = (out: Outcome): number => param(out.fits[0], 'D_bulk').u! / param(out.fits[0], 'D_bulk').value!;
    expect(u(alone.out) / u(both.out)).toBeGreaterThan(1.0);
    expect(off(param(both.out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
    expect(both.out.figures.map((figure) => figure.id)).toContain('sims-inverse-residuals-later');
    expect(both.out.records[0]?.model.fixed).toMatchObject({ time: TIME, then, second: 'sealed' });
    await expect(invert(image, labelMap(labels, 32), { then })).rejects.toMatchObject({ kind: 'usage', code: 'sims/later-image' });
    await expect(invert(image, labelMap(labels, 32), {}, later)).rejects.toMatchObject({ kind: 'usage', code: 'sims/later-image' });
  });

  it.each(['left', 'right', 'top', 'bottom'] as const)('takes the source at the %s edge', async (edge) => {
    const { image, labels } = await simulate({ side: 22, grains: 5, spread: 0, counts: 2000, seed: 8, edge, time: TIME / 10 });
    const { out } = await invert(image, labelMap(labels, 22), { edge, scope: 'common', time: TIME / 10 });
    expect(out.fits).toHaveLength(1);
    expect(off(param(out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
    expect(off(param(out.fits[0], 'P'), P)).toBeLessThan(3);
  });

  it('leaves out pixels that mix two grains where the image says they do', async () => {
    const { image, labels } = await simulate({ side: 32, grains: 6, spread: 0.5, counts: 5000, seed: 3, finer: 4 });
    const { out, inverse, ctx } = await invert(image, labelMap(labels, 32));
    expect(codes(ctx)).toContain('sims/mixed-pixels');
    expect(inverse.verdict).toBe('individual');
    // with these pixels D comes out 20 to 40 % too small
    expect(Math.abs(Math.log(param(out.fits[0], 'D_bulk').value! / D))).toBeLessThan(0.1);
  });

  it('calls a boundary along the flow not identifiable', async () => {
    const side = 24;
    // symmetric about the boundary 1-2, so nothing ever crosses it; 3 lies across the flow
    const labels = Int32Array.from({ length: side * side }, (_, i) => (i % side >= 12 ? 3 : Math.floor(i / side) < side / 2 ? 1 : 2));
    const network = pixelNetwork({ width: side, height: side, pixel: PIXEL, edge: 'left' }, labelBoundaries(labels, side, side), {
      diffusivity: D,
      permeance: [P, P, P],
    });
    const time = 2e4;
    const { fraction } = diffusePixels(network, new Float64Array(side * side), { time, steps: 100 });
    const image = await imageOf(side, fraction, 3000, seededRandom(2));
    const { out, inverse } = await invert(image, labelMap(labels, side), { time, scope: 'individual' });
    expect(inverse.verdict).toBe('individual');
    expect(inverse.boundaries.map(({ a, b, identifiable }) => [a, b, identifiable])).toEqual([
      [1, 2, false],
      [1, 3, true],
      [2, 3, true],
    ]);
    expect(inverse.boundaries[0]?.uLn).toBeGreaterThan(0.9);
    expect(inverse.boundaries[0]?.length).toBeCloseTo(12 * PIXEL, 9);
    expect(off(param(out.fits[0], 'P[1-3]'), P)).toBeLessThan(3);
  });

  it('warns of a saturated window and claims nothing about D', async () => {
    const { image, labels } = await simulate({ side: 20, grains: 4, spread: 0, counts: 1000, seed: 4, time: 100 * TIME });
    const { out, ctx, inverse } = await invert(image, labelMap(labels, 20), { time: 100 * TIME });
    expect(codes(ctx)).toContain('sims/saturated');
    expect(inverse.boundaries.some((b) => b.identifiable)).toBe(false);
    const found = param(out.fits[0], 'D_bulk');
    expect(found.value === null ? ctx.diagnostics.some((d) => d.gate === true) : found.u! > 0.2 * found.value).toBe(true);
  });

  it('leaves masked pixels out and fits an image without boundaries', async () => {
    const { image, labels } = await simulate({ side: 22, grains: 1, spread: 0, counts: 2000, seed: 8, time: 3000 });
    const masked = labels.map((label, i) => (i % 7 === 0 ? 0 : label));
    const { out, inverse, ctx } = await invert(image, labelMap(masked, 22), { time: 3000 });
    expect(codes(ctx)).toContain('sims/masked');
    expect(inverse).toMatchObject({ verdict: 'common', chi2Individual: null, boundaries: [] });
    expect(off(param(out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
    expect(param(out.fits[0], 'P')).toMatchObject({ value: null, bound: 'none' });
    expect(out.fits[0]?.dof).toBe(22 * 22 - Math.ceil((22 * 22) / 7) - 1);
  });

  it('refuses labels of another size, negative ones, an image without scale, and counts that are all zero', async () => {
    const c = new Float64Array(64).fill(0.5);
    const image = await imageOf(8, c, 100, seededRandom(1));
    const ones = new Int32Array(64).fill(1);
    await expect(invert(image, labelMap(ones.subarray(0, 56), 8))).rejects.toMatchObject({ kind: 'input', code: 'sims/label-size' });
    await expect(
      invert(
        image,
        labelMap(
          ones.map((v, i) => (i === 9 ? -v : v)),
          8,
        ),
      ),
    ).rejects.toMatchObject({
      kind: 'input',
      code: 'sims/label-value',
    });
    const bare = await imageOf(8, c, 100, seededRandom(1), 0);
    await expect(invert(bare, labelMap(ones, 8))).rejects.toMatchObject({ kind: 'input', code: 'sims/no-scale' });
    await expect(invert(bare, labelMap(ones, 8), { pixel: 1e-5, scope: 'common' })).resolves.toBeDefined();
    const empty = await imageOf(8, c, 0, seededRandom(1));
    await expect(invert(empty, labelMap(ones, 8))).rejects.toMatchObject({ kind: 'input', code: 'sims/too-few-pixels' });
    await expect(invert(image, labelMap(ones, 8), { time: undefined })).rejects.toMatchObject({ kind: 'usage', code: 'sims/time-missing' });
    await expect(invert(image, labelMap(ones, 8), { source: 0.5, background: 0.5 })).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe.skipIf(!process.env['IONWALK_SLOW'])('sims inverse, full size', () => {
  it('fits 80 by 80 pixels of 60 grains', { timeout: 120_000 }, async () => {
    const { image, labels, permeance } = await simulate({ side: 80, grains: 60, spread: 0.7, counts: 10_000, seed: 11 });
    const { out, inverse } = await invert(image, labelMap(labels, 80));
    expect(inverse.boundaries.length).toBeGreaterThan(130);
    expect(off(param(out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
    const z = inverse.boundaries
      .filter((b) => b.identifiable)
      .map(({ a, b, P: found, uLn }) => Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn));
    expect(z.length).toBeGreaterThan(40);
    // of some seventy normal numbers one may lie beyond 3
    expect(z.filter((v) => v > 3).length).toBeLessThanOrEqual(1);
    expect(Math.max(...z)).toBeLessThan(4);
  });

  it(
    'fits two images of a field that the second step still fills: what they determine narrows 1.4 times',
    { timeout: 120_000 },
    async () => {
      const then = 16 * 86_400;
      const scene = { side: 80, grains: 60, spread: 0.7, counts: 10_000, seed: 3, then, pixel: 6e-5 } as const;
      const { image, later, labels, permeance } = await simulate(scene);
      const alone = await invert(image, labelMap(labels, 80), { scope: 'individual' });
      const both = await invert(image, labelMap(labels, 80), { scope: 'individual', then }, later);
      const known = both.inverse.boundaries.filter((b) => b.identifiable);
      const before = new Map(alone.inverse.boundaries.map(({ a, b, uLn }) => [`${a}-${b}`, uLn]));
      const narrower = Math.exp(known.reduce((sum, { a, b, uLn }) => sum + Math.log(before.get(`${a}-${b}`)! / uLn), 0) / known.length);
      const z = known.map(({ a, b, P: found, uLn }) => Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn)).sort((a, b) => a - b);
      if (process.env['IONWALK_SLOW'] === 'print')
        console.log('two images: mean narrowing', narrower, 'identifiable', known.length, 'worst z', z.at(-1));
      expect(narrower).toBeGreaterThan(1.4);
      expect(off(param(both.out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
      expect(z[Math.floor(0.95 * z.length)]).toBeLessThan(2.6);
    },
  );

  it('fits 256 by 256 pixels of 300 boundaries within 30 s, joined to blocks', { timeout: 120_000 }, async () => {
    const { image, labels, permeance } = await simulate({ side: 256, grains: 115, spread: 0.7, counts: 10_000, seed: 3 });
    const start = performance.now();
    const { out, inverse, ctx } = await invert(image, labelMap(labels, 256));
    const seconds = (performance.now() - start) / 1e3;
    const known = inverse.boundaries.filter((b) => b.identifiable);
    const z = known
      .map(({ a, b, P: found, uLn }) => Math.abs(Math.log(found / (permeance.get(`${a}-${b}`) ?? found)) / uLn))
      .sort((a, b) => a - b);
    const shift = Math.log(param(out.fits[0], 'D_bulk').value! / D);
    if (process.env['IONWALK_SLOW'] === 'print')
      console.log(
        '256²:',
        seconds,
        's;',
        inverse.boundaries.length,
        'boundaries,',
        known.length,
        'identifiable; z of D',
        off(param(out.fits[0], 'D_bulk'), D),
        'ln ratio',
        shift,
        'z of P: 68 %',
        z[Math.floor(0.68 * z.length)],
        '95 %',
        z[Math.floor(0.95 * z.length)],
        'worst',
        z.at(-1),
        inverse.chi2Individual! / inverse.dof,
      );
    expect(codes(ctx)).toContain('sims/binned');
    for (const record of out.records) expect(record.model.flags).toContain('binned');
    expect(inverse.boundaries.length).toBeGreaterThan(280);
    expect(Math.abs(shift)).toBeLessThan(0.05);
  });

  it('covers: identifiable permeances and D of many images', { timeout: 600_000 }, async () => {
    let [inside, number, squares] = [0, 0, 0];
    const images = 30;
    for (let seed = 100; seed < 100 + images; seed++) {
      const { image, labels, permeance } = await simulate({ side: 36, grains: 10, spread: 0.7, counts: 3000, seed });
      const { out, inverse } = await invert(image, labelMap(labels, 36), { scope: 'individual' });
      squares += off(param(out.fits[0], 'D_bulk'), D) ** 2;
      for (const { a, b, P: found, uLn, identifiable } of inverse.boundaries) {
        if (!identifiable) continue;
        number++;
        if (Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!)) < 1.96 * uLn) inside++;
      }
    }
    if (process.env['IONWALK_SLOW'] === 'print') console.log(inside / number, number, squares / images);
    expect(inside / number).toBeGreaterThan(0.91);
    expect(inside / number).toBeLessThan(0.985);
    expect(squares / images).toBeGreaterThan(0.5);
    expect(squares / images).toBeLessThan(1.8);
  });
});
