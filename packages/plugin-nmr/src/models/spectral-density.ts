/** Forms of the spectral density of the motion that relaxes. */
export const DENSITIES = ['bpp', 'bpp-asymmetric', 'cole-davidson', 'richards-2d'] as const;
export type Density = (typeof DENSITIES)[number];

/**
 * J(ω) of a motion with correlation time τ [s], into `out[0]`; `out[1]` = d ln J/d ln τ, `out[2]` = d ln J/dβ.
 *
 *     bpp, bpp-asymmetric   τ/(1 + (ωτ)^(1+β)), β = 1 for bpp
 *     cole-davidson         sin(β atan ωτ)/(1 + (ωτ)²)^(β/2)/ω     (half of the usual 2/ω form); τ_c = βτ
 *     richards-2d           τ ln(1 + 1/(ωτ)²)
 *
 * ω = 0 gives τ (βτ for Cole-Davidson); infinite for richards-2d.
 * Source: Bloembergen, Purcell & Pound, doi 10.1103/PhysRev.73.679; Davidson & Cole, doi 10.1063/1.1748105; P. M. Richards,
 * Solid State Commun. 25 (1978) 1019
 */
export function spectralDensity(form: Density, omega: number, tau: number, beta: number, out: Float64Array): void {
  const x = omega * tau;
  if (form === 'richards-2d') {
    const log = Math.log1p(1 / (x * x));
    out[0] = tau * log;
    out[1] = 1 - 2 / ((1 + x * x) * log);
    out[2] = 0;
    // At large x the logarithm loses its digits to rounding: J → 1/(ω² τ).
    if (x > 1e7) {
      out[0] = 1 / (omega * x);
      out[1] = -1;
    }
    return;
  }
  if (form === 'cole-davidson') {
    const angle = Math.atan(x);
    const cotangent = x === 0 ? 0 : 1 / Math.tan(beta * angle);
    const share = 1 / (1 + x * x);
    out[0] = x === 0 ? beta * tau : (Math.sin(beta * angle) * share ** (beta / 2)) / omega;
    out[1] = x === 0 ? 1 : beta * x * share * cotangent - beta * x * x * share;
    out[2] = x === 0 ? 1 / beta : angle * cotangent + Math.log(share) / 2;
    return;
  }
  const power = form === 'bpp' ? 2 : 1 + beta;
  const q = x ** power;
  out[0] = tau / (1 + q);
  out[1] = 1 - (power * q) / (1 + q);
  out[2] = x === 0 || form === 'bpp' ? 0 : (-q * Math.log(x)) / (1 + q);
}
