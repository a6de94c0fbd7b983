import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import type { ParameterInterval } from './parameter-intervals.ts';

const SLOW = process.env['IONWALK_SLOW'] !== undefined;
const CIRCUIT = 'R0-p(R1,CPE1)-p(R2,CPE2)';
const CLEAR = [100, 1e4, 1e-9, 0.9, 3e4, 1e-6, 0.85];
/** Time constants a factor 4 apart. */
const CLOSE = [100, 1e4, 1e-9, 0.9, 1e4, 4e-9, 0.9];
const of = async (
  truth: readonly number[],
  options: Record<string, string | number>,
  seed = 1,
  noise = 0.005,
): Promise<ParameterInterval[]> =>
  (await runAnalysis('fit', simulate(CIRCUIT, truth, { noise, seed }).dataset, { circuit: CIRCUIT, ...options })).extra![
    'intervals'
  ] as unknown as ParameterInterval[];

describe('--intervals', () => {
  test.each(['profile', 'bootstrap'])('by %s agree with the covariance where all is well determined', async (intervals) => {
    const found = await of(CLEAR, { intervals });
    expect(found.map(({ name }) => name)).toEqual(['R0', 'R1', 'CPE1.Q', 'CPE1.n', 'R2', 'CPE2.Q', 'CPE2.n']);
    for (const { low, high, covariance } of found) {
      const half = (covariance![1] - covariance![0]) / 2;
      expect(Math.abs(low! - covariance![0]) / half).toBeLessThan(0.25);
      expect(Math.abs(high! - covariance![1]) / half).toBeLessThan(0.25);
    }
  });
  test('of arcs hardly apart are wider on one side than the covariance says, and this is said', async () => {
    const { dataset } = simulate(CIRCUIT, CLOSE, { noise: 0.01, seed: 4 });
    const { extra, ctx, tables } = await runAnalysis('fit', dataset, { circuit: CIRCUIT, intervals: 'profile' });
    const R1 = (extra!['intervals'] as unknown as ParameterInterval[]).find(({ name }) => name === 'R1')!;
    expect(R1.low).toBeLessThan(R1.value);
    expect(R1.high === null || R1.high > R1.value).toBe(true);
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/intervals')?.message).toMatch(/differ for /);
    expect(tables!.map(({ id }) => id)).toContain('eis-intervals');
  });
  test('a bootstrap is the same for the same seed, and another for another', async () => {
    const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => of(CLEAR, { intervals: 'bootstrap', draws: 50, seed })));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
  test('are in the answer only where they are asked for', async () => {
    const { dataset } = simulate(CIRCUIT, CLEAR, { noise: 0.005 });
    expect((await runAnalysis('fit', dataset, { circuit: CIRCUIT })).extra).toEqual({});
  });
  test('profile intervals of R cover the truth 95 times in 100, for arcs apart and for close ones', { timeout: 900_000 }, async () => {
    const runs = SLOW ? 400 : 12;
    for (const [what, truth, names] of [
      ['well apart', CLEAR, ['R1', 'R2']],
      ['a factor 4 apart', CLOSE, ['R1', 'R2']],
    ] as const) {
      let [inside, total] = [0, 0];
      for (let seed = 0; seed < runs; seed++)
        for (const { name, low, high } of await of(truth, { intervals: 'profile' }, seed, 0.003)) {
          if (!(names as readonly string[]).includes(name)) continue;
          total++;
          const value = truth[name === 'R1' ? 1 : 4]!;
          if ((low ?? 0) <= value && value <= (high ?? Infinity)) inside++;
        }
      if (SLOW) console.log(`profile intervals of R, arcs ${what}: ${inside} of ${total} cover (${((100 * inside) / total).toFixed(1)} %)`);
      expect(inside / total).toBeGreaterThan(SLOW ? 0.93 : 0.75);
    }
  });
});
