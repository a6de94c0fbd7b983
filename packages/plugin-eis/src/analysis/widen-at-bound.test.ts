import type { Fitted } from '@ionwalk/core';
import { fitModel, studentTQuantile } from '@ionwalk/core/fit';
import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { circuitModel } from '../circuit/circuit-model.ts';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import { cutSquare, widenAtBound } from './widen-at-bound.ts';

const SLOW = process.env['IONWALK_SLOW'] !== undefined;
const RUNS = SLOW ? 600 : 60;
const CIRCUIT = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';

describe('an exponent at its bound', () => {
  test.each([1, 0.99])('leaves intervals of the resistances that cover them 95 times in 100, n = %s', { timeout: 300_000 }, async (n) => {
    let [atBound, inside, intervals] = [0, 0, 0];
    for (let seed = 0; seed < RUNS; seed++) {
      // Hot pellet: the bulk arc is seen by its flank, the boundary arc half a decade below.
      const truth = [4e3, 4e-11 ** n * 1e-3 ** (1 - n), n, 6e3, 6e-10, 0.92, 3e-6, 0.8];
      const { dataset } = simulate(CIRCUIT, truth, { noise: 0.01, seed: seed + 50, points: 60, fMax: 5e6, fMin: 10 });
      const [fit] = (await runAnalysis('fit', dataset, { circuit: CIRCUIT })).fits;
      const params = fit!.params as Record<string, { value: number | null; u: number | null; bound: string | null }>;
      if (params['CPE1.n']!.bound !== 'lower') continue;
      atBound++;
      const t = studentTQuantile(0.975, fit!.dof);
      for (const [name, value] of [
        ['R1', truth[0]!],
        ['R2', truth[3]!],
      ] as const) {
        const { value: found, u, bound } = params[name]!;
        if (bound !== null || u === null || found === null || u > found / 3) continue;
        intervals++;
        if (Math.abs(Math.log(found / value)) < (t * u) / found) inside++;
      }
    }
    if (SLOW) console.log(`n = ${n}: ${atBound} of ${RUNS} at the bound, 95 % intervals of R cover ${inside} of ${intervals}`);
    expect(intervals).toBeGreaterThan(RUNS / 5);
    const slack = 4 * Math.sqrt((0.95 * 0.05) / intervals);
    expect(inside / intervals).toBeGreaterThan(0.93 - slack);
  });
  test('widens u by what the likelihood of the exponent, integrated, makes of it', () => {
    const truth = [4e3, 4e-11, 1, 6e3, 6e-10, 0.92, 3e-6, 0.8];
    let compared = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { dataset } = simulate(CIRCUIT, truth, { noise: 0.01, seed, points: 60, fMax: 5e6, fMin: 10 });
      const model = circuitModel(CIRCUIT);
      const start = Object.fromEntries(parseCircuit(CIRCUIT).parameters.map(({ name }, i) => [name, { default: truth[i]! }]));
      const free = fitModel(model, dataset, start);
      if (free.fit.params['CPE1.n']!.bound !== 'lower') continue;
      compared++;
      const wide = widenAtBound(free, model, dataset, 'modulus').fit.params['R1']!.u!;
      const at = (delta: number): Fitted['fit'] =>
        fitModel(model, dataset, { ...start, 'CPE1.n': { default: 1 - delta, vary: false } }).fit;
      const best = at(0);
      const s2 = best.reducedChi2;
      let [top, bottom] = [0, 0];
      for (let i = 0; i < 60; i++) {
        const { chi2, params } = at((i + 0.5) * 1e-3);
        const weight = Math.exp((best.chi2 - chi2) / (2 * s2));
        top += weight * (params['R1']!.value! - best.params['R1']!.value!) ** 2;
        bottom += weight;
      }
      const expected = Math.sqrt(best.params['R1']!.u! ** 2 + top / bottom);
      // to first order in the exponent, and 1.4 times and more what it was
      expect(wide / expected).toBeGreaterThan(0.85);
      expect(wide / expected).toBeLessThan(1.15);
      expect(wide / best.params['R1']!.u!).toBeGreaterThan(1.4);
    }
    expect(compared).toBeGreaterThan(2);
  });
  test('the part of a normal distribution beyond 0 has the square it has by quadrature', () => {
    for (const a of [0, 0.3, 1, 3, 8, 29, 31]) {
      // ∫ x² φ(x + a) dx / ∫ φ(x + a) dx over x > 0, φ(a) taken out.
      let [top, bottom] = [0, 0];
      const step = 1e-4 / (1 + a);
      for (let x = step / 2; x < 12 / (1 + a / 3); x += step) {
        const weight = Math.exp(-0.5 * x * x - a * x);
        top += x * x * weight;
        bottom += weight;
      }
      expect(cutSquare(a) / (top / bottom)).toBeCloseTo(1, 4);
    }
  });
});
