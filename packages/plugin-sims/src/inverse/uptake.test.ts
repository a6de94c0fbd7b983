import { describe, expect, it } from 'vitest';
import { diffusePixels } from '../engine/diffuse-2d.ts';
import { factorPattern } from '../engine/factor-pattern.ts';
import { labelBoundaries } from '../engine/label-boundaries.ts';
import { pixelNetwork } from '../engine/pixel-network.ts';
import type { ImageProblem } from './image-problem.ts';
import { uptakeGradient, uptakeSlopes } from './uptake-slopes.ts';
import { uptakeOf } from './uptake.ts';

const [width, height] = [24, 17];
const labels = Int32Array.from({ length: width * height }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return 1 + Math.floor((x + 0.4 * y) / 8) + 10 * Math.floor((y + 0.2 * x) / 9);
});
const boundaries = labelBoundaries(labels, width, height);
const count = boundaries.boundaries.length;
const grid = { width, height, pixel: 1e-5, edge: 'left' } as const;
const single: ImageProblem = {
  grid,
  boundaries,
  pattern: factorPattern(width, height),
  time: 3e4,
  fraction: new Float64Array(width * height),
  count: new Float64Array(width * height),
  source: 1,
  background: 0,
};
const HISTORIES: [string, ImageProblem][] = [
  ['one image', single],
  ['a second after a sealed step', { ...single, second: { time: 5e4, open: false } }],
  ['a second after an open step', { ...single, second: { time: 5e4, open: true } }],
];
const D = 2.6e-12;
const permeance = Float64Array.from({ length: count }, (_, j) => 2.8e-9 * Math.exp(Math.sin(3 * j)));
const each = Int32Array.from({ length: count }, (_, j) => j);

/** Where slopes have a pixel. */
const placeOf = ({ pattern: { n, position } }: ImageProblem, i: number): number => (i < n ? position[i]! : n + position[i - n]!);

describe.each(HISTORIES)('uptake, %s', (_name, problem) => {
  it('is what many time steps give', () => {
    const { shape } = uptakeOf(problem, { diffusivity: D, permeance });
    const network = pixelNetwork(grid, boundaries, { diffusivity: D, permeance });
    const first = diffusePixels(network, new Float64Array(width * height), { time: 3e4, steps: 1500 }).fraction;
    const { second } = problem;
    const closed = pixelNetwork({ ...grid, edge: undefined }, boundaries, { diffusivity: D, permeance });
    const stepped = second
      ? Float64Array.from([...first, ...diffusePixels(second.open ? network : closed, first, { time: second.time, steps: 1500 }).fraction])
      : first;
    expect(stepped.length).toBe(shape.length);
    expect(stepped.some((c) => c > 0.2 && c < 0.8)).toBe(true);
    expect(shape.reduce((worst, c, i) => Math.max(worst, Math.abs(c - stepped[i]!)), 0)).toBeLessThan(3e-6);
  });

  it('has the slopes that differences show', () => {
    const slopes = uptakeSlopes(problem, uptakeOf(problem, { diffusivity: D, permeance }), each, count);
    const step = 1e-3;
    for (const parameter of [0, 1, 4, count]) {
      const at = (sign: number): Float64Array => {
        const factor = Math.exp(sign * step);
        return uptakeOf(problem, {
          diffusivity: parameter === 0 ? D * factor : D,
          permeance: permeance.map((p, j) => (j === parameter - 1 ? p * factor : p)),
        }).shape;
      };
      const [up, down] = [at(1), at(-1)];
      for (let i = 0; i < up.length; i++)
        expect(Math.abs((up[i]! - down[i]!) / (2 * step) - slopes[parameter * up.length + placeOf(problem, i)]!)).toBeLessThan(1e-6);
    }
  });

  it('has the same gradient by the adjoint', () => {
    const uptake = uptakeOf(problem, { diffusivity: D, permeance });
    const v = uptake.shape.map((_, i) => Math.cos(i));
    const slopes = uptakeSlopes(problem, uptake, each, count);
    const gradient = uptakeGradient(problem, uptake, each, count, v);
    for (let p = 0; p <= count; p++) {
      let sum = 0;
      for (let i = 0; i < v.length; i++) sum += v[i]! * slopes[p * v.length + placeOf(problem, i)]!;
      expect(Math.abs(gradient[p]! - sum)).toBeLessThan(1e-10);
    }
  });

  it('leaves out no slope above the share that is faint', () => {
    const uptake = uptakeOf(problem, { diffusivity: D, permeance });
    const n = uptake.shape.length;
    const [whole, near] = [0, 1e-2].map((faint) => uptakeSlopes(problem, uptake, each, count, faint)) as [Float64Array, Float64Array];
    for (let p = 0; p <= count; p++) {
      const most = whole.subarray(p * n, (p + 1) * n).reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      for (let k = p * n; k < (p + 1) * n; k++) expect(Math.abs(whole[k]! - near[k]!)).toBeLessThan(0.01 * most);
    }
  });

  it('adds up to the slopes of boundaries with one permeance', () => {
    const uptake = uptakeOf(problem, { diffusivity: D, permeance });
    const n = uptake.shape.length;
    const slopes = uptakeSlopes(problem, uptake, each, count);
    const common = uptakeSlopes(problem, uptake, new Int32Array(count), 1);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < count; j++) sum += slopes[(1 + j) * n + i]!;
      expect(Math.abs(common[n + i]! - sum)).toBeLessThan(1e-10);
    }
  });
});
