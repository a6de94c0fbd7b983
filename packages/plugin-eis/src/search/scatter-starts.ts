import type { Circuit } from '../circuit/circuit.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import type { CircuitProblem } from './circuit-problem.ts';

const SCATTERED = 64;
const SHORT_FIT = 12;

/**
 * Start values for a circuit of any shape: resistances spread over the size of |Z|, capacitances so that their time constants spread over the window, others as their element says, by a
 * low-discrepancy sequence; each fitted for a few iterations, the best ones returned.
 */
export function scatterStarts(circuit: Circuit, data: SpectrumData, problem: CircuitProblem, keep: number): Float64Array[] {
  const n = data.frequency.length;
  let [small, large, lowest, highest] = [Infinity, 0, Infinity, 0];
  for (let i = 0; i < n; i++) {
    const modulus = Math.hypot(data.packed[i]!, data.packed[n + i]!);
    small = Math.min(small, modulus);
    large = Math.max(large, modulus);
    lowest = Math.min(lowest, 2 * Math.PI * data.frequency[i]!);
    highest = Math.max(highest, 2 * Math.PI * data.frequency[i]!);
  }
  const between = (a: number, b: number, share: number): number => Math.exp(Math.log(a) + (Math.log(b) - Math.log(a)) * share);
  const found: { parameters: Float64Array; chi2: number }[] = [];
  for (let k = 0; k < SCATTERED; k++) {
    // Additive recurrence with square roots of primes: even cover in every dimension.
    const share = (j: number): number => (0.5 + (k + 1) * Math.sqrt(PRIMES[j % PRIMES.length] as number)) % 1;
    const start = new Float64Array(circuit.parameters.length);
    circuit.parameters.forEach(({ role, start: from, min, max }, j) => {
      const size = between(small / 2, large * 2, share(2 * j));
      const omega = between(lowest / 3, highest * 3, share(2 * j + 1));
      const value =
        role === 'L'
          ? size / highest
          : 'low' in from
            ? from.low + (from.high - from.low) * share(2 * j)
            : size ** from.impedance * omega ** from.frequency;
      start[j] = Math.min(max, Math.max(min, value));
    });
    const { parameters, result } = problem.fit(start, SHORT_FIT);
    if (Number.isFinite(result.chi2)) found.push({ parameters, chi2: result.chi2 });
  }
  return found
    .toSorted((a, b) => a.chi2 - b.chi2)
    .slice(0, keep)
    .map(({ parameters }) => parameters);
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
