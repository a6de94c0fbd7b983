import { aicc, createWorkspace } from '@ionwalk/core/fit';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { type CircuitProblem, circuitProblem } from '../search/circuit-problem.ts';
import { searchFit } from '../search/search-fit.ts';

export interface ArcStart {
  readonly tau: number;
  readonly R: number;
  readonly n: number;
}

/** A chain of arcs that stands for a spectrum: the peaks of γ as p(R,CPE), the rest as series elements. */
export interface ChainStart {
  readonly arcs: readonly ArcStart[];
  readonly R: number | undefined;
  readonly L: number | undefined;
  readonly blocking: { readonly Q: number; readonly n: number } | undefined;
}

export interface ArcFit extends ChainStart {
  /** With the relative standard uncertainty of R (NaN where it is at a limit). */
  readonly arcs: readonly (ArcStart & { readonly relative: number })[];
  /** Of ln R of the arcs, row-major; NaN where one is at a limit. */
  readonly covariance: Float64Array;
  readonly chi2: number;
  readonly score: number;
  readonly residuals: Float64Array;
  readonly converged: boolean;
}

const MOST_ARCS = 8;
/** Iterations a chain with one element less gets to show itself. */
const TRIAL_STEPS = 30;
/** Relative uncertainty of the resistance of an arc that is plainly there, and the ratio of time constants that aren't one. */
const PLAIN = 0.05;
const APART = 10;
export const CLOSE = 5;
/** Rounding of printed digits: χ² below this squared per residual is none. */
const ROUNDING = 1e-6;
/** AICc an arc, and a series element, must gain to be kept. */
const WORTH_ARC = 8;
const WORTH_SERIES = 2;
/** One whose resistance isn't known to a third of itself. */
const WORTH_VAGUE = 25;

/**
 * The chain of arcs with the fewest elements that explains a spectrum, from the peaks of γ: all of them fitted, then what gains nothing is taken out, arcs joined
 * with their neighbour or dropped, by AICc. Undefined for no peaks or no points to spare. @param start – arcs in order of importance
 */
export function arcModel(start: ChainStart, data: SpectrumData): ArcFit | undefined {
  let [lowest, highest] = [Infinity, 0];
  for (const f of data.frequency) [lowest, highest] = [Math.min(lowest, f), Math.max(highest, f)];
  const window = [1 / (2 * Math.PI * highest), 1 / (2 * Math.PI * lowest)] as const;
  let best = fitChain({ ...start, arcs: start.arcs.slice(0, MOST_ARCS).toSorted((a, b) => a.tau - b.tau) }, data);
  while (best) {
    const current: ArcFit = best;
    const tried = reductions(current, window).flatMap(({ chain, worth }) => {
      const fitted = fitChain(chain, data, TRIAL_STEPS);
      return fitted ? [{ fitted, gain: current.score + worth - fitted.score }] : [];
    });
    const next = tried.filter(({ gain }) => gain > 0).toSorted((a, b) => b.gain - a.gain)[0];
    if (!next) return current;
    best = next.fitted.converged ? next.fitted : fitChain(next.fitted, data);
  }
  return undefined;
}

/** The same from a search without start values, for so many arcs and the series elements of `series`. */
export function searchChain(count: number, series: ChainStart, data: SpectrumData): ArcFit | undefined {
  const parts = [
    ...(series.L === undefined ? [] : ['L0']),
    'R0',
    ...Array.from({ length: count }, (_, i) => `p(R${i + 1},CPE${i + 1})`),
    ...(series.blocking ? [`CPE${count + 1}`] : []),
  ];
  const circuit = parseCircuit(parts.join('-'));
  if (2 * data.frequency.length - circuit.parameters.length - 2 <= 0) return undefined;
  const { parameters: p } = searchFit(circuit, data, { candidates: 6, insist: false });
  const first = series.L === undefined ? 1 : 2;
  const arcs = Array.from({ length: count }, (_, i) => {
    const [R, Q, n] = [p[first + 3 * i]!, p[first + 3 * i + 1]!, p[first + 3 * i + 2]!];
    return { R, n, tau: Math.exp(Math.log(R * Q) / n) };
  });
  const at = first + 3 * count;
  return arcModel(
    { arcs, R: p[first - 1], L: series.L === undefined ? undefined : p[0], blocking: series.blocking && { Q: p[at]!, n: p[at + 1]! } },
    data,
  );
}

/** AICc with a further charge per arc and per pair of close ones: by this chains are compared. */
export const chainScore = ({ score, arcs }: ArcFit): number => score + WORTH_ARC * arcs.length + WORTH_VAGUE * closePairs(arcs);

/** Neighbours so close that they may be one arc taken apart. */
export const closePairs = (arcs: readonly ArcStart[]): number => arcs.filter(({ tau }, i) => tau < CLOSE * (arcs[i - 1]?.tau ?? 0)).length;

/** What may be left out: nothing that is plainly there, since a fit without it takes long to say so. */
function reductions(chain: ArcFit, [fastest, slowest]: readonly [number, number]): { chain: ChainStart; worth: number }[] {
  const { arcs } = chain;
  const result: { chain: ChainStart; worth: number }[] = [];
  arcs.forEach((arc, i) => {
    const others = arcs.filter((_, j) => j !== i);
    if (others.length === 0) return;
    if (!(arc.relative < PLAIN)) result.push({ chain: { ...chain, arcs: others }, worth: worthOf(arc) });
    if (arc.tau < fastest) result.push({ chain: { ...chain, arcs: others, R: (chain.R ?? 0) + arc.R }, worth: WORTH_SERIES });
    const next = arcs[i + 1];
    if (!next || (next.tau > APART * arc.tau && arc.relative < PLAIN && next.relative < PLAIN)) return;
    const R = arc.R + next.R;
    const tau = Math.exp((Math.log(arc.tau) * arc.R + Math.log(next.tau) * next.R) / R);
    const joined = { R, tau, n: Math.max(0.4, Math.min(arc.n, next.n) - 0.05) };
    result.push({
      chain: { ...chain, arcs: others.map((other) => (other === next ? joined : other)) },
      worth: next.tau < CLOSE * arc.tau ? WORTH_VAGUE : Math.max(worthOf(arc), worthOf(next)),
    });
  });
  const last = arcs.at(-1);
  if (last && last.tau > slowest / 3 && arcs.length > 1 && chain.blocking === undefined) {
    // An arc whose plateau isn't seen, and a blocking electrode: the simpler explanation, with one parameter less.
    const n = Math.max(0.45, last.n);
    const blocking = { Q: Math.exp(n * Math.log(last.tau)) / last.R, n };
    result.push({ chain: { ...chain, arcs: arcs.slice(0, -1), blocking }, worth: WORTH_ARC });
  }
  if (chain.R !== undefined) result.push({ chain: { ...chain, R: undefined }, worth: WORTH_SERIES });
  if (chain.L !== undefined) result.push({ chain: { ...chain, L: undefined }, worth: WORTH_SERIES });
  if (chain.blocking !== undefined) result.push({ chain: { ...chain, blocking: undefined }, worth: WORTH_SERIES });
  return result;
}

const worthOf = ({ relative }: { readonly relative: number }): number => (relative < 1 / 3 ? WORTH_ARC : WORTH_VAGUE);

/** One local fit of a chain from where it stands. */
export function fitChain(chain: ChainStart, data: SpectrumData, mostSteps = 120): ArcFit | undefined {
  const { arcs } = chain;
  if (arcs.length === 0) return undefined;
  const { problem, start } = chainProblem(chain, data);
  const k = start.length;
  if (2 * data.frequency.length - k - 2 <= 0) return undefined;
  const { parameters, result } = problem.fit(start, mostSteps);
  if (!Number.isFinite(result.chi2)) return undefined;
  const rows = data.packed.length;
  const variance = result.chi2 / result.dof;
  const first = (chain.L === undefined ? 0 : 1) + (chain.R === undefined ? 0 : 1);
  const size = result.free.length;
  const fitted = arcs.map((_, i) => {
    const at = first + 3 * i;
    const [R, Q, n] = [parameters[at]!, parameters[at + 1]!, parameters[at + 2]!];
    const a = result.free.indexOf(at);
    const sound = a >= 0 && result.atBound[a] === 0 && result.determined[a] === 1;
    return {
      R,
      n,
      tau: Math.exp(Math.log(R * Q) / n),
      relative: sound ? Math.sqrt(result.covarianceIterated[a * size + a]! * variance) : NaN,
      free: sound ? a : -1,
    };
  });
  const sorted = fitted.toSorted((a, b) => a.tau - b.tau);
  const covariance = Float64Array.from(
    sorted.flatMap((one) =>
      sorted.map((two) => (one.free < 0 || two.free < 0 ? NaN : result.covarianceIterated[one.free * size + two.free]! * variance)),
    ),
  );
  return {
    arcs: sorted.map(({ R, n, tau, relative }) => ({ R, n, tau, relative })),
    covariance,
    L: chain.L === undefined ? undefined : parameters[0],
    R: chain.R === undefined ? undefined : parameters[first - 1],
    blocking: chain.blocking && { Q: parameters[first + 3 * arcs.length]!, n: parameters[first + 3 * arcs.length + 1]! },
    chi2: result.chi2,
    score: aicc({ chi2: Math.max(result.chi2, rows * ROUNDING ** 2), n: rows, k, sigmaKnown: false }),
    residuals: result.residuals,
    converged: result.converged,
  };
}

function chainProblem(chain: ChainStart, data: SpectrumData): { problem: CircuitProblem; start: Float64Array } {
  const { arcs, R, L, blocking } = chain;
  const parts: string[] = [];
  const start: number[] = [];
  if (L !== undefined) {
    parts.push('L0');
    start.push(L);
  }
  if (R !== undefined) {
    parts.push('R0');
    start.push(R);
  }
  arcs.forEach((arc, i) => {
    parts.push(`p(R${i + 1},CPE${i + 1})`);
    start.push(arc.R, Math.exp(arc.n * Math.log(arc.tau)) / arc.R, arc.n);
  });
  if (blocking) {
    parts.push(`CPE${arcs.length + 1}`);
    start.push(blocking.Q, blocking.n);
  }
  const circuit = parseCircuit(parts.join('-'));
  const workspace = createWorkspace(data.packed.length, start.length);
  return { problem: circuitProblem(circuit, data, { workspace }), start: Float64Array.from(start) };
}
