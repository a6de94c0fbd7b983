import { describe, expect, test } from 'vitest';
import { randomArcs } from '../../test/random-arcs.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { lCurveCorner } from './l-curve-corner.ts';

/** Tikhonov's regularisation of a diagonal problem with 24 singular values over six decades and noise: the whole curve in closed form. */
const diagonal = (noise: number, perDecade = 2) =>
  Array.from({ length: 12 * perDecade + 1 }, (_, k) => {
    const lambda = 10 ** (2 - k / perDecade);
    let [chi2, roughness] = [0, 0];
    for (let i = 0; i < 24; i++) {
      const s = 10 ** (-i / 4);
      const b = s * s + noise * (i % 2 === 0 ? 1 : -1);
      chi2 += ((lambda * b) / (s * s + lambda)) ** 2;
      roughness += ((s * b) / (s * s + lambda)) ** 2;
    }
    return { lambda, chi2, roughness };
  });

/** λ of the least circle through neighbours of a fine curve. */
function sharpest(noise: number): number {
  const points = diagonal(noise, 40);
  const at = points.map(({ chi2, roughness }) => [Math.log(chi2) / 2, Math.log(roughness) / 2] as const);
  const curvature = at.map(([x, y], i) => {
    const [before, after] = [at[i - 1], at[i + 1]];
    if (!before || !after) return -Infinity;
    const [ax, ay, bx, by] = [x - before[0], y - before[1], after[0] - x, after[1] - y];
    return (2 * (ay * bx - ax * by)) / (Math.hypot(ax, ay) * Math.hypot(bx, by) * Math.hypot(ax + bx, ay + by));
  });
  return points[curvature.indexOf(Math.max(...curvature))]!.lambda;
}

describe('lCurveCorner', () => {
  test.each([1e-1, 1e-2, 1e-3, 1e-4])(
    'is within little more than a step of the sharpest turn of the curve in closed form (noise %d)',
    (noise) => {
      const found = diagonal(noise)[lCurveCorner(diagonal(noise))!]!.lambda;
      expect(Math.abs(Math.log10(found / sharpest(noise)))).toBeLessThan(0.6);
    },
  );
  test('less noise, smaller λ', () => {
    const at = [1e-2, 1e-3, 1e-4].map((noise) => lCurveCorner(diagonal(noise))!);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(new Set(at).size).toBe(3);
  });
  test('the corner of two straight lines is where they meet, on either side of it there is none', () => {
    const points = Array.from({ length: 21 }, (_, k) => ({
      chi2: Math.exp(2 * Math.max(0, 10 - k)),
      roughness: Math.exp(2 * Math.max(0, k - 10)),
    }));
    expect(lCurveCorner(points)).toBe(10);
    expect(lCurveCorner(points.slice(0, 9))).toBeUndefined();
    expect(lCurveCorner(points.slice(0, 4))).toBeUndefined();
    expect(lCurveCorner(points.map((point) => ({ ...point, chi2: 0 })))).toBeUndefined();
  });
});

const zarc = (tau: number, R: number, tau0: number, n: number): number =>
  ((R / (2 * Math.PI)) * Math.sin((1 - n) * Math.PI)) / (Math.cosh(n * Math.log(tau / tau0)) - Math.cos((1 - n) * Math.PI));

describe('eis drt --lambda-by l-curve', () => {
  test('γ is the exact distribution of an arc, and the answer says how λ was chosen', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { dataset } = simulate('R0-p(R1,CPE1)', [10, 50, 1e-2 ** 0.7 / 50, 0.7], { noise: 0.002, seed, fMin: 1e-2, points: 81 });
      const { extra, ctx } = await runAnalysis('drt', dataset, { 'lambda-by': 'l-curve' });
      const drt = extra!['drt'] as { tau: number[]; gamma: number[]; lambda: number; lambdaBy: string; lambdaGcv: number };
      const error = Math.max(...drt.tau.map((t, k) => Math.abs(drt.gamma[k]! - zarc(t, 50, 1e-2, 0.7)))) / zarc(1e-2, 50, 1e-2, 0.7);
      expect(error).toBeLessThan(0.08);
      expect(drt.lambdaBy).toBe('l-curve');
      const apart = Math.abs(Math.log10(drt.lambda / drt.lambdaGcv)) > 1.01;
      expect(ctx.codes().includes('eis/lambda')).toBe(apart);
    }
  });
  test('where cross-validation follows the noise the L-curve does not, and a note says that they are apart', async () => {
    const { extra, ctx } = await runAnalysis('drt', randomArcs(8).dataset, { 'lambda-by': 'l-curve' });
    const { lambda, lambdaGcv } = extra!['drt'] as { lambda: number; lambdaGcv: number };
    expect(lambda / lambdaGcv).toBeGreaterThan(100);
    const said = ctx.diagnostics.filter(({ code }) => code === 'eis/lambda');
    expect(said).toMatchObject([{ severity: 'info', where: 'option --lambda-by' }]);
    expect(said[0]!.message).toMatch(/^λ is 3e-2 at the corner of the L-curve, 3e-5 by cross-validation/);
  });
  test('exact data have no corner: cross-validation is used, and said', async () => {
    const { dataset } = simulate('R0-p(R1,CPE1)', [10, 50, 1e-2 ** 0.7 / 50, 0.7]);
    const { extra, ctx } = await runAnalysis('drt', dataset, { 'lambda-by': 'l-curve' });
    expect(extra!['drt']).toMatchObject({ lambdaBy: 'gcv' });
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/lambda')!.message).toContain('has no corner');
  });
  test('by default it is cross-validation, and two ways at once are refused', async () => {
    const { dataset } = simulate('R0-p(R1,CPE1)', [10, 50, 1e-2 ** 0.7 / 50, 0.7], { noise: 0.002 });
    const { extra } = await runAnalysis('drt', dataset);
    expect(extra!['drt']).toMatchObject({ lambdaBy: 'gcv' });
    expect(extra!['drt']).not.toHaveProperty('lambdaGcv');
    expect((await runAnalysis('drt', dataset, { lambda: 1e-3 })).extra!['drt']).toMatchObject({ lambdaBy: 'given', lambda: 1e-3 });
    await expect(runAnalysis('drt', dataset, { lambda: 1e-3, 'lambda-by': 'l-curve' })).rejects.toMatchObject({
      code: 'eis/lambda',
      kind: 'usage',
    });
  });
});
