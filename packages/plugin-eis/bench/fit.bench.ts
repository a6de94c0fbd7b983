import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { leastSquares, createWorkspace, type LeastSquaresProblem } from '@ionwalk/core/fit';
import { test } from 'vitest';
import { compileCircuit } from '../src/circuit/compile-circuit.ts';
import { parseCircuit } from '../src/circuit/parse-circuit.ts';
import { spectrumData } from '../src/circuit/spectrum-data.ts';
import { circuitProblem } from '../src/search/circuit-problem.ts';
import { searchFit } from '../src/search/search-fit.ts';
import { simulate } from '../test/simulate.ts';

const CIRCUIT = 'R0-p(R1,CPE1)-p(R2,CPE2)';
const TRUTH = [100, 1e4, 1e-9, 0.9, 3e4, 1e-7, 0.85];
const GUESS = TRUTH.map((value, j) => (j === 3 || j === 6 ? value - 0.1 : value * (j % 2 === 0 ? 2 : 0.5)));
const circuit = parseCircuit(CIRCUIT);
const spectra = Array.from({ length: 50 }, (_, seed) => spectrumData(simulate(CIRCUIT, TRUTH, { noise: 0.005, seed }).dataset, 'modulus'));

/** What one gets without the engine: difference quotients and parameters as they are, one scale for Ohm and Farad. */
function naiveProblem(data: (typeof spectra)[number]): LeastSquaresProblem {
  const compiled = compileCircuit(circuit, data.frequency);
  return {
    parameters: circuit.parameters.map(({ name, role }, j) => ({
      name,
      start: GUESS[j]!,
      min: role === 'n' ? 0.02 : 0,
      max: role === 'n' ? 1 : Infinity,
    })),
    residualCount: data.packed.length,
    residuals(p, out) {
      compiled.evaluate(p, out);
      for (let i = 0; i < out.length; i++) out[i] = (out[i]! - data.packed[i]!) / data.sigma[i]!;
    },
  };
}

/** The same fits by scipy; undefined where python3 or scipy isn't there. */
function scipyFits(): { readonly us: number; readonly chi2: readonly number[]; readonly scipy: string } | undefined {
  const task = {
    frequency: [...spectra[0]!.frequency],
    spectra: spectra.map(({ packed }) => [...packed]),
    guess: GUESS,
  };
  try {
    const script = fileURLToPath(new URL('scipy_fit.py', import.meta.url));
    return JSON.parse(
      execFileSync('python3', [script], { input: JSON.stringify(task), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }),
    ) as ReturnType<typeof scipyFits>;
  } catch {
    return undefined;
  }
}

// 2 arcs, 7 parameters, 70 frequencies, from a guess a factor 2 off. Goal: at most 100 µs per warm fit, a tenth of scipy's.
test('one fit of a 2-arc circuit from a guess', async ({ bench }) => {
  const workspace = createWorkspace(140, 7);
  const problems = spectra.map((data) => circuitProblem(circuit, data, { workspace }));
  const naive = spectra.map(naiveProblem);
  const least = spectra.map((data) => searchFit(circuit, data).chi2);
  const success = (chi2: readonly number[]): string =>
    `${chi2.filter((value, i) => value <= 1.01 * least[i]!).length}/${chi2.length} at the minimum`;
  const time = (run: (i: number) => number): { chi2: number[]; us: number } => {
    for (let round = 0; round < 60; round++) spectra.forEach((_, i) => run(i));
    const chi2 = spectra.map((_, i) => run(i));
    const rounds = Array.from({ length: 21 }, () => {
      const start = performance.now();
      spectra.forEach((_, i) => run(i));
      return ((performance.now() - start) * 1e3) / spectra.length;
    });
    return { chi2, us: rounds.toSorted((a, b) => a - b)[10] as number };
  };
  const ours = time((i) => problems[i]!.fit(GUESS).result.chi2);
  const theirs = time((i) => leastSquares(naive[i]!, { maxIterations: 200, workspace }).chi2);
  console.log(
    `eis fit: ${ours.us.toFixed(0)} µs (${success(ours.chi2)}); raw parameters and differences: ${theirs.us.toFixed(0)} µs (${success(theirs.chi2)}); ratio ${(theirs.us / ours.us).toFixed(1)}`,
  );
  const scipy = scipyFits();
  console.log(
    scipy
      ? `eis fit: scipy ${scipy.scipy} least_squares(lm), log parameters, analytic Jacobian: ${scipy.us.toFixed(0)} µs (${success(scipy.chi2)}); ratio ${(scipy.us / ours.us).toFixed(1)}`
      : 'eis fit: no python3 with scipy here, no ratio against it',
  );
  let i = 0;
  await bench('circuit engine, (R, τ, n), analytic Jacobian', () => {
    problems[i++ % 50]!.fit(GUESS);
  }).run();
  await bench('peer: raw parameters, difference quotients', () => {
    leastSquares(naive[i++ % 50]!, { maxIterations: 200, workspace });
  }).run();
  await bench('search without a guess', () => {
    searchFit(circuit, spectra[i++ % 50]!);
  }).run();
});
