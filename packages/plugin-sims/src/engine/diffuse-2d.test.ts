import { erfcx } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { diffuseRow } from './diffuse-1d.ts';
import { diffusePixels } from './diffuse-2d.ts';
import { labelBoundaries } from './label-boundaries.ts';
import { pixelNetwork, type HeldEdge, type PixelNetwork } from './pixel-network.ts';

const pixel = 10e-6;
const D = 2.6e-12;

/** Grains of unlike shapes: a label from two rotated sawtooth patterns. */
const patchwork = (width: number, height: number): Int32Array =>
  Int32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return 1 + (Math.floor((x + 0.4 * y) / 7) % 4) + 4 * (Math.floor((y - 0.3 * x + width) / 9) % 4);
  });

const grains = (width: number, height: number, edge: HeldEdge | undefined, labels: Int32Array, permeance: number): PixelNetwork => {
  const found = labelBoundaries(labels, width, height);
  const each = found.boundaries.map((_, j) => permeance * (1 + 0.5 * Math.sin(j)));
  return pixelNetwork({ width, height, pixel, edge }, found, { diffusivity: D, permeance: each });
};
const sum = (c: Float64Array): number => c.reduce((total, v) => total + v, 0);

describe('diffusePixels', () => {
  it('keeps the amount to 1e-12 of it, closed and with a held edge', () => {
    const [width, height] = [37, 21];
    const start = Float64Array.from({ length: width * height }, (_, i) => (i % 5) / 9);
    const labels = patchwork(width, height);
    const closed = diffusePixels(grains(width, height, undefined, labels, 3e-9), start, { time: 2e5, steps: 50 });
    expect(Math.abs(sum(closed.fraction) / sum(start) - 1)).toBeLessThan(1e-12);
    const held = diffusePixels(grains(width, height, 'top', labels, 3e-9), start, { time: 2e5, steps: 50 });
    expect(held.entered).toBeGreaterThan(10);
    expect(Math.abs((sum(held.fraction) - sum(start) - held.entered) / held.entered)).toBeLessThan(1e-12);
  });

  it('stays between the least and the greatest fraction it began with', () => {
    const [width, height] = [40, 40];
    const { fraction } = diffusePixels(grains(width, height, 'left', patchwork(width, height), 1e-9), new Float64Array(1600), {
      time: 2e5,
      steps: 50,
    });
    expect(Math.min(...fraction)).toBeGreaterThan(-1e-9);
    expect(Math.max(...fraction)).toBeLessThan(1 + 1e-9);
    expect(Math.max(...fraction)).toBeGreaterThan(0.9);
  });

  it.each([
    ['left', 'top'],
    ['right', 'bottom'],
  ] as const)('gives the transposed map for the transposed image held at %s and %s', (edge, other) => {
    const [width, height] = [33, 20];
    const labels = patchwork(width, height);
    const turned = Int32Array.from({ length: width * height }, (_, i) => labels[(i % height) * width + Math.floor(i / height)]!);
    const span = { time: 1e5, steps: 30 };
    const a = diffusePixels(grains(width, height, edge, labels, 3e-9), new Float64Array(width * height), span);
    const b = diffusePixels(grains(height, width, other, turned, 3e-9), new Float64Array(width * height), span);
    const worst = a.fraction.reduce(
      (most, v, i) => Math.max(most, Math.abs(v - b.fraction[(i % width) * height + Math.floor(i / width)]!)),
      0,
    );
    expect(worst).toBeLessThan(1e-10);
  });

  it('is the brick layer in one dimension where boundaries stand across the flow, for any R from none to infinite', () => {
    const [width, height] = [60, 9];
    const labels = Int32Array.from({ length: width * height }, (_, i) => 1 + Math.floor((i % width) / 12));
    for (const permeance of [0, 1e-10, 2e-9, 1]) {
      const network = pixelNetwork({ width, height, pixel, edge: 'left' }, labelBoundaries(labels, width, height), {
        diffusivity: D,
        permeance: [permeance, permeance, permeance, permeance],
      });
      const { fraction } = diffusePixels(network, new Float64Array(width * height), { time: 1e5, steps: 40 });
      const resistance = Float64Array.from({ length: width - 1 }, (_, i) => ((i + 1) % 12 === 0 ? 1 / permeance : 0));
      const row = diffuseRow(
        {
          size: new Float64Array(width).fill(pixel),
          diffusivity: new Float64Array(width).fill(D),
          resistance,
          left: { type: 'held', value: 1 },
          right: { type: 'closed' },
        },
        new Float64Array(width),
        { time: 1e5, steps: 40 },
      );
      for (let i = 0; i < fraction.length; i++) expect(Math.abs(fraction[i]! - row[i % width]!)).toBeLessThan(1e-9);
    }
  });

  it.each([0, 15, 30, 45])('gives a straight boundary at %d degrees its resistance within 0.5 %', (degrees) => {
    // a half space at 1 and one at 0 meet at the boundary; far from the walls the closed form holds
    const side = 160;
    const angle = (degrees * Math.PI) / 180;
    const distance = (i: number): number =>
      ((i % side) + 0.5 - side / 2 - 0.137) * Math.cos(angle) + (Math.floor(i / side) + 0.5 - side / 2 + 0.071) * Math.sin(angle);
    const labels = Int32Array.from({ length: side * side }, (_, i) => (distance(i) < 0 ? 1 : 2));
    const time = (10 * pixel) ** 2 / D;
    const h = 1;
    const network = pixelNetwork({ width: side, height: side, pixel, edge: undefined }, labelBoundaries(labels, side, side), {
      diffusivity: D,
      permeance: [(h / 2) * Math.sqrt(D / time)],
    });
    const start = Float64Array.from(labels, (label) => (label === 1 ? 1 : 0));
    const { fraction } = diffusePixels(network, start, { time, steps: 60 });
    const misfit = (apparent: number): number => {
      let total = 0;
      for (let i = 0; i < fraction.length; i++) {
        const [x, y] = [(i % side) - side / 2, Math.floor(i / side) - side / 2];
        if (x * x + y * y > 24 * 24) continue;
        const z = Math.abs(distance(i)) / 20;
        const far = 0.5 * Math.exp(-z * z) * (erfcx(z) - erfcx(z + apparent));
        total += (fraction[i]! - (distance(i) < 0 ? 1 - far : far)) ** 2;
      }
      return total;
    };
    expect(Math.abs(h / minimum(misfit, 0.5 * h, 2 * h) - 1)).toBeLessThan(0.005);
  });

  it('keeps to its bounds and its amount at contrasts from 1e-6 to 1e6', () => {
    const [width, height] = [31, 26];
    for (const permeance of [1e-14, 1e-9, 1e-2]) {
      for (const time of [1e2, 2e5, 1e9]) {
        const network = grains(width, height, 'left', patchwork(width, height), permeance);
        const { fraction, entered } = diffusePixels(network, new Float64Array(width * height), { time, steps: 50 });
        expect(Math.abs(sum(fraction) - entered) / (width * height)).toBeLessThan(1e-7);
        expect(Math.max(...fraction)).toBeLessThan(1 + 1e-6);
        expect(Math.min(...fraction)).toBeGreaterThan(-1e-6);
      }
    }
  });
});

/** Golden-section search. */
function minimum(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const third = (high - low) * 0.381966;
    if (f(low + third) < f(high - third)) high -= third;
    else low += third;
  }
  return 0.5 * (low + high);
}
