import { residualTrend } from '../analysis/residual-trend.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { CLOSE, type ArcFit, arcModel, type ArcStart, searchChain, chainScore, closePairs, type ChainStart } from './arc-model.ts';
import { drtProblem, type DrtProblem, SERIES } from './drt-problem.ts';
import { type GammaPeak, gammaPeaks, mergePeaks } from './gamma-peaks.ts';
import { atCorner, crossValidate, gammaOf, type Regularised, regularise } from './regularise.ts';
import { arcCoefficients } from './arc-coefficients.ts';
import { gammaResiduals, solveGamma } from './solve-gamma.ts';

export interface RelaxationPeak {
  /** s */
  readonly tau: number;
  /** Ohm, with its standard uncertainty. */
  readonly resistance: number;
  readonly u: number;
}

export interface RelaxationTimes {
  /** Ascending [s]. */
  readonly tau: Float64Array;
  /** Ohm; its integral over ln τ is the polarisation resistance. */
  readonly gamma: Float64Array;
  /** Posterior standard deviation of γ [Ohm]; 0 where γ ≥ 0 holds it at 0. */
  readonly uGamma: Float64Array;
  readonly lambda: number;
  /** How λ was chosen: `gcv` also where `l-curve` was asked for and the curve has no corner. */
  readonly lambdaBy: 'gcv' | 'l-curve' | 'given';
  /** λ that cross-validation takes from the same solutions, beside an L-curve. */
  readonly lambdaGcv: number | undefined;
  /** In order of τ. */
  readonly peaks: readonly RelaxationPeak[];
  /** How the peaks were measured: as p(R,CPE), or as areas between the valleys of γ where no chain of arcs describes the data. */
  readonly method: 'arcs' | 'areas';
  readonly polarisation: number;
  readonly series: {
    readonly R: number;
    readonly L: number;
    /** Ohm⁻¹ sⁿ; a capacitor has n = 1. */
    readonly blocking: { readonly Q: number; readonly n: number } | undefined;
  };
  /** Relative to |Z|, model minus data, [re…, im…] in the order of the data. */
  readonly residuals: Float64Array;
  /** Standard deviation of one relative component. */
  readonly noise: number;
}

export interface RelaxationOptions {
  readonly blocking: 'auto' | 'none' | 'capacitor' | 'cpe';
  readonly lambda: number | undefined;
  /** Default `gcv`; where a λ is given it is not looked at. */
  readonly lambdaBy?: 'gcv' | 'l-curve';
  readonly perDecade: number;
}

/** Peaks below this part of the |Z| at their own frequency don't show. */
const TRIED = 0.01;
/** Side lobes: less is not listed as an area. */
const SIDE_LOBE = 0.035;
const VALLEY = 0.8;
/** The arcs describe the data if their variance is within this of that of γ. */
const AS_GOOD = 1.3;
/** …or, with residuals that are noise, within this. */
const NOISE = 2;
/** An arc is listed if R is known to better than this, a small one to better than that; an area if it is this many uncertainties. */
const KNOWN = 0.4;
const WELL_KNOWN = 0.1;
const SEEN = 2;
/** Part of the local |Z| that is rounding. */
const NOTHING = 1e-5;
const MOST_SEARCHED = 4;
/** Times λ. */
const SMOOTHER = [3e4, 1e3, 30, 1];
/** A change of λ by this factor shows what the smoothing does to an area. */
const LESS = 0.1;

/**
 * Distribution of relaxation times of a spectrum: γ(ln τ) ≥ 0 by Tikhonov's regularisation, both parts relative to |Z|, λ by cross-validation, with a series
 * resistance, an inductance and a blocking element outside of γ. The peaks of γ are then measured as p(R,CPE) where a chain of them fits as well as γ does:
 * areas between valleys lose 5 to 10 % to neighbours and side lobes. Otherwise areas it is, u from the posterior and from the change with λ.
 * @see Saccoccio et al., doi:10.1016/j.electacta.2014.09.058; Effat, Ciucci, doi:10.1016/j.electacta.2017.07.050
 */
export function relaxationTimes(data: SpectrumData, options: RelaxationOptions): RelaxationTimes {
  const n = data.frequency.length;
  const [re, im] = [data.packed.subarray(0, n), data.packed.subarray(n)];
  let problem = drtProblem(data.frequency, re, im, options.perDecade);
  const wanted = options.blocking === 'none' ? undefined : options.blocking === 'capacitor' ? 1 : ('auto' as const);
  let result = regularise(problem, wanted, options.lambda);
  const accepted = bestChain(problem, result, data);
  const curve = options.lambda === undefined && options.lambdaBy === 'l-curve';
  let exponent = result.blocking;
  if (accepted) {
    problem = drtProblem(data.frequency, re, im, options.perDecade, polarisationModulus(accepted, data.frequency));
    if (options.blocking === 'auto') exponent = accepted.blocking?.n;
    // A λ somebody chose is taken at its word: plain smoothness.
    const prior = options.lambda === undefined ? arcCoefficients(accepted, problem) : undefined;
    if (!curve) result = crossValidate(problem, exponent, options.lambda, prior);
  }
  const corner = curve ? atCorner(problem, exponent) : undefined;
  if (corner) result = corner.result;
  const { solution, spread, blocking, blockingUnit, variance } = result;
  const gamma = gammaOf(problem, solution.x);
  const polarisation = gamma.reduce((sum, value) => sum + value * problem.step, 0);
  const uGamma = new Float64Array(gamma.length);
  spread.active.forEach((column, i) => {
    if (column >= SERIES)
      uGamma[column - SERIES] = problem.scale[column - SERIES]! * Math.sqrt(spread.covariance[i * spread.active.length + i]! * variance);
  });
  const admittance = solution.x[2]! * blockingUnit;
  return {
    tau: problem.tau,
    gamma,
    uGamma,
    lambda: solution.lambda,
    lambdaBy: options.lambda !== undefined ? 'given' : corner?.corner ? 'l-curve' : 'gcv',
    lambdaGcv: corner?.lambdaGcv,
    peaks: accepted ? asArcs(accepted, problem.tau) : asAreas(problem, result, gamma, polarisation),
    method: accepted ? 'arcs' : 'areas',
    polarisation,
    series: {
      R: solution.x[0]! * problem.resistanceUnit,
      L: solution.x[1]! * problem.inductanceUnit,
      blocking: blocking === undefined || !(admittance > 0) ? undefined : { Q: 1 / admittance, n: blocking },
    },
    residuals: gammaResiduals(problem, solution.x),
    noise: Math.sqrt(variance),
  };
}

/**
 * The best chain of arcs that describes the data, undefined for none, from the peaks of γ smoothed more than it is first: where λ came out too small an arc
 * has split into several, and taking these out one by one may end beside the chain that is right. The first that leaves noise only is taken.
 */
function bestChain(problem: DrtProblem, result: Regularised, data: SpectrumData): ArcFit | undefined {
  const { solution, variance } = result;
  const tried = new Set<number>();
  let best: ArcFit | undefined;
  /** Whether a chain leaves noise only; it is kept where it describes the data. */
  const consider = (chain: ArcFit | undefined): boolean => {
    if (!chain) return false;
    const worse = excess(chain, variance, problem.rows);
    const noise = worse < NOISE && !residualTrend(chain.residuals, data.frequency, problem.rows).systematic;
    if (worse > AS_GOOD && !noise) return false;
    if (!best || chainScore(chain) < chainScore(best)) best = chain;
    return noise && chain === best && closePairs(chain.arcs) === 0;
  };
  let warmStart = solution.x;
  for (const factor of SMOOTHER) {
    const x = factor === 1 ? solution.x : solveGamma(problem, factor * solution.lambda, { warmStart }).x;
    warmStart = x;
    const start = startOf(problem, result, x);
    if (tried.has(start.arcs.length)) continue;
    tried.add(start.arcs.length);
    if (consider(arcModel(start, data))) return best;
  }
  // No peak of γ led to noise: chains of one to four arcs searched for from scratch.
  const series = startOf(problem, result, solution.x);
  for (let count = 1; count <= MOST_SEARCHED; count++) if (consider(searchChain(count, series, data))) break;
  return best;
}

function startOf(problem: DrtProblem, { blocking, blockingUnit }: Regularised, x: Float64Array): ChainStart {
  const gamma = gammaOf(problem, x);
  const share = ({ resistance, top }: GammaPeak): number => resistance / problem.scale[top]!;
  const arcs = gammaPeaks(problem.tau, gamma, problem.step)
    .filter((peak) => share(peak) > TRIED)
    .toSorted((a, b) => share(b) - share(a))
    .map((peak) => arcOf(peak, gamma));
  const [R, L, S] = x as unknown as [number, number, number];
  return {
    arcs,
    R: R > 0 ? R * problem.resistanceUnit : undefined,
    L: L > 0 ? L * problem.inductanceUnit : undefined,
    blocking: blocking === undefined || !(S > 0) ? undefined : { Q: 1 / (S * blockingUnit), n: blocking },
  };
}

/** The exponent follows from the height: γ(τ0) = (R/2π) cot((1 − n)π/2). */
const arcOf = ({ tau, resistance, top }: GammaPeak, gamma: Float64Array): ArcStart => ({
  tau,
  R: resistance,
  n: Math.min(0.97, Math.max(0.45, 1 - (2 / Math.PI) * Math.atan(resistance / (2 * Math.PI * gamma[top]!)))),
});

/** |R + Σ arcs| at the frequencies of the data [Ohm]. */
function polarisationModulus({ arcs, R }: ChainStart, frequency: Float64Array): Float64Array {
  return frequency.map((f) => {
    let [re, im] = [R ?? 0, 0];
    for (const arc of arcs) {
      const power = Math.exp(arc.n * Math.log(2 * Math.PI * f * arc.tau));
      const [a, b] = [1 + power * Math.cos((arc.n * Math.PI) / 2), power * Math.sin((arc.n * Math.PI) / 2)];
      re += (arc.R * a) / (a * a + b * b);
      im -= (arc.R * b) / (a * a + b * b);
    }
    return Math.hypot(re, im);
  });
}

/** Variance left by a chain of arcs in units of that of γ. */
function excess({ arcs, R, L, blocking, chi2 }: ArcFit, variance: number, rows: number): number {
  const parameters = 3 * arcs.length + (R === undefined ? 0 : 1) + (L === undefined ? 0 : 1) + (blocking ? 2 : 0);
  return chi2 / (rows - parameters) / (variance + 1e-12);
}

/** Close neighbours of which neither is well known are one peak: their sum is known, their parts are not. */
function asArcs({ arcs, covariance }: ArcFit, nodes: Float64Array): RelaxationPeak[] {
  const groups: number[][] = [];
  arcs.forEach(({ tau, relative }, i) => {
    const before = arcs[i - 1];
    if (before && tau < CLOSE * before.tau && !(relative < WELL_KNOWN) && !(before.relative < WELL_KNOWN)) groups.at(-1)!.push(i);
    else groups.push([i]);
  });
  const inside = groups
    .map((group) => {
      const resistance = group.reduce((sum, i) => sum + arcs[i]!.R, 0);
      const tau = Math.exp(group.reduce((sum, i) => sum + arcs[i]!.R * Math.log(arcs[i]!.tau), 0) / resistance);
      let variance = 0;
      for (const i of group) for (const j of group) variance += arcs[i]!.R * arcs[j]!.R * covariance[i * arcs.length + j]!;
      return { tau, resistance, u: Math.sqrt(Math.max(variance, 0)) };
    })
    .filter(({ tau, resistance, u }) => u < KNOWN * resistance && tau >= nodes[0]! && tau <= nodes.at(-1)!);
  const total = inside.reduce((sum, { resistance }) => sum + resistance, 0);
  return inside.filter(({ resistance, u }) => resistance >= SIDE_LOBE * total || u < WELL_KNOWN * resistance);
}

function asAreas(
  problem: DrtProblem,
  { solution, spread, variance, blocking }: Regularised,
  gamma: Float64Array,
  total: number,
): RelaxationPeak[] {
  const rougher = gammaOf(problem, solveGamma(problem, LESS * solution.lambda, { warmStart: solution.x }).x);
  const size = spread.active.length;
  // A blocking electrode that is no exact CPE leaves a remainder at long times, which may be larger than all arcs: beside it they are measured by the |Z| of their own frequency.
  const least = ({ top }: GammaPeak): number => SIDE_LOBE * (blocking === undefined ? total : Math.min(total, problem.scale[top]!));
  return mergePeaks(gammaPeaks(problem.tau, gamma, problem.step), gamma, least, VALLEY)
    .filter((peak) => peak.resistance >= least(peak) && peak.resistance > NOTHING * problem.scale[peak.top]!)
    .map(({ from, to, tau, resistance }) => {
      const weight = (column: number): number => {
        const k = column - SERIES;
        return k < from || k > to ? 0 : problem.scale[k]! * problem.step;
      };
      let posterior = 0;
      for (let i = 0; i < size; i++) {
        const wi = weight(spread.active[i]!);
        if (wi === 0) continue;
        for (let j = 0; j < size; j++) posterior += wi * weight(spread.active[j]!) * spread.covariance[i * size + j]!;
      }
      let other = 0;
      for (let k = from; k <= to; k++) other += rougher[k]! * problem.step;
      return { tau, resistance, u: Math.sqrt(posterior * variance + (other - resistance) ** 2) };
    })
    .filter(({ resistance, u }) => resistance > SEEN * u);
}
