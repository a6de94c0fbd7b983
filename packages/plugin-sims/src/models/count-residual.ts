/** Model fractions are kept this far from 0 and 1, where the likelihood of counts has its poles. */
const EDGE = 1e-9;

/**
 * Signed root of twice the binomial deviance of one row, and its slope with the model fraction.
 * r = sign(f - y) sqrt(2 N [y ln(y/f) + (1 - y) ln((1 - y)/(1 - f))]), so that the sum of r^2 is -2 ln L up to a constant: least squares is
 * then maximum likelihood on counts. dr/df = N (f - y)/(f (1 - f) r), or sqrt(N/(f (1 - f))) where r vanishes.
 * @param f – model fraction; @param y – observed fraction; @param total – counts N (0: no information)
 * @param out – [r, dr/df]
 */
export function countResidual(f: number, y: number, total: number, out: Float64Array): void {
  if (!(total > 0)) {
    out[0] = 0;
    out[1] = 0;
    return;
  }
  const g = insideFraction(f);
  const inside = g === f;
  const spread = g * (1 - g);
  const d = g - y;
  const relative = d / spread;
  if (Math.abs(relative) < 1e-5) {
    // close to the datum the two logarithms cancel: there r is Pearson's residual with the next term of its series
    const skew = 1 + (relative * (1 - 2 * g)) / 6;
    out[0] = d * Math.sqrt(total / spread) * skew;
    out[1] = inside ? Math.sqrt(total / spread) / skew : 0;
    return;
  }
  const deviance = (y > 0 ? y * Math.log1p(-d / g) : 0) + (y < 1 ? (1 - y) * Math.log1p(d / (1 - g)) : 0);
  const r = Math.sign(d) * Math.sqrt(Math.max(0, 2 * total * deviance));
  out[0] = r;
  out[1] = inside && r !== 0 ? (total * d) / (spread * r) : 0;
}

/** The fraction itself, moved inside of the open interval in which the likelihood is finite. */
export const insideFraction = (f: number): number => Math.min(1 - EDGE, Math.max(EDGE, f));
