import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { diffusePixels } from '../engine/diffuse-2d.ts';
import { factorPattern } from '../engine/factor-pattern.ts';
import { labelBoundaries } from '../engine/label-boundaries.ts';
import { pixelNetwork } from '../engine/pixel-network.ts';
import { binImage, type LabelledCounts } from './bin-image.ts';
import type { ImageProblem } from './image-problem.ts';
import { invertImage } from './invert-image.ts';
import { judgeInversion } from './judge-inversion.ts';
import { roughStart } from './rough-start.ts';
import { collectingContext } from '../../test/helpers.ts';

const SIDE = 40;
const D = 2.6e-12;
// four grains, and a fifth of a single pixel, which is not there any more where pixels are joined
const labels = Int32Array.from({ length: SIDE * SIDE }, (_, i) => {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
  return x === 35 && y === 4 ? 5 : (x < 14 ? 1 : 2) + (y < 20 ? 0 : 2);
});
const problemOf = ({ width, height, pixel, labels: map, fraction, count }: LabelledCounts, joined: boolean): ImageProblem => ({
  grid: { width, height, pixel, edge: 'left' },
  boundaries: labelBoundaries(map, width, height),
  pattern: factorPattern(width, height),
  time: 6e4,
  joined,
  fraction,
  count,
  source: 0.95,
  background: 0.0759,
});
const truth: { readonly [name: string]: number } = { '1-2': 5e-9, '3-4': 1e-9, '1-3': 2e-9, '2-4': 2e-9, '2-5': 2e-9 };
const blank = problemOf(
  { width: SIDE, height: SIDE, pixel: 1e-5, labels, fraction: new Float64Array(0), count: new Float64Array(0) },
  false,
);
const network = pixelNetwork(blank.grid, blank.boundaries, {
  diffusivity: D,
  permeance: blank.boundaries.boundaries.map(({ a, b }) => truth[`${a}-${b}`]!),
});
const random = seededRandom(4);
const fraction = diffusePixels(network, new Float64Array(SIDE * SIDE), { time: 6e4, steps: 100 }).fraction.map((c) => {
  const f = 0.0759 + 0.8741 * c;
  const [tracer, rest] = [random.poisson(8000 * f), random.poisson(8000 * (1 - f))];
  return tracer / (tracer + rest);
});
const image: LabelledCounts = { width: SIDE, height: SIDE, pixel: 1e-5, labels, fraction, count: new Float64Array(SIDE * SIDE).fill(8000) };
const whole = problemOf(image, false);
const joined = problemOf(binImage(image, 2, 'left'), true);

describe('roughStart', () => {
  const start = roughStart(joined, whole, 'auto', {});
  const names = whole.boundaries.boundaries.map(({ a, b }) => `${a}-${b}`);

  it('begins each boundary with its own permeance, by the names of its grains, and one that joining lost with the common one', () => {
    expect(names).toContain('2-5');
    const permeance = start.individual!.permeance;
    const at = (name: string): number => permeance[names.indexOf(name)]!;
    expect(at('1-2') / truth['1-2']!).toBeGreaterThan(0.7);
    expect(at('1-2') / truth['1-2']!).toBeLessThan(1.4);
    expect(at('3-4') / truth['3-4']!).toBeGreaterThan(0.7);
    expect(at('3-4') / truth['3-4']!).toBeLessThan(1.4);
    expect(at('2-5')).toBe(start.common.permeance[0]);
  });

  it('is near enough that the fit of all pixels ends where one from afar does', () => {
    const [from, afar] = [invertImage(whole, 'auto', { start }), invertImage(whole, 'auto')];
    const [a, b] = [from.individual!.fit, afar.individual!.fit];
    expect(a.converged && b.converged).toBe(true);
    a.vector.forEach((v, i) => expect(Math.abs(v - b.vector[i]!) / Math.sqrt(b.covariance[i * a.vector.length + i]!)).toBeLessThan(0.05));
  });
});

describe('a fit of an image', () => {
  it('ends within 0.03 of its uncertainties of the optimum, and its uncertainties are those there', () => {
    const [usual, exact] = [1e-3, 1e-12].map((close) => invertImage(whole, 'individual', close === 1e-3 ? {} : { close, keep: 0 }));
    const [a, b] = [usual!.individual!.fit, exact!.individual!.fit];
    const size = a.vector.length;
    a.vector.forEach((v, i) => {
      const u = Math.sqrt(b.covariance[i * size + i]!);
      expect(Math.abs(v - b.vector[i]!) / u).toBeLessThan(0.032);
      expect(Math.abs(Math.sqrt(a.covariance[i * size + i]!) / u - 1)).toBeLessThan(0.05);
    });
  });

  it('that could not end says so: not converged, a gate and a flag', () => {
    const inversion = invertImage(joined, 'common', { close: 0 });
    expect(inversion.common.fit.converged).toBe(false);
    const ctx = collectingContext();
    expect(judgeInversion(inversion, ctx)).toContain('not-converged');
    expect(ctx.diagnostics.filter((d) => d.gate === true).map((d) => d.code)).toContain('sims/not-converged');
    expect(judgeInversion(invertImage(joined, 'common'), collectingContext())).not.toContain('not-converged');
  });
});
