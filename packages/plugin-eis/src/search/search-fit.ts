import { residualTrend } from '../analysis/residual-trend.ts';
import { createWorkspace, type LeastSquaresResult, type Workspace } from '@ionwalk/core/fit';
import type { Circuit } from '../circuit/circuit.ts';
import type { CompiledCircuit } from '../circuit/compile-circuit.ts';
import { ladderOf } from '../circuit/ladder.ts';
import { type SpectrumData, weightedSquare } from '../circuit/spectrum-data.ts';
import { circuitProblem } from './circuit-problem.ts';
import { ladderScan } from './ladder-scan.ts';
import { scatterStarts } from './scatter-starts.ts';
import { sortArcs } from './sort-arcs.ts';

export interface SearchResult {
  /** Circuit parameters at the least χ² found, like arcs in order of their time constants. */
  readonly parameters: Float64Array;
  readonly chi2: number;
  /** Another start led to the same χ², and the best fit is at a stationary point. */
  readonly confirmed: boolean;
  /** Starts that lead to the minimum, as they were before their fit, best first; and the other minima. */
  readonly starts: readonly Float64Array[];
  /** The best fit in search coordinates (R, τ, n). */
  readonly best: LeastSquaresResult;
  readonly tried: number;
}

export interface SearchOptions {
  /** Candidates of the scan that are fitted; default 8. */
  readonly candidates?: number;
  /** Search on, from many more starts, where the best fit leaves systematic residuals; default true. Off to rank circuits that are mostly wrong. */
  readonly insist?: boolean;
  /** Values of parameters that are held, by index. */
  readonly fixed?: ReadonlyMap<number, number>;
  /** The circuit over the frequencies of these data, where it was compiled before. */
  readonly compiled?: CompiledCircuit;
}

/** Two fits with χ² within this part of each other are at one minimum. */
const SAME = 1e-4;
/** Rounding of a sum of squares of numbers of order 1: below this part of Σ(Z/σ)² two χ² are both zero. */
const ZERO = 1e-13;
const JITTERED = 6;

/** Kept for the next search: a batch of spectra needn't take its memory anew for each. */
let kept = createWorkspace(0, 0);

function workspaceFor(residuals: number, parameters: number): Workspace {
  if (kept.residualCapacity < residuals || kept.parameterCapacity < parameters)
    kept = createWorkspace(Math.max(residuals, kept.residualCapacity), Math.max(parameters, kept.parameterCapacity));
  return kept;
}
const INSISTENT = 4;
/** Move of a parameter that isn't fitted in its logarithm, as part of where its starts lie: 0.08 of an exponent. */
const SHAKEN = 0.08 / 0.38;

/**
 * The least χ² of a circuit without any guess, deterministic: start values from a grid of time constants (or scattered ones for a circuit that isn't a chain of arcs),
 * the best of them fitted, the best fit confirmed by others that end at the same χ² within 1e-4, started from elsewhere or from shaken copies of it.
 */
export function searchFit(
  circuit: Circuit,
  data: SpectrumData,
  { candidates = 8, insist = true, fixed = new Map(), compiled }: SearchOptions = {},
): SearchResult {
  const workspace = workspaceFor(data.packed.length, circuit.parameters.length);
  const problem = circuitProblem(circuit, data, { workspace, fixed, ...(compiled ? { compiled } : {}) });
  const ladder = ladderOf(circuit);
  const starts = ladder ? ladderScan(circuit, ladder, data, candidates) : scatterStarts(circuit, data, problem, candidates);
  const size = weightedSquare(data.packed, data.sigma);
  const fits: Fit[] = [];
  const run = (start: Float64Array): void => {
    const { parameters, result } = problem.fit(start);
    fits.push({ start, parameters, chi2: result.chi2, result });
  };
  // Arcs may change places only where none of them is held.
  const sorted = (parameters: Float64Array): Float64Array => (fixed.size === 0 ? sortArcs(circuit, parameters) : parameters);
  // A parameter that runs to 0 or infinity may end one fit at its step limit and another, at the same χ², at a stationary point.
  const lowest = (): Fit => {
    const least = fits.reduce((a, b) => (b.chi2 < a.chi2 ? b : a));
    const sound = fits.filter((fit) => fit.result.converged && fit.chi2 - least.chi2 <= SAME * least.chi2);
    return sound.reduce<Fit | undefined>((a, b) => (a && a.chi2 <= b.chi2 ? a : b), undefined) ?? least;
  };
  const agreeing = (best: Fit): number =>
    fits.filter((fit) => fit !== best && Math.abs(fit.chi2 - best.chi2) <= SAME * best.chi2 + ZERO * size).length;

  for (const start of starts) run(start);
  if (fits.length === 0) run(scatterStarts(circuit, data, problem, 1)[0] as Float64Array);
  let best = lowest();
  if (insist && residualTrend(best.result.residuals, data.frequency, size).systematic) {
    // A wrong circuit, or a wrong minimum: only the second can be helped.
    const more = ladder ? ladderScan(circuit, ladder, data, INSISTENT * candidates).slice(candidates) : [];
    for (const start of [...more, ...scatterStarts(circuit, data, problem, candidates)]) run(start);
    best = lowest();
  }
  for (let round = 1; round <= JITTERED && agreeing(best) === 0; round++) {
    run(shake(best.parameters, circuit, round));
    best = lowest();
  }
  return {
    parameters: sorted(best.parameters),
    chi2: best.chi2,
    confirmed: best.result.converged && agreeing(best) > 0,
    starts: fits
      .filter((fit) => fit !== best)
      .toSorted((a, b) => a.chi2 - b.chi2)
      .map((fit) => sorted(fit.chi2 - best.chi2 <= SAME * best.chi2 + ZERO * size ? fit.start : fit.parameters)),
    best: best.result,
    tried: fits.length,
  };
}

interface Fit {
  readonly start: Float64Array;
  readonly parameters: Float64Array;
  readonly chi2: number;
  readonly result: LeastSquaresResult;
}

/** A copy of a minimum moved by up to a factor 2.2 (an exponent by 0.08), by an additive recurrence instead of a random number. */
function shake(parameters: Float64Array, circuit: Circuit, round: number): Float64Array {
  return parameters.map((value, j) => {
    const share = 2 * ((0.5 + round * 0.618_033_988_749_895 + j * 0.754_877_666_246_693) % 1) - 1;
    const { linear, min, max, from, start } = circuit.parameters[j]!;
    const moved = linear ? value + ('low' in start ? SHAKEN * (start.high - start.low) : 0) * share : value * Math.exp(0.8 * share);
    return from !== undefined ? Math.min(max, Math.max(min, moved)) : linear ? Math.min(1, Math.max(0.1, moved)) : moved;
  });
}
