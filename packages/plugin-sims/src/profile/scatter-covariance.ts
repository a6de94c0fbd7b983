/**
 * Covariance from the scatter of rows of equal weight whose variances differ, and whose errors may be shared by neighbours:
 * A^-1 B A^-1 n/(n - p) with A = sum g g^T and B = sum r_i^2 g_i g_i^T + sum r_i r_(i+1) (g_i g_(i+1)^T + g_(i+1) g_i^T). Where the second sum makes a
 * variance negative, it is left out.
 * White, Econometrica 48 (1980) 817; Newey and West, Econometrica 55 (1987) 703.
 * @param inverse – A^-1, row-major; @param slopes – g_i, rows × parameters; @param residual – r_i, in the order of the profile
 */
export function scatterCovariance(inverse: Float64Array, slopes: Float64Array, residual: Float64Array): Float64Array {
  const rows = residual.length;
  const n = Math.sqrt(inverse.length);
  // influence of each row on the parameters, A^-1 g_i r_i: the sums are then over products of these
  const influence = new Float64Array(rows * n);
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < n; a++) {
      let sum = 0;
      for (let b = 0; b < n; b++) sum += inverse[a * n + b]! * slopes[i * n + b]!;
      influence[i * n + a] = sum * residual[i]!;
    }
  }
  const factor = rows > n ? rows / (rows - n) : NaN;
  const [own, both] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      let [same, next] = [0, 0];
      for (let i = 0; i < rows; i++) {
        const [x, y] = [influence[i * n + a]!, influence[i * n + b]!];
        same += x * y;
        if (i + 1 < rows) next += x * influence[(i + 1) * n + b]! + influence[(i + 1) * n + a]! * y;
      }
      own[a * n + b] = same * factor;
      both[a * n + b] = (same + next) * factor;
    }
  }
  for (let a = 0; a < n; a++) if (!(both[a * n + a]! >= own[a * n + a]!)) return own;
  return both;
}
