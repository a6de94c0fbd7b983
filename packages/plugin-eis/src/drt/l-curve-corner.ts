export interface LCurvePoint {
  /** ‖r‖². */
  readonly chi2: number;
  /** The penalty without λ, ‖L(x − prior)‖². */
  readonly roughness: number;
}

/** Points either side of one that give its derivatives. */
const REACH = 2;
/** Least curvature of a corner: below this the curve is a slope, or as round as any. */
const SHARP = 0.05;

/**
 * The corner of an L-curve, η = log ‖L x‖ over ρ = log ‖r‖ at values of λ in equal steps of log λ from the greatest down: the index of the greatest curvature
 * κ = (ρ′η″ − ρ″η′)/(ρ′² + η′²)^(3/2), derivatives from parabolas through five points, since active sets make the curve jump. Undefined for fewer than five points and for none
 * of plain curvature; points at which either norm is 0 are left out with what lies beyond.
 * @see Hansen, O'Leary, doi:10.1137/0914086
 */
export function lCurveCorner(points: readonly LCurvePoint[]): number | undefined {
  const zero = points.findIndex(({ chi2, roughness }) => !(chi2 > 0 && roughness > 0));
  const end = zero < 0 ? points.length : zero;
  const rho = points.slice(0, end).map(({ chi2 }) => Math.log(chi2) / 2);
  const eta = points.slice(0, end).map(({ roughness }) => Math.log(roughness) / 2);
  let corner: number | undefined;
  let most = SHARP;
  for (let i = REACH; i < end - REACH; i++) {
    const [r1, r2] = derivatives(rho, i);
    const [e1, e2] = derivatives(eta, i);
    // λ falls along the points: the sign of the first derivatives turns.
    const curvature = (r2 * e1 - r1 * e2) / (r1 * r1 + e1 * e1) ** 1.5;
    if (curvature > most) {
      most = curvature;
      corner = i;
    }
  }
  return corner;
}

/** First and second derivative per step at i, of the least-squares parabola through five points. */
function derivatives(values: readonly number[], i: number): readonly [number, number] {
  const at = (k: number): number => values[i + k]!;
  return [(2 * at(2) + at(1) - at(-1) - 2 * at(-2)) / 10, (2 * at(2) - at(1) - 2 * at(0) - at(-1) + 2 * at(-2)) / 7];
}
