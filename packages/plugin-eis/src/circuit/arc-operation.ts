const HALF = Math.PI / 2;
/** Keeps the division by Q finite where somebody fixes it at 0. */
const TINY = 1e-30;

/**
 * p(R,CPE) in one go: Z = R φ, φ = 1/(1 + R Q (jω)^n), into re, im from `z` on; φ in pairs into `share`.
 * @param r, q – indices of R and Q; n stands behind Q
 */
export function forwardArc(
  p: ArrayLike<number>,
  r: number,
  q: number,
  n: number,
  z: number,
  re: Float64Array,
  im: Float64Array,
  share: Float64Array,
  lnOmega: Float64Array,
): void {
  const R = p[r]!;
  const exponent = p[q + 1]!;
  const cos = R * p[q]! * Math.cos(exponent * HALF);
  const sin = R * p[q]! * Math.sin(exponent * HALF);
  for (let i = 0; i < n; i++) {
    const size = Math.exp(exponent * lnOmega[i]!);
    const x = 1 + size * cos;
    const y = size * sin;
    const scale = 1 / (x * x + y * y);
    const u = x * scale;
    const v = -y * scale;
    share[2 * (z + i)] = u;
    share[2 * (z + i) + 1] = v;
    re[z + i] = R * u;
    im[z + i] = R * v;
  }
}

/** ∂Z/∂R = φ², ∂Z/∂Q = −Z (1 − φ)/Q, ∂Z/∂n = −Z (1 − φ)(ln ω + jπ/2); `row` and `column` as in `derive`. */
export function deriveArc(
  p: ArrayLike<number>,
  r: number,
  q: number,
  n: number,
  row: number,
  column: number,
  z: number,
  re: Float64Array,
  im: Float64Array,
  share: Float64Array,
  lnOmega: Float64Array,
  out: Float64Array,
): void {
  const imaginary = n * row;
  const inverse = 1 / Math.max(p[q]!, TINY);
  const first = r * column;
  const second = q * column;
  const third = second + column;
  for (let i = 0, at = 0; i < n; i++, at += row) {
    const u = share[2 * (z + i)]!;
    const v = share[2 * (z + i) + 1]!;
    out[first + at] = u * u - v * v;
    out[imaginary + first + at] = 2 * u * v;
    const a = re[z + i]!;
    const b = im[z + i]!;
    const dr = b * -v - a * (1 - u);
    const di = a * v - b * (1 - u);
    out[second + at] = dr * inverse;
    out[imaginary + second + at] = di * inverse;
    const l = lnOmega[i]!;
    out[third + at] = dr * l - di * HALF;
    out[imaginary + third + at] = di * l + dr * HALF;
  }
}
