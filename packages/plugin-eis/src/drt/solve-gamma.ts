import { nnlsFromGram } from '@ionwalk/core/fit';
import { type DrtProblem, SERIES } from './drt-problem.ts';
import { invertSpd } from './inverse-spd.ts';
import { pivotingNnls } from './pivoting-nnls.ts';

export interface GammaSolution {
  readonly lambda: number;
  /** Coefficients of all columns, ≥ 0. */
  readonly x: Float64Array;
  /** Σ |ΔZ|²/|Z|². */
  readonly chi2: number;
  /** chi2 + λ ∫ (γ″)² d ln τ, γ in units of the local |Z|. */
  readonly objective: number;
}

/** The columns in use and their posterior covariance, up to the variance of the noise. */
export interface GammaSpread {
  readonly active: Int32Array;
  /** Row-major over `active`. */
  readonly covariance: Float64Array;
}

export interface SolveOptions {
  /** A similar solution, which makes this one fast. */
  readonly warmStart?: Float64Array | undefined;
  /** Coefficients towards which γ is smoothed, in place of 0: the penalty is that of the difference. */
  readonly prior?: Float64Array | undefined;
}

/** The regularised non-negative least squares of one λ: min chi2 + λ P(γ), all coefficients ≥ 0; P of `addPenalty`. */
export function solveGamma(problem: DrtProblem, lambda: number, { warmStart, prior }: SolveOptions = {}): GammaSolution {
  const matrix = penalised(problem, lambda);
  let right = problem.gramRight;
  if (prior) {
    right = right.slice();
    addPenalty(problem, lambda, (i, j, weight) => (right[i]! += weight * prior[j]!));
  }
  const x = pivotingNnls(matrix, right, warmStart) ?? nnlsFromGram(matrix, right, problem.norm).x;
  const chi2 = sumOfSquares(problem, x);
  let objective = chi2;
  addPenalty(problem, lambda, (i, j, weight) => (objective += weight * (x[i]! - (prior?.[i] ?? 0)) * (x[j]! - (prior?.[j] ?? 0))));
  return { lambda, x, chi2, objective };
}

export function gammaSpread(problem: DrtProblem, solution: GammaSolution): GammaSpread {
  const { active, matrix, sound } = inverseOver(problem, solution);
  if (!sound) matrix.fill(NaN);
  return { active, covariance: matrix };
}

/**
 * tr of the influence matrix over the columns in use, tr(H⁻¹ G) = size − λ tr(H⁻¹ P): P is a band of two to either side, so that only that of H⁻¹ is needed.
 */
export function gammaFreedom(problem: DrtProblem, solution: GammaSolution): number {
  const { active, matrix, sound } = inverseOver(problem, solution, BAND);
  const size = active.length;
  if (!sound) return size;
  const place = new Int32Array(problem.columns).fill(-1);
  active.forEach((column, i) => (place[column] = i));
  let held = 0;
  addPenalty(problem, solution.lambda, (i, j, weight) => {
    const [a, b] = [place[i]!, place[j]!];
    if (a >= 0 && b >= 0) held += weight * matrix[a * size + b]!;
  });
  return size - held;
}

const BAND = 2;

/** H⁻¹ over the columns above 0; `sound` false where H is singular. */
function inverseOver(
  problem: DrtProblem,
  { lambda, x }: GammaSolution,
  band?: number,
): { readonly active: Int32Array; readonly matrix: Float64Array; readonly sound: boolean } {
  const { columns } = problem;
  const active = Int32Array.from(Array.from({ length: columns }, (_, a) => a).filter((a) => x[a]! > 0));
  const size = active.length;
  const whole = penalised(problem, lambda);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = active[i]! * columns;
    for (let j = 0; j < size; j++) matrix[i * size + j] = whole[row + active[j]!]!;
  }
  return { active, matrix, sound: invertSpd(matrix, size, band) };
}

/** Weighted residuals, model minus data, [re…, im…]. */
export function gammaResiduals({ columns, rows, design, right }: DrtProblem, x: Float64Array): Float64Array {
  const out = right.map((value) => -value);
  for (let a = 0; a < columns; a++) {
    const weight = x[a]!;
    if (weight === 0) continue;
    for (let i = 0, p = a * rows; i < rows; i++) out[i]! += weight * design[p++]!;
  }
  return out;
}

const sumOfSquares = (problem: DrtProblem, x: Float64Array): number => gammaResiduals(problem, x).reduce((sum, r) => sum + r * r, 0);

/** Ridge per decade beyond the window. */
const OUTSIDE = 10;

/**
 * λ ∫ (γ″)² d ln τ as a quadratic form, γ = 0 beyond the nodes; and beyond the window, where a node is a resistance or a capacitor in all but name, a ridge that
 * leaves these to the series elements. Entries of one place are given one after the other.
 */
function addPenalty({ columns, step, tau, window }: DrtProblem, lambda: number, add: (i: number, j: number, weight: number) => void): void {
  const weight = lambda / step ** 3;
  for (let k = SERIES - 1; k <= columns; k++)
    for (let a = -1; a <= 1; a++)
      for (let b = -1; b <= 1; b++) {
        const [i, j] = [k + a, k + b];
        if (i < SERIES || j < SERIES || i >= columns || j >= columns) continue;
        add(i, j, weight * (a === 0 ? -2 : 1) * (b === 0 ? -2 : 1));
      }
  for (let k = 0; k < tau.length; k++) {
    const decades = Math.max(0, Math.log10(window[0] / tau[k]!), Math.log10(tau[k]! / window[1]));
    if (decades > 0) add(SERIES + k, SERIES + k, lambda * OUTSIDE * step * decades);
  }
}

let scratch = new Float64Array(0);

/** G + λ P in an array that the next call takes again. */
function penalised(problem: DrtProblem, lambda: number): Float64Array {
  const { columns, gram } = problem;
  if (scratch.length !== columns * columns) scratch = new Float64Array(columns * columns);
  const matrix = scratch;
  matrix.set(gram);
  addPenalty(problem, lambda, (i, j, weight) => (matrix[i * columns + j]! += weight));
  // Where the blocking element is left out its column is empty: a unit diagonal keeps the system regular.
  for (let a = 0; a < SERIES; a++) if (matrix[a * columns + a] === 0) matrix[a * columns + a] = 1;
  return matrix;
}
