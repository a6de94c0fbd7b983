/** A fast slab standing on a held surface in a half space: everything in units of L = sqrt(Dt) and t. */
export interface FastSlab {
  readonly beta: number;
  /** Width of the slab over 2 L. */
  readonly alpha: number;
  /** Cells across and down, and time steps. */
  readonly across: number;
  readonly down: number;
  readonly steps: number;
  /** Depth of the grid. */
  readonly depth: number;
}

/**
 * What the slab adds to the integral over a section, both sides and its inside, at the cells' depths: implicit finite volumes in two dimensions, a
 * reference that shares nothing with the package. The first column is half the slab with its own coefficient, the others grow away from it, as do rows
 * away from the surface; Crank-Nicolson after four half steps of backward Euler, banded Cholesky.
 */
export function solveFastSlab({ beta, alpha, across: nx, down: ny, steps, depth }: FastSlab): { y: Float64Array; excess: Float64Array } {
  const half = alpha;
  // beta = (Delta - 1) alpha
  const fast = 1 + beta / alpha;
  const hx = growing(nx - 1, 9);
  const x = Float64Array.from([half, ...hx]);
  const hy = growing(ny, depth);
  const n = nx * ny;
  const D = (i: number): number => (i === 0 ? fast : 1);
  const volume = new Float64Array(n);
  const [east, south, held] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const at = j * nx + i;
      volume[at] = x[i]! * hy[j]!;
      if (i + 1 < nx) east[at] = hy[j]! / (x[i]! / (2 * D(i)) + x[i + 1]! / 2);
      if (j + 1 < ny) south[at] = (x[i]! * D(i)) / (0.5 * (hy[j]! + hy[j + 1]!));
      if (j === 0) held[at] = (2 * x[i]! * D(i)) / hy[0]!;
    }
  }
  const dt = 1 / steps;
  const tau = dt / 2;
  const solve = factor(n, nx, (at) => [volume[at]!, tau * east[at]!, tau * south[at]!, tau * held[at]!]);
  const c = new Float64Array(n);
  const middle = new Float64Array(n);
  for (let step = -4; step < steps - 2; step++) {
    for (let k = 0; k < n; k++) middle[k] = volume[k]! * c[k]! + tau * held[k]!;
    solve(middle);
    for (let k = 0; k < n; k++) c[k] = step < 0 ? middle[k]! : 2 * middle[k]! - c[k]!;
  }
  const excess = new Float64Array(ny);
  const y = new Float64Array(ny);
  for (let j = 0, top = 0; j < ny; j++) {
    y[j] = top + hy[j]! / 2;
    top += hy[j]!;
    const far = c[j * nx + nx - 1]!;
    for (let i = 0; i < nx; i++) excess[j]! += 2 * x[i]! * (c[j * nx + i]! - far);
  }
  return { y, excess };
}

/** Sizes that grow smoothly from a small first one, adding up to `length`. */
function growing(n: number, length: number): Float64Array {
  const edge = (i: number): number => Math.sinh((5 * i) / n) / Math.sinh(5);
  return Float64Array.from({ length: n }, (_, i) => length * (edge(i + 1) - edge(i)));
}

/** Solves with the symmetric matrix of volumes and couplings to the right and below: banded Cholesky of half width `band`. */
function factor(n: number, band: number, of: (at: number) => [number, number, number, number]): (c: Float64Array) => void {
  const w = band + 1;
  const l = new Float64Array(n * w);
  for (let k = 0; k < n; k++) {
    const [v, e, s, h] = of(k);
    l[k * w] = l[k * w]! + v + e + s + h;
    if (k + 1 < n) {
      l[k * w + 1] = -e;
      l[(k + 1) * w] = l[(k + 1) * w]! + e;
    }
    if (k + band < n) {
      l[k * w + band] = -s;
      l[(k + band) * w] = l[(k + band) * w]! + s;
    }
  }
  // l[k w + d] is the element (k + d, k)
  for (let k = 0; k < n; k++) {
    const pivot = Math.sqrt(l[k * w]!);
    for (let d = 0; d < w; d++) l[k * w + d]! /= pivot;
    for (let d = 1; d < w && k + d < n; d++) {
      const f = l[k * w + d]!;
      if (f === 0) continue;
      for (let m = d; m < w && k + m < n; m++) l[(k + d) * w + m - d]! -= f * l[k * w + m]!;
    }
  }
  return (c) => {
    for (let k = 0; k < n; k++) {
      c[k]! /= l[k * w]!;
      for (let d = 1; d < w && k + d < n; d++) c[k + d]! -= l[k * w + d]! * c[k]!;
    }
    for (let k = n - 1; k >= 0; k--) {
      let sum = c[k]!;
      for (let d = 1; d < w && k + d < n; d++) sum -= l[k * w + d]! * c[k + d]!;
      c[k] = sum / l[k * w]!;
    }
  };
}
