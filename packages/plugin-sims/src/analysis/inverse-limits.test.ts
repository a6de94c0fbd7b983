import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { codes } from '../../test/helpers.ts';
import { PIXEL, D, P, TIME, simulate, imageOf, labelMap, invert, param, off } from '../../test/simulate-image.ts';
import { diffusePixels } from '../engine/diffuse-2d.ts';
import { labelBoundaries } from '../engine/label-boundaries.ts';
import { pixelNetwork } from '../engine/pixel-network.ts';

describe('sims inverse, what an image can not tell', () => {
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
