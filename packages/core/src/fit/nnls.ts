import { choleskyFactor, choleskySolve } from './small-cholesky.ts';

export interface NnlsOptions {
  /** Unknowns thought to be positive, tried first: the solution of a similar problem makes the next one fast. */
  readonly warmStart?: ArrayLike<number>;
  /** Changes of the positive set at most; default 3 k. */
  readonly maxIterations?: number;
  /** An unknown at 0 is let in if its gradient is above this part of |column|·|b|; default 1e-10. */
  readonly tolerance?: number;
}

export interface NnlsResult {
  /** Length k, all ≥ 0. */
  readonly x: Float64Array;
  /** |A x − b|². */
  readonly chi2: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Non-negative least squares, min |A x − b|² for x ≥ 0, by the active-set method of Lawson and Hanson on the normal equations.
 * Meant for k up to some hundred; a badly conditioned A wants regularising rows first.
 * @param a - row-major n × k
 * @param b - length n
 * @see Lawson and Hanson, Solving Least Squares Problems, chapter 23, doi:10.1137/1.9781611971217
 */
export const nnls = (a: Float64Array, b: Float64Array, options: NnlsOptions = {}): NnlsResult => {
  const n = b.length;
  const k = n === 0 ? 0 : a.length / n;
  const gram = new Float64Array(k * k);
  const right = new Float64Array(k);
  let norm = 0;
  for (let i = 0; i < n; i++) {
    const row = i * k;
    norm += b[i]! * b[i]!;
    for (let c = 0; c < k; c++) {
      const value = a[row + c]!;
      if (value === 0) continue;
      right[c]! += value * b[i]!;
      for (let d = 0; d <= c; d++) gram[c * k + d]! += value * a[row + d]!;
    }
  }
  for (let c = 0; c < k; c++) for (let d = 0; d < c; d++) gram[d * k + c] = gram[c * k + d]!;
  const solved = nnlsFromGram(gram, right, norm, options);
  let chi2 = 0;
  for (let i = 0; i < n; i++) {
    let residual = -b[i]!;
    for (let c = 0; c < k; c++) residual += a[i * k + c]! * solved.x[c]!;
    chi2 += residual * residual;
  }
  return { ...solved, chi2 };
};

/**
 * The same from AᵀA (full symmetric, row-major k × k), Aᵀb and |b|², for callers that change b only.
 * Its `chi2` = |b|² − … loses digits where the fit is close.
 */
export const nnlsFromGram = (gram: Float64Array, right: Float64Array, normSquared: number, options: NnlsOptions = {}): NnlsResult => {
  const k = right.length;
  const { maxIterations = 3 * k, tolerance = 1e-10, warmStart } = options;
  const x = new Float64Array(k);
  const positive = new Uint8Array(k);
  const active = new Int32Array(k);
  const system = new Float64Array(k * k);
  const trial = new Float64Array(k);
  const scale = Math.sqrt(normSquared);
  let size = 0;
  let iterations = 0;
  let converged = true;
  // Where the columns in the set depend on each other the newcomer has to leave again, and stay out.
  const banned = new Uint8Array(k);

  /** Unconstrained solution over the set into `trial`; false if it is singular. */
  const solveSet = (): boolean => {
    for (let i = 0; i < size; i++) {
      const row = active[i]! * k;
      for (let j = 0; j <= i; j++) system[i * k + j] = gram[row + active[j]!]!;
      trial[i] = right[active[i]!]!;
    }
    if (!choleskyFactor(system, size, k)) return false;
    choleskySolve(system, size, k, trial);
    return true;
  };
  /** Walk from x towards the unconstrained solution, dropping what reaches 0, until all of it is positive. */
  const settle = (): boolean => {
    for (;;) {
      iterations++;
      if (!solveSet()) return false;
      let fraction = 1;
      for (let i = 0; i < size; i++) {
        if (trial[i]! > 0) continue;
        const here = x[active[i]!]!;
        fraction = Math.min(fraction, here / (here - trial[i]!));
      }
      let kept = 0;
      for (let i = 0; i < size; i++) {
        const c = active[i]!;
        const next = fraction === 1 ? trial[i]! : x[c]! + fraction * (trial[i]! - x[c]!);
        const leaves = trial[i]! <= 0 && next <= 1e-14 * Math.abs(trial[i]!) + 1e-300;
        x[c] = leaves ? 0 : next;
        if (leaves) positive[c] = 0;
        else active[kept++] = c;
      }
      if (kept === size) return true;
      size = kept;
      if (size === 0 || iterations > maxIterations) return true;
    }
  };

  if (warmStart !== undefined) {
    for (let c = 0; c < k; c++) {
      if (!(warmStart[c]! > 0)) continue;
      x[c] = warmStart[c]!;
      positive[c] = 1;
      active[size++] = c;
    }
    if (size > 0 && !settle()) {
      x.fill(0);
      positive.fill(0);
      size = 0;
    }
  }
  for (;;) {
    let best = -1;
    let steepest = tolerance * scale;
    for (let c = 0; c < k; c++) {
      if (positive[c] === 1 || banned[c] === 1) continue;
      const diagonal = gram[c * k + c]!;
      if (!(diagonal > 0)) continue;
      let gradient = right[c]!;
      for (let i = 0; i < size; i++) gradient -= gram[c * k + active[i]!]! * x[active[i]!]!;
      gradient /= Math.sqrt(diagonal);
      if (gradient > steepest) {
        steepest = gradient;
        best = c;
      }
    }
    if (best < 0) break;
    if (iterations >= maxIterations) {
      converged = false;
      break;
    }
    positive[best] = 1;
    active[size++] = best;
    if (settle()) {
      if (positive[best] === 0) banned[best] = 1;
      else banned.fill(0);
    } else {
      positive[best] = 0;
      size--;
      banned[best] = 1;
    }
  }
  let chi2 = normSquared;
  for (let i = 0; i < size; i++) chi2 -= x[active[i]!]! * right[active[i]!]!;
  return { x, chi2: Math.max(chi2, 0), iterations, converged };
};
