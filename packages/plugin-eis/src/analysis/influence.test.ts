import { leastSquares, seededRandom } from '@ionwalk/core/fit';
import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { influenceOf, residualsWithout } from './influence.ts';
import { orthonormalColumns } from './orthonormal-columns.ts';

const q = (R: number, C: number, n: number): number => C ** n * R ** (n - 1);
const SAMPLE = 'p(R1,CPE1)-CPE2';
const VALUES = [1e4, q(1e4, 1e-10, 0.9), 0.9, 1e-6, 0.85];
const spoilt = (seed: number, at: number, by: number) => {
  const { dataset } = simulate(SAMPLE, VALUES, { noise: 0.004, seed });
  const { frequency, re, im } = dataset.variables;
  const i = (at + frequency.values.length) % frequency.values.length;
  return {
    frequency: frequency.values[i]!,
    dataset: {
      ...dataset,
      variables: {
        frequency,
        re: { values: re.values.with(i, by * re.values[i]!) },
        im: { values: im.values.with(i, by * im.values[i]!) },
      },
    },
  };
};
const saidOf = async (...[dataset, options]: [Parameters<typeof runAnalysis>[1], Parameters<typeof runAnalysis>[2]]) => {
  const found = await runAnalysis('fit', dataset, options);
  return { ...found, said: found.ctx.diagnostics.filter(({ code }) => code === 'eis/influence') };
};

describe('influenceOf', () => {
  test('is what leaving each point out of a linear fit does, leverages sum to the parameters', () => {
    const n = 12;
    const x = Float64Array.from({ length: 2 * n }, (_, i) => (i % n === 3 ? 6 : (i % n) / 5) + (i < n ? 0 : 0.3));
    const random = seededRandom(4);
    const y = x.map((value) => 2 + 0.5 * value + 0.1 * random.normal());
    const fit = (rows: readonly number[]) =>
      leastSquares({
        parameters: ['a', 'b'].map((name) => ({ name, start: 1 })),
        residualCount: rows.length,
        residuals: (p, out) => rows.forEach((i, k) => (out[k] = p[0]! + p[1]! * x[i]! - y[i]!)),
      });
    const rows = Array.from({ length: 2 * n }, (_, i) => i);
    const whole = fit(rows);
    const jacobian = Float64Array.from({ length: 4 * n }, (_, k) => (k < 2 * n ? 1 : x[k - 2 * n]!));
    const all = influenceOf(jacobian, whole.residuals, [0, 1])!;
    expect(all.reduce((sum, { leverage }) => sum + leverage, 0)).toBeCloseTo(2, 10);
    all.forEach(({ cook, residual }, i) => {
      const without = fit(rows.filter((row) => row % n !== i));
      const variance = without.chi2 / (2 * n - 4);
      const step = [0, 1].map((j) => whole.parameters[j]! - without.parameters[j]!) as [number, number];
      const moved = x.reduce((sum, value) => sum + (step[0] + step[1] * value) ** 2, 0);
      expect(cook / (moved / (2 * variance))).toBeCloseTo(1, 5);
      expect(residual ** 2 / ((whole.chi2 - without.chi2) / variance)).toBeCloseTo(1, 5);
    });
  });
  test('residuals without some points are those of a fit without them', () => {
    const n = 15;
    const x = Float64Array.from({ length: 2 * n }, (_, i) => (i % n) / 3 + (i < n ? 0 : 0.2));
    const random = seededRandom(9);
    const y = x.map((value) => 1 - 0.3 * value + 0.05 * value * value + 0.2 * random.normal());
    const fit = (rows: readonly number[]) =>
      leastSquares({
        parameters: ['a', 'b', 'c'].map((name) => ({ name, start: 1 })),
        residualCount: rows.length,
        residuals: (p, out) => rows.forEach((i, k) => (out[k] = p[0]! + p[1]! * x[i]! + p[2]! * x[i]! ** 2 - y[i]!)),
      });
    const rows = Array.from({ length: 2 * n }, (_, i) => i);
    const columns = Float64Array.from({ length: 6 * n }, (_, k) => x[k % (2 * n)]! ** Math.floor(k / (2 * n)));
    const out = [0, 7, 14];
    const found = residualsWithout(orthonormalColumns(columns, 2 * n, [0, 1, 2]), fit(rows).residuals, out);
    const { parameters: p } = fit(rows.filter((row) => !out.includes(row % n)));
    rows.forEach((i) => expect(found[i]).toBeCloseTo(p[0]! + p[1]! * x[i]! + p[2]! * x[i]! ** 2 - y[i]!, 6));
  });
  test('a column that repeats another counts once, too few points have no answer', () => {
    const column = Float64Array.from({ length: 20 }, (_, i) => 1 + i);
    const twice = Float64Array.from({ length: 40 }, (_, k) => column[k % 20]!);
    const all = influenceOf(
      twice,
      column.map((_, i) => (-1) ** i),
      [0, 1],
    )!;
    expect(all.reduce((sum, { leverage }) => sum + leverage, 0)).toBeCloseTo(1, 10);
    expect(influenceOf(new Float64Array([1, 1, 1, 1]), new Float64Array(4).fill(0.1), [0])).toBeUndefined();
    expect(influenceOf(new Float64Array(20), column, [0])).toBeUndefined();
  });
});

describe('eis fit', () => {
  test('a spoilt point at the end of a spectrum is named, with the --mask that mends it', async () => {
    for (const [seed, at] of [
      [1, -1],
      [2, -1],
      [3, 0],
      [4, 1],
      [5, 0],
    ] as const) {
      const { dataset, frequency } = spoilt(seed, at, 1.06);
      const { said, extra } = await saidOf(dataset, { circuit: SAMPLE });
      expect(said).toMatchObject([{ severity: 'info', where: 'option --mask' }]);
      const mask = /--mask (\S+)$/.exec(said[0]!.message)![1]!;
      expect(mask.split(',')[0]).toBe(`${Number(frequency.toPrecision(5))}Hz`);
      expect((extra!['influence'] as { frequency: number }[])[0]!.frequency).toBe(frequency);
      expect((await saidOf(dataset, { circuit: SAMPLE, mask })).said).toEqual([]);
    }
  });
  test('where the circuit is wrong no point is blamed', async () => {
    const two = [1e4, q(1e4, 1e-10, 0.9), 0.9, 2e4, q(2e4, 3e-9, 0.85), 0.85, 1e-6, 0.8];
    for (let seed = 0; seed < 10; seed++) {
      const { dataset } = simulate('p(R1,CPE1)-p(R2,CPE2)-CPE3', two, { noise: 0.004, seed });
      const { said, ctx } = await saidOf(dataset, { circuit: SAMPLE });
      expect(said).toEqual([]);
      expect(ctx.codes()).toContain('fit/systematic-residuals');
    }
  });
  test('at most one clean spectrum in fifty has a point named', async () => {
    const runs = process.env['IONWALK_SLOW'] ? 1000 : 150;
    let alarms = 0;
    for (let seed = 0; seed < runs; seed++) {
      const { dataset } = simulate(SAMPLE, VALUES, { noise: 0.004, seed: 1000 + seed });
      alarms += (await saidOf(dataset, { circuit: SAMPLE })).said.length;
    }
    if (process.env['IONWALK_SLOW']) console.log(`eis/influence: ${alarms} of ${runs} clean spectra`);
    expect(alarms).toBeLessThanOrEqual(0.02 * runs);
  });
});
