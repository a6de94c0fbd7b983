import { describe, expect, it } from 'vitest';
import { codes } from '../../test/helpers.ts';
import { D, simulate, labelMap, invert, param, off } from '../../test/simulate-image.ts';

/** Prints what was found where it is asked for, checks D, and gives the distance of each identifiable boundary from the truth in standard deviations. */
function report(
  what: string,
  start: number,
  { out, inverse }: Awaited<ReturnType<typeof invert>>,
  permeance: ReadonlyMap<string, number>,
): number[] {
  const seconds = (performance.now() - start) / 1e3;
  const z = inverse.boundaries
    .filter((b) => b.identifiable)
    .map(({ a, b, P: found, uLn }) => Math.abs(Math.log(found / permeance.get(`${a}-${b}`)!) / uLn))
    .sort((a, b) => a - b);
  if (process.env['IONWALK_SLOW'] === 'print') {
    const d = param(out.fits[0], 'D_bulk');
    const share = (q: number): string => z[Math.floor(q * z.length)]!.toFixed(2);
    console.log(
      `${what}: ${seconds.toFixed(1)} s, ${inverse.boundaries.length} boundaries, ${z.length} identifiable; ln D off ${Math.log(d.value! / D).toFixed(5)} = ${off(d, D).toFixed(2)} u; of P 68 % within ${share(0.68)}, 95 % within ${share(0.95)}, worst ${z.at(-1)!.toFixed(2)} u; reduced chi-square ${(inverse.chi2Individual! / inverse.dof).toFixed(4)}`,
    );
  }
  expect(off(param(out.fits[0], 'D_bulk'), D)).toBeLessThan(3);
  return z;
}

describe.skipIf(!process.env['IONWALK_SLOW'])('sims inverse, full size', () => {
  it('fits 80 by 80 pixels of 60 grains: D and what is identifiable within three standard deviations', { timeout: 120_000 }, async () => {
    const { image, labels, permeance } = await simulate({ side: 80, grains: 60, spread: 0.7, counts: 10_000, seed: 11 });
    const start = performance.now();
    const answer = await invert(image, labelMap(labels, 80));
    const z = report('80 by 80', start, answer, permeance);
    expect(answer.out.fits[0]?.converged).toBe(true);
    expect(answer.inverse.boundaries.length).toBeGreaterThan(130);
    expect(z.length).toBeGreaterThan(40);
    // of some seventy normal numbers one may lie beyond 3
    expect(z.filter((v) => v > 3).length).toBeLessThanOrEqual(1);
    expect(Math.max(...z)).toBeLessThan(4);
  });

  it('fits every one of 256 by 256 pixels with 300 boundaries, and is as exact', { timeout: 240_000 }, async () => {
    const { image, labels, permeance } = await simulate({ side: 256, grains: 115, spread: 0.7, counts: 10_000, seed: 3 });
    const start = performance.now();
    const answer = await invert(image, labelMap(labels, 256));
    const z = report('256 by 256', start, answer, permeance);
    expect(codes(answer.ctx)).not.toContain('sims/binned');
    expect(answer.out.fits[0]?.converged).toBe(true);
    expect(answer.inverse.boundaries.length).toBeGreaterThan(280);
    expect(z.length).toBeGreaterThan(100);
    expect(z.filter((v) => v > 3).length).toBeLessThanOrEqual(2);
    expect(Math.max(...z)).toBeLessThan(4);
  });

  it('joins more than 65 536 pixels to blocks and flags what comes of it', { timeout: 240_000 }, async () => {
    const { image, labels } = await simulate({ side: 264, grains: 30, spread: 0.7, counts: 10_000, seed: 3 });
    const { out, ctx } = await invert(image, labelMap(labels, 264));
    expect(codes(ctx)).toContain('sims/binned');
    for (const record of out.records) expect(record.model.flags).toContain('binned');
    expect(Math.abs(Math.log(param(out.fits[0], 'D_bulk').value! / D))).toBeLessThan(0.05);
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
