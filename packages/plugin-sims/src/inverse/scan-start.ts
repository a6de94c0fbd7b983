import { complexFactor } from '../engine/complex-factor.ts';
import { coarsenNetwork } from '../engine/coarsen-network.ts';
import { EXPONENTIAL } from '../engine/exponential-poles.ts';
import { factorPattern, type FactorPattern } from '../engine/factor-pattern.ts';
import { pixelNetwork, type PixelNetwork } from '../engine/pixel-network.ts';
import { solveEnds } from '../models/solve-ends.ts';
import type { ImageProblem } from './image-problem.ts';
import type { ImageValues } from './image-parameters.ts';

/** Sides of the image the scan works on are at most so many cells. */
const SIDE = 20;
const DIFFUSIVITIES = 13;
const PERMEANCES = 6;
const VALLEYS = 3;
const ROUNDS = 20;

/**
 * A start for D and one permeance: both scanned over decades on the image joined to blocks of pixels, source and background solved for.
 * sqrt(D t) goes from a pixel to 30 times the image, P d/D (d: mean grain size) from 0.001 to 100; then both are improved on the same blocks.
 */
export function scanStart(problem: ImageProblem): ImageValues {
  const { grid, boundaries, time } = problem;
  const { width, height, pixel } = grid;
  const blocks = joinBlocks(problem);
  const shortest = pixel;
  const longest = 30 * Math.max(width, height) * pixel;
  const length = boundaries.boundaries.reduce((sum, b) => sum + b.length, 0);
  // area over boundary length is half the mean distance between boundaries
  const grain = length > 0 ? Math.min((2 * width * height * pixel) / length, width * pixel) : width * pixel;
  const alone = length === 0;
  const tryAt = (lnD: number, lnP: number): Trial => {
    const [diffusivity, permeance] = [Math.exp(lnD), Math.exp(lnP)];
    const permeances = new Float64Array(boundaries.boundaries.length).fill(permeance);
    let network = pixelNetwork(grid, boundaries, { diffusivity, permeance: permeances });
    let mass: Float64Array = new Float64Array(network.held.length).fill(1);
    for (let level = 0; level < blocks.levels; level++) ({ network, mass } = coarsenNetwork(network, mass));
    const shape = blockShape(blocks.pattern, network, mass, time);
    return { lnD, lnP, ...solveEnds(blocks.data, shape, problem.source, problem.background) };
  };
  const valleys: Trial[] = [];
  for (let p = 0; p < (alone ? 1 : PERMEANCES); p++) {
    const ratio = Math.LN10 * (-3 + (5 * p) / (PERMEANCES - 1)) - Math.log(grain);
    let best: Trial | undefined;
    for (let d = 0; d < DIFFUSIVITIES; d++) {
      const reach = shortest * (longest / shortest) ** (d / (DIFFUSIVITIES - 1));
      const lnD = Math.log((reach * reach) / time);
      const trial = tryAt(lnD, lnD + ratio);
      if (!best || trial.chi2 < best.chi2) best = trial;
    }
    valleys.push(best!);
  }
  // grains without blocking boundaries are a minimum of their own: go down from each kind of start
  const best = valleys.sort((a, b) => a.chi2 - b.chi2).slice(0, VALLEYS);
  const found = best.map((start) => descend(start, alone, tryAt));
  const { lnD, lnP, source, background } = found.reduce((a, b) => (b.chi2 < a.chi2 ? b : a));
  return { diffusivity: Math.exp(lnD), permeance: Float64Array.of(Math.exp(lnP)), source, background };
}

interface Trial {
  readonly lnD: number;
  readonly lnP: number;
  readonly source: number;
  readonly background: number;
  readonly chi2: number;
}

/** Steps along, across and between the axes, halved where none leads down: D and P trade off along a narrow valley. */
function descend(start: Trial, alone: boolean, tryAt: (lnD: number, lnP: number) => Trial): Trial {
  let best = start;
  for (let step = 0.8, round = 0; step > 0.08 && round < ROUNDS; round++) {
    const tried = DIRECTIONS.filter(([, p]) => !alone || p === 0).map(([d, p]) => tryAt(best.lnD + step * d, best.lnP + step * p));
    const next = tried.reduce((a, b) => (b.chi2 < a.chi2 ? b : a));
    if (next.chi2 < best.chi2) best = next;
    else step /= 2;
  }
  return best;
}

const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, -1],
  [-1, 1],
] as const;

interface Blocks {
  readonly levels: number;
  readonly pattern: FactorPattern;
  readonly data: { readonly fraction: Float64Array; readonly weight: Float64Array };
}

/** Counts of blocks of pixels: summed first, divided after. */
function joinBlocks({ grid, count, fraction }: ImageProblem): Blocks {
  let [levels, w, h] = [0, grid.width, grid.height];
  for (; Math.max(w, h) > SIDE; levels++) [w, h] = [(w + 1) >> 1, (h + 1) >> 1];
  const [tracer, total] = [new Float64Array(w * h), new Float64Array(w * h)];
  // of two images the first decides
  for (let i = 0; i < grid.width * grid.height; i++) {
    if (!(count[i]! > 0)) continue;
    const at = (Math.floor(i / grid.width) >> levels) * w + ((i % grid.width) >> levels);
    tracer[at]! += count[i]! * fraction[i]!;
    total[at]! += count[i]!;
  }
  const mean = tracer.map((t, i) => (total[i]! > 0 ? t / total[i]! : 0));
  const weight = mean.map((f, i) => {
    const inside = Math.min(0.99, Math.max(0.01, f));
    return total[i]! / (inside * (1 - inside));
  });
  return { levels, pattern: factorPattern(w, h), data: { fraction: mean, weight } };
}

function blockShape(pattern: FactorPattern, network: PixelNetwork, mass: Float64Array, time: number): Float64Array {
  const shape = new Float64Array(pattern.n).fill(1 - EXPONENTIAL.atInfinity);
  const x = new Float64Array(2 * pattern.n);
  for (const { z, c } of EXPONENTIAL.poles) {
    for (let k = 0; k < pattern.n; k++) {
      x[2 * k] = mass[pattern.order[k]!]!;
      x[2 * k + 1] = 0;
    }
    complexFactor(pattern, network, time, z, { mass }).solve(x);
    for (let k = 0; k < pattern.n; k++) shape[pattern.order[k]!]! += 2 * (c.re * x[2 * k]! - c.im * x[2 * k + 1]!);
  }
  return shape;
}
