/**
 * Covariance of the points of a mean-squared displacement that was averaged over all overlapping windows of one trajectory.
 * For Brownian motion and lags short against the trajectory, cov(t_i, t_j) = k (t_i² t_j − t_i³/3) for t_i ≤ t_j: two windows share what the
 * ions did where they overlap, and the integral of the squared overlap over all offsets is t_i² t_j − t_i³/3.
 * Taken as independent, the points would give an uncertainty of D that is far too small.
 * @param time – lags, length n, [s]
 * @param strength – k, [m4/s3]: 2 slope²/(d · ions · duration), or from a stated uncertainty, u² = (2/3) k t³
 * @returns row-major n × n, [m4]
 */
export function displacementCovariance(time: Float64Array, strength: number): Float64Array {
  const n = time.length;
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const short = time[i] as number;
    for (let j = i; j < n; j++) {
      const value = strength * short * short * ((time[j] as number) - short / 3);
      covariance[i * n + j] = value;
      covariance[j * n + i] = value;
    }
  }
  return covariance;
}
