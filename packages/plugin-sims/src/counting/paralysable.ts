/**
 * Counts before a paralysable dead time, in which each ion, counted or not, keeps the counter dead: m = n exp(-n tau/T), the lower branch.
 * rho = n tau/T solves rho exp(-rho) = m tau/T, by Halley's method. Var m = m (1 - 2 rho exp(-rho)), hence
 * var n = m (1 - 2 rho exp(-rho))/[exp(-rho) (1 - rho)]^2.
 * @param ratio – tau/T; @param out – [n, var n]; both NaN where m is at or beyond the most such a counter gives, T/(e tau)
 * @see Knoll, Radiation Detection and Measurement, ch. 4 (m); Müller, Nucl. Instrum. Methods 112 (1973) 47, doi:10.1016/0029-554X(73)90773-8 (var m)
 */
export function paralysable(m: number, ratio: number, out: Float64Array): void {
  const a = m * ratio;
  if (!(a < 1 / Math.E)) {
    out[0] = NaN;
    out[1] = NaN;
    return;
  }
  // near the maximum rho = 1 - p + p^2/3, p = sqrt(2 (1 - e a)); far from it a (1 + a)
  const p = Math.sqrt(2 * (1 - Math.E * a));
  let rho = a < 0.1 ? a * (1 + a) : 1 - p + (p * p) / 3;
  for (let i = 0; i < 8; i++) {
    const decay = Math.exp(-rho);
    const [f, slope, bend] = [rho * decay - a, (1 - rho) * decay, (rho - 2) * decay];
    const step = (2 * f * slope) / (2 * slope * slope - f * bend);
    rho = Math.min(1, Math.max(0, rho - step));
    if (Math.abs(step) <= 1e-16 + 1e-15 * rho) break;
  }
  const decay = Math.exp(-rho);
  const slope = decay * (1 - rho);
  // n = m exp(rho), not rho/ratio: exact where m is zero or the ratio is tiny
  out[0] = m / decay;
  out[1] = (m * (1 - 2 * rho * decay)) / (slope * slope);
}
