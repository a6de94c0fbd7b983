import { seededRandom } from '@ionwalk/core/fit';
import { test } from 'vitest';
import { medianOf, report } from './peer.ts';
import { diffuseRow } from '../src/engine/diffuse-1d.ts';
import { diffusePixels } from '../src/engine/diffuse-2d.ts';
import { factorPattern } from '../src/engine/factor-pattern.ts';
import { labelBoundaries } from '../src/engine/label-boundaries.ts';
import { pixelNetwork, type PixelNetwork } from '../src/engine/pixel-network.ts';
import { invertImage } from '../src/inverse/invert-image.ts';

const PIXEL = 1e-5;
const TIME = 212_400;
/** These take up to seconds each: a few runs are enough. */
const FEW = { iterations: 6, time: 0, warmupIterations: 2, warmupTime: 0 };

function voronoi(side: number, grains: number): Int32Array {
  const random = seededRandom(3);
  const seeds = Array.from({ length: grains }, () => [random.uniform() * side, random.uniform() * side] as const);
  return Int32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) + 0.5, Math.floor(i / side) + 0.5];
    const distance = seeds.map(([a, b]) => (a - x) ** 2 + (b - y) ** 2);
    return 1 + distance.indexOf(Math.min(...distance));
  });
}

function grainNetwork(side: number, grains: number): PixelNetwork {
  const boundaries = labelBoundaries(voronoi(side, grains), side, side);
  const permeance = new Float64Array(boundaries.boundaries.length).fill(2.8e-9);
  return pixelNetwork({ width: side, height: side, pixel: PIXEL, edge: 'left' }, boundaries, { diffusivity: 2.6e-12, permeance });
}

test('row of 2000 cells, 2000 steps', async ({ bench }) => {
  const row = {
    size: new Float64Array(2000).fill(1e-7),
    diffusivity: new Float64Array(2000).fill(1e-12),
    left: { type: 'held', value: 1 },
    right: { type: 'closed' },
  } as const;
  await bench('held face', () => void diffuseRow(row, new Float64Array(2000), { time: 1e4, steps: 2000 })).run(FEW);
});

test('image of grains, 50 steps', { timeout: 300_000 }, async ({ bench }) => {
  for (const side of [128, 256]) {
    const network = grainNetwork(side, side === 128 ? 80 : 120);
    const start = new Float64Array(side * side);
    const run = (): void => void diffusePixels(network, start, { time: TIME, steps: 50 });
    if (side === 256) report('256 by 256 pixels, 50 steps', await medianOf(5, run), 300, 'steps');
    await bench(`${side} by ${side}`, () => void diffusePixels(network, start, { time: TIME, steps: 50 })).run(FEW);
    const pattern = factorPattern(side, side);
    await bench(`${side} by ${side}, pattern kept`, () => void diffusePixels(network, start, { time: TIME, steps: 50 }, { pattern })).run(
      FEW,
    );
  }
});

test('inverse, 80 by 80, 60 grains', { timeout: 300_000 }, async ({ bench }) => {
  const side = 80;
  const random = seededRandom(5);
  const boundaries = labelBoundaries(voronoi(side, 60), side, side);
  const permeance = boundaries.boundaries.map(() => 2.8e-9 * Math.exp(0.7 * random.normal()));
  const grid = { width: side, height: side, pixel: PIXEL, edge: 'left' } as const;
  const network = pixelNetwork(grid, boundaries, { diffusivity: 2.6e-12, permeance });
  const c = diffusePixels(network, new Float64Array(side * side), { time: TIME, steps: 200 }).fraction;
  const tracer = c.map((v) => random.poisson(10_000 * (0.0759 + 0.8741 * v)));
  const count = c.map((v, i) => (tracer[i] as number) + random.poisson(10_000 * (0.9241 - 0.8741 * v)));
  const problem = {
    grid,
    boundaries,
    pattern: factorPattern(side, side),
    time: TIME,
    fraction: tracer.map((t, i) => t / (count[i] as number)),
    count,
    source: 0.95,
    background: 0.0759,
  };
  await bench('common and individual', () => void invertImage(problem, 'auto')).run(FEW);
});
