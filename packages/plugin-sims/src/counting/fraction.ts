/**
 * Tracer fraction f = t/(t + m) and its standard uncertainty, var f = [(1 - f)^2 var t + f^2 var m]/(t + m)^2.
 * Both NaN where nothing was counted. Sum counts first and call this last: a mean of ratios is biased.
 * @param out – [fraction, sigma], reused by callers in loops
 */
export function fractionOf(t: number, m: number, varT: number, varM: number, out: Float64Array): void {
  const n = t + m;
  if (!(n > 0)) {
    out[0] = NaN;
    out[1] = NaN;
    return;
  }
  const f = t / n;
  out[0] = f;
  out[1] = Math.sqrt((1 - f) * (1 - f) * varT + f * f * varM) / n;
}

/**
 * The number of plain Poisson counts that would give this fraction with the same uncertainty: the total, less what the dead time costs.
 * N' = N/((1 - f) var t/t + f var m/m); equal to t + m without dead time; 0 where nothing was counted.
 */
export function effectiveCounts(t: number, m: number, varT: number, varM: number): number {
  const n = t + m;
  if (!(n > 0)) return 0;
  const f = t / n;
  const inflation = (1 - f) * (t > 0 ? varT / t : 1) + f * (m > 0 ? varM / m : 1);
  return n / inflation;
}
