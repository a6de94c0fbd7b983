import { describe, expect, test } from 'vitest';
import { residualTrend } from '../analysis/residual-trend.ts';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import { spectrumData } from '../circuit/spectrum-data.ts';
import { circuitProblem } from './circuit-problem.ts';
import { searchFit } from './search-fit.ts';
import { randomSpectrum } from '../../test/random-spectra.ts';
import { simulate } from '../../test/simulate.ts';

/** Spectra per run: 0.1 to 3 % noise, arcs 0.7 to 3 decades apart, some beyond the window; see randomSpectrum. */
const RUNS = process.env['IONWALK_SLOW'] ? 3000 : 80;
const LIMIT = process.env['IONWALK_SLOW'] ? 900_000 : 60_000;

describe('the search without a guess', () => {
  test(
    'ends within 1 % of the χ² at the truth’s own minimum in at least 99 of 100 spectra, and says so',
    () => {
      let [reached, confirmed, wrong] = [0, 0, 0];
      for (let seed = 0; seed < RUNS; seed++) {
        const { circuit, truth, dataset } = randomSpectrum(seed);
        const parsed = parseCircuit(circuit);
        const data = spectrumData(dataset, 'modulus');
        const found = searchFit(parsed, data);
        const best = circuitProblem(parsed, data).fit(Float64Array.from(truth)).result.chi2;
        const good = found.chi2 <= 1.01 * best;
        if (good) reached++;
        if (found.confirmed) confirmed++;
        if (found.confirmed && !good) wrong++;
      }
      expect(reached / RUNS).toBeGreaterThanOrEqual(0.99);
      expect(confirmed / RUNS).toBeGreaterThanOrEqual(0.97);
      expect(wrong / RUNS).toBeLessThanOrEqual(0.005);
    },
    LIMIT,
  );
  test(
    'clean spectra are hardly ever called systematic, a missing arc always is',
    () => {
      let [alarms, caught, cases] = [0, 0, 0];
      for (let seed = 0; seed < RUNS; seed++) {
        const { circuit, dataset } = randomSpectrum(seed);
        const data = spectrumData(dataset, 'modulus');
        const problem = circuitProblem(parseCircuit(circuit), data);
        const { parameters } = searchFit(parseCircuit(circuit), data);
        if (residualTrend(problem.fit(parameters).result.residuals, data.frequency, data.packed.length).systematic) alarms++;
        if (seed % 4 !== 0) continue;
        cases++;
        const two = simulate('R0-p(R1,CPE1)-p(R2,CPE2)', [50, 1e3, 1e-8, 0.9, 1e3, 1e-6, 0.9], { noise: 0.005, seed }).dataset;
        const one = circuitProblem(parseCircuit('R0-p(R1,CPE1)'), spectrumData(two, 'modulus'));
        const fitted = one.fit(searchFit(one.circuit, spectrumData(two, 'modulus')).parameters);
        if (residualTrend(fitted.result.residuals, two.variables.frequency.values, 140).systematic) caught++;
      }
      expect(alarms / RUNS).toBeLessThanOrEqual(0.01);
      expect(caught).toBe(cases);
    },
    LIMIT,
  );
  test('circuits that are no chain of arcs are searched too', () => {
    let reached = 0;
    for (let seed = 0; seed < 20; seed++) {
      const truth = [20, 200, 300, 2e-5, 0.9];
      const { dataset } = simulate('R0-p(R1-W1,CPE1)', truth, { noise: 0.005, seed, fMax: 1e5, fMin: 0.01 });
      const parsed = parseCircuit('R0-p(R1-W1,CPE1)');
      const data = spectrumData(dataset, 'modulus');
      const found = searchFit(parsed, data);
      const best = circuitProblem(parsed, data).fit(Float64Array.from(truth)).result.chi2;
      if (found.chi2 <= 1.01 * best && found.confirmed) reached++;
    }
    expect(reached).toBe(20);
  });
  test.each<[string, number[]]>([
    ['R0-p(R1-Wo1,CPE1)', [20, 200, 300, 1, 2e-5, 0.9]],
    ['R0-p(R1-Ws1,C1)', [20, 200, 300, 1, 2e-6]],
    ['R0-G1', [20, 300, 1e-2]],
    ['R0-HN1-CPE2', [20, 300, 1e-4, 0.9, 0.6, 1e-2, 0.8]],
    ['R0-ZARC1-ZARC2', [20, 300, 1e-4, 0.85, 200, 1e-1, 0.8]],
    ['R0-TLM1', [20, 300, 1e-3, 0.9]],
  ])('%s is found without a guess', (text, truth) => {
    let reached = 0;
    for (let seed = 0; seed < 6; seed++) {
      const { dataset } = simulate(text, truth, { noise: 0.005, seed, fMax: 1e5, fMin: 0.01 });
      const parsed = parseCircuit(text);
      const data = spectrumData(dataset, 'modulus');
      const found = searchFit(parsed, data);
      const best = circuitProblem(parsed, data).fit(Float64Array.from(truth)).result.chi2;
      if (found.chi2 <= 1.01 * best && found.confirmed) reached++;
    }
    expect(reached).toBe(6);
  });
  test('arcs are numbered by time constant, fastest first', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { dataset } = simulate('p(R1,CPE1)-p(R2,CPE2)', [1e4, 1e-6, 0.9, 1e3, 1e-9, 0.95], { noise: 0.003, seed });
      const [R1, , , R2] = searchFit(parseCircuit('p(R1,CPE1)-p(R2,CPE2)'), spectrumData(dataset, 'modulus')).parameters;
      expect(R1!).toBeLessThan(R2!);
    }
  });
  test('a held parameter stays where it was put', () => {
    const { dataset } = simulate('R0-p(R1,CPE1)', [10, 1e3, 1e-8, 0.9], { noise: 0.003 });
    const found = searchFit(parseCircuit('R0-p(R1,CPE1)'), spectrumData(dataset, 'modulus'), { fixed: new Map([[2, 2e-8]]) });
    expect(found.parameters[2]).toBe(2e-8);
    expect(found.best.free).toHaveLength(3);
  });
  test('exact data end at rounding errors and count as confirmed', () => {
    const { dataset } = simulate('R0-p(R1,CPE1)-p(R2,CPE2)', [10, 1e3, 1e-8, 0.9, 2e3, 1e-6, 0.8]);
    const found = searchFit(parseCircuit('R0-p(R1,CPE1)-p(R2,CPE2)'), spectrumData(dataset, 'modulus'));
    expect(found.chi2).toBeLessThan(1e-15);
    expect(found.confirmed).toBe(true);
  });
});
