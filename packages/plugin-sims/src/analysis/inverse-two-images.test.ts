import type { Outcome } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { D, TIME, simulate, labelMap, invert, param, off, type Answer } from '../../test/simulate-image.ts';

describe('sims inverse, two images', () => {
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
});

describe.skipIf(!process.env['IONWALK_SLOW'])('sims inverse, two images, full size', () => {
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
      const u = ({ out }: typeof alone): number => param(out.fits[0], 'D_bulk').u! / param(out.fits[0], 'D_bulk').value!;
      const ratioD = u(alone) / u(both);
      const all = both.inverse.boundaries.map(({ a, b, uLn }) => before.get(`${a}-${b}`)! / uLn).sort((a, b) => a - b)[
        both.inverse.boundaries.length >> 1
      ];
      const z = known.map(({ a, b, P: found, uLn }) => Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn)).sort((a, b) => a - b);
      if (process.env['IONWALK_SLOW'] === 'print')
        console.log(
          'two images: mean narrowing',
          narrower,
          'identifiable',
          known.length,
          'worst z',
          z.at(-1),
          'of D',
          ratioD,
          'median of all',
          all,
        );
      expect(narrower).toBeGreaterThan(1.4);
      expect(off(param(both.out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
      expect(z[Math.floor(0.95 * z.length)]).toBeLessThan(2.6);
    },
  );
});
