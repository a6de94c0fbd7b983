/** One-sided 95 % limits of a ratio of two uncertain numbers; undefined where the data set none on that side. */
export interface RatioLimits {
  readonly upper: number | undefined;
  readonly lower: number | undefined;
}

const NORMAL = 1.6448536269514722;

/**
 * Limits of H = p/q by Fieller's theorem: the roots of (p − H q)² = z²(v_pp − 2H v_pq + H² v_qq). The larger root is the upper limit where
 * q > z u_q (z = 1.645, or Student's quantile); the lower limit, where p > z u_p, is the smaller one (the positive one where q < z u_q).
 * @see Fieller, doi:10.1111/j.2517-6161.1954.tb00159.x
 */
export function ratioLimits(p: number, q: number, vpp: number, vpq: number, vqq: number, z: number = NORMAL): RatioLimits {
  const none = { upper: undefined, lower: undefined };
  if (![p, q, vpp, vpq, vqq].every(Number.isFinite) || q === 0) return none;
  // Divided by q²: a is some 1e12 s/m2, and its fourth powers would cost digits.
  const A = 1 - (z * z * vqq) / (q * q);
  const B = (p * q - z * z * vpq) / (q * q);
  const C = (p * p - z * z * vpp) / (q * q);
  const root = B * B - A * C;
  if (!(root >= 0) || A === 0) return none;
  const s = Math.sqrt(root);
  const roots = [(B - s) / A, (B + s) / A].sort((x, y) => x - y) as [number, number];
  const sharp = q > z * Math.sqrt(vqq);
  const upper = sharp && roots[1] > 0 ? roots[1] : undefined;
  const least = sharp ? roots[0] : roots.find((value) => value > 0);
  const lower = p > z * Math.sqrt(vpp) && least !== undefined && least > 0 ? least : undefined;
  return { upper, lower };
}
