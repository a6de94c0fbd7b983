import { orthonormalColumns } from './orthonormal-columns.ts';

/** What one frequency, its real and imaginary part together, does to a fit. */
export interface Influence {
  /** Trace of its 2 × 2 block of the hat matrix, 0 to 2; all of them sum to the number of parameters. */
  readonly leverage: number;
  /** Length of its residual in standard deviations, by the noise of the others: t²/2 is F(2, dof − 2) distributed. */
  readonly residual: number;
  /** Cook's distance with the noise of the others: the squared step of the parameters without it, in their covariance, per parameter. */
  readonly cook: number;
  /** Chance of a residual as long in noise. */
  readonly chance: number;
}

/**
 * Leverage and influence of every frequency on a weighted least-squares fit, to first order exact for leaving it out: with the block B of H = J(JᵀJ)⁻¹Jᵀ,
 * t² = rᵀ(1 − B)⁻¹r/s², D = rᵀ(1 − B)⁻¹B(1 − B)⁻¹r/(p s²), s² from the residuals without it.
 * Undefined below two degrees of freedom beside the point. A point that alone determines a parameter has an infinite distance and no residual.
 * @param jacobian – of the weighted residuals, 2n × m column after column, rows [re…, im…]; is overwritten
 * @param residuals – weighted, [re…, im…] (2n)
 * @param free – columns of parameters that were varied and determined
 * @see Cook, doi:10.1080/00401706.1977.10489493; Belsley, Kuh, Welsch, doi:10.1002/0471725153
 */
export function influenceOf(jacobian: Float64Array, residuals: Float64Array, free: readonly number[]): readonly Influence[] | undefined {
  return influenceIn(orthonormalColumns(jacobian, residuals.length, free), residuals);
}

/** The same from an orthonormal basis of the Jacobian's columns. */
export function influenceIn(basis: readonly Float64Array[], residuals: Float64Array): readonly Influence[] | undefined {
  const rows = residuals.length;
  const n = rows / 2;
  const p = basis.length;
  const dof = rows - p - 2;
  if (p === 0 || dof < 2) return undefined;
  let chi2 = 0;
  for (let i = 0; i < rows; i++) chi2 += residuals[i]! * residuals[i]!;
  return Array.from({ length: n }, (_, i): Influence => {
    let [aa, ab, bb] = [0, 0, 0];
    for (let j = 0; j < p; j++) {
      const q = basis[j]!;
      aa += q[i]! * q[i]!;
      ab += q[i]! * q[n + i]!;
      bb += q[n + i]! * q[n + i]!;
    }
    const leverage = aa + bb;
    const determinant = (1 - aa) * (1 - bb) - ab * ab;
    if (!(determinant > 1e-12)) return { leverage, residual: 0, cook: Infinity, chance: 1 };
    const [r, s] = [residuals[i]!, residuals[n + i]!];
    // Residuals of a fit without the point.
    const [x, y] = [((1 - bb) * r + ab * s) / determinant, (ab * r + (1 - aa) * s) / determinant];
    const square = r * x + s * y;
    const variance = Math.max(chi2 - square, 0) / dof;
    if (!(variance > 0)) return { leverage, residual: 0, cook: 0, chance: 1 };
    return {
      leverage,
      residual: Math.sqrt(square / variance),
      cook: (aa * x * x + 2 * ab * x * y + bb * y * y) / (p * variance),
      chance: (1 + square / variance / dof) ** (-dof / 2),
    };
  });
}

/**
 * Residuals of all points as they would be in a fit without some of them, to first order: r + H_P (1 − H_PP)⁻¹ r_P, one point taken out after the other.
 * @param points – at most a handful
 */
export function residualsWithout(basis: readonly Float64Array[], residuals: Float64Array, points: readonly number[]): Float64Array {
  const rows = residuals.length;
  const n = rows / 2;
  const left = residuals.slice();
  // Directions of the hat matrix that are gone with the points taken out so far.
  const q = basis.map((column) => column.slice());
  for (const point of points)
    for (const row of [point, n + point]) {
      const h = q.reduce((sum, column) => sum + column[row]! * column[row]!, 0);
      if (!(1 - h > 1e-9)) continue;
      const length = Math.sqrt(h);
      if (!(length > 0)) continue;
      // The basis turned so that one direction alone sees the row; without the row that direction is longer by 1/√(1 − h).
      const seen = new Float64Array(rows);
      for (const column of q) for (let i = 0; i < rows; i++) seen[i]! += (column[row]! / length) * column[i]!;
      const step = left[row]! / (1 - h);
      for (let i = 0; i < rows; i++) left[i]! += length * seen[i]! * step;
      const stretch = 1 / Math.sqrt(1 - h) - 1;
      for (const column of q) {
        const part = column[row]! / length;
        for (let i = 0; i < rows; i++) column[i]! += part * stretch * seen[i]!;
      }
    }
  return left;
}
