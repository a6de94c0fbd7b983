import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Nodes in ascending order and weights, length n each. Shared between callers: not to be written to. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const legendreCache = new Map<number, Quadrature>();
const hermiteCache = new Map<number, Quadrature>();

/** Gauss–Legendre quadrature: ∫₋₁¹ f(x) dx ≈ Σ w f(x), exact for polynomials up to degree 2n − 1. n whole, 1 … 1000. */
export const gaussLegendre = (n: number): Quadrature =>
  cached(legendreCache, n, () => fromRecurrence(n, 2, (i) => i / Math.sqrt(4 * i * i - 1), legendreGuess(n)));

/** Gauss–Hermite quadrature with the physicists' weight: ∫ exp(−x²) f(x) dx ≈ Σ w f(x). n whole, 1 … 300. */
export const gaussHermite = (n: number): Quadrature =>
  cached(hermiteCache, n, () => fromRecurrence(n, Math.sqrt(Math.PI), (i) => Math.sqrt(i / 2)));

const cached = (cache: Map<number, Quadrature>, n: number, make: () => Quadrature): Quadrature => {
  if (!Number.isInteger(n) || n < 1 || n > 1000) throw new RangeError(`quadrature with ${n} nodes: need a whole number from 1 to 1000`);
  let rule = cache.get(n);
  if (rule === undefined) {
    rule = make();
    cache.set(n, rule);
  }
  return rule;
};

/** Zeros of the Legendre polynomial to 1e-5 or better, ascending: Newton reaches full accuracy from there without any eigenvalue. Tricomi 1950. */
const legendreGuess = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => -(1 - (n - 1) / (8 * n ** 3)) * Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)));

const eigenvalues = (n: number, betas: Float64Array): Float64Array => {
  const jacobi = Matrix.zeros(n, n);
  for (let i = 1; i < n; i++) {
    jacobi.set(i, i - 1, betas[i]!);
    jacobi.set(i - 1, i, betas[i]!);
  }
  return Float64Array.from(new EigenvalueDecomposition(jacobi, { assumeSymmetric: true }).realEigenvalues).sort();
};

/**
 * Golub and Welsch, doi:10.1090/S0025-5718-69-99647-1: nodes are eigenvalues of the Jacobi matrix (or start from a guess) of the orthonormal recurrence
 * x p_i = β_{i+1} p_{i+1} + β_i p_{i−1}; here refined by Newton, weights 1/Σ p_i(x)², which keeps full accuracy in the smallest ones.
 */
const fromRecurrence = (n: number, total: number, beta: (i: number) => number, guess?: Float64Array): Quadrature => {
  const betas = Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : beta(i)));
  const nodes = guess ?? eigenvalues(n, betas);
  const corrections = guess ? 5 : 2;
  const weights = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let x = nodes[j]!;
    let norm = 0;
    for (let round = 0; round <= corrections; round++) {
      let previous = 0;
      let value = 1 / Math.sqrt(total);
      let previousSlope = 0;
      let slope = 0;
      norm = value * value;
      for (let i = 0; i < n; i++) {
        const next = (x * value - betas[i]! * previous) / betas[i + 1]!;
        const nextSlope = (value + x * slope - betas[i]! * previousSlope) / betas[i + 1]!;
        previous = value;
        value = next;
        previousSlope = slope;
        slope = nextSlope;
        if (i < n - 1) norm += value * value;
      }
      if (round < corrections) x -= value / slope;
    }
    nodes[j] = x;
    weights[j] = 1 / norm;
  }
  // Both rules are symmetric: make them so to the last bit.
  for (let j = 0; j < n; j++) {
    const mirror = n - 1 - j;
    if (j > mirror) break;
    const node = j === mirror ? 0 : (nodes[mirror]! - nodes[j]!) / 2;
    nodes[j] = -node;
    nodes[mirror] = node;
    weights[j] = weights[mirror] = (weights[j]! + weights[mirror]!) / 2;
  }
  return { nodes, weights };
};
