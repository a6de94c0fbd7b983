/** Keeps divisions finite where somebody fixes a parameter at 0. */
const TINY = 1e-30;
/** Below this |u| the exponentials lose digits and the series is exact. */
const SERIES_BELOW = 1e-3;
const QUARTER = Math.PI / 4;
const HALF = Math.PI / 2;

/** Codes of the elements of this file among the operations of a circuit. */
export const DISTRIBUTED: { readonly [name in 'Wo' | 'Ws' | 'G' | 'HN' | 'ZARC' | 'TLM']: number } = {
  Wo: 7,
  Ws: 8,
  G: 9,
  HN: 10,
  ZARC: 11,
  TLM: 12,
};

/** Real and imaginary part of the last result: no allocation per point. */
let [a, b] = [0, 0];

/** coth u for Re u > 0: (1 + t)/(1 − t) with t = exp(−2u), which never overflows; 1/u + u/3 − u³/45 for small u. */
function coth(x: number, y: number): void {
  const square = x * x + y * y;
  if (square < SERIES_BELOW * SERIES_BELOW) {
    const inverse = 1 / Math.max(square, TINY);
    // u³ = u² · u
    const [r, i] = [x * x - y * y, 2 * x * y];
    a = x * inverse + x / 3 - (r * x - i * y) / 45;
    b = -y * inverse + y / 3 - (r * y + i * x) / 45;
    return;
  }
  const size = Math.exp(-2 * x);
  const [r, i] = [size * Math.cos(2 * y), -size * Math.sin(2 * y)];
  const scale = 1 / ((1 - r) * (1 - r) + i * i);
  a = ((1 + r) * (1 - r) - i * i) * scale;
  b = 2 * i * scale;
}

/**
 * Impedance of a distributed element into re, im from `z` on, u = √(jωτ):
 * Wo R coth(u)/u · Ws R tanh(u)/u · G R/√(1+jωτ) · HN R/(1+(jωτ)^α)^β · ZARC R/(1+(jωτ)^n) · TLM R coth(v)/v, v = √(R Q (jω)^n).
 */
export function forwardDistributed(
  code: number,
  p: ArrayLike<number>,
  at: number,
  n: number,
  z: number,
  re: Float64Array,
  im: Float64Array,
  lnOmega: Float64Array,
): void {
  const R = p[at]!;
  const second = Math.log(Math.max(p[at + 1]!, TINY));
  for (let i = 0; i < n; i++) {
    const l = lnOmega[i]! + second;
    if (code === DISTRIBUTED.Wo || code === DISTRIBUTED.Ws || code === DISTRIBUTED.TLM) {
      const angle = code === DISTRIBUTED.TLM ? p[at + 2]! * QUARTER : QUARTER;
      const size = Math.exp(0.5 * (code === DISTRIBUTED.TLM ? Math.log(Math.max(R, TINY)) + second + p[at + 2]! * lnOmega[i]! : l));
      const [x, y] = [size * Math.cos(angle), size * Math.sin(angle)];
      coth(x, y);
      if (code === DISTRIBUTED.Ws) {
        const scale = 1 / (a * a + b * b);
        [a, b] = [a * scale, -b * scale];
      }
      const scale = R / Math.max(size * size, TINY);
      re[z + i] = (a * x + b * y) * scale;
      im[z + i] = (b * x - a * y) * scale;
      continue;
    }
    // 1 + x, x = (jωτ)^α
    const alpha = code === DISTRIBUTED.G ? 1 : p[at + 2]!;
    const beta = code === DISTRIBUTED.G ? 0.5 : code === DISTRIBUTED.HN ? p[at + 3]! : 1;
    const size = Math.exp(alpha * l);
    const [x, y] = [1 + size * Math.cos(alpha * HALF), size * Math.sin(alpha * HALF)];
    const modulus = R * Math.exp(-0.5 * beta * Math.log(x * x + y * y));
    const phase = -beta * Math.atan2(y, x);
    re[z + i] = modulus * Math.cos(phase);
    im[z + i] = modulus * Math.sin(phase);
  }
}

/** ∂Z/∂(own parameters) of a distributed element into a 2N × m Jacobian, from the impedance at `z`; `row` and `column` as in `derive`. */
export function deriveDistributed(
  code: number,
  p: ArrayLike<number>,
  at: number,
  n: number,
  row: number,
  column: number,
  z: number,
  re: Float64Array,
  im: Float64Array,
  lnOmega: Float64Array,
  out: Float64Array,
): void {
  const imaginary = n * row;
  const R = Math.max(p[at]!, TINY);
  const tau = Math.max(p[at + 1]!, TINY);
  const lnTau = Math.log(tau);
  for (let i = 0, j = at * column; i < n; i++, j += row) {
    const zr = re[z + i]!;
    const zi = im[z + i]!;
    if (code === DISTRIBUTED.Wo || code === DISTRIBUTED.Ws || code === DISTRIBUTED.TLM) {
      const line = code === DISTRIBUTED.TLM;
      const angle = line ? p[at + 2]! * QUARTER : QUARTER;
      const size = Math.exp(0.5 * (line ? Math.log(R) + lnTau + p[at + 2]! * lnOmega[i]! : lnOmega[i]! + lnTau));
      // The hyperbolic function itself is Z u/R; its square less 1 is what its derivative brings.
      const [x, y] = [size * Math.cos(angle), size * Math.sin(angle)];
      const [hr, hi] = [(zr * x - zi * y) / R, (zr * y + zi * x) / R];
      const [sr, si] = [hr * hr - hi * hi - 1, 2 * hr * hi];
      // Ws: tanh² − 1 = −(1 − tanh²), so one formula serves all: −(Z + R (h² − 1))/2.
      const [dr, di] = [-0.5 * (zr + R * sr), -0.5 * (zi + R * si)];
      if (!line) {
        put(out, j, imaginary, zr / R, zi / R);
        put(out, j + column, imaginary, dr / tau, di / tau);
        continue;
      }
      put(out, j, imaginary, (zr + dr) / R, (zi + di) / R);
      put(out, j + column, imaginary, dr / tau, di / tau);
      const l = lnOmega[i]!;
      put(out, j + 2 * column, imaginary, dr * l - di * HALF, di * l + dr * HALF);
      continue;
    }
    const alpha = code === DISTRIBUTED.G ? 1 : p[at + 2]!;
    const beta = code === DISTRIBUTED.G ? 0.5 : code === DISTRIBUTED.HN ? p[at + 3]! : 1;
    const l = lnOmega[i]! + lnTau;
    const size = Math.exp(alpha * l);
    const [x, y] = [size * Math.cos(alpha * HALF), size * Math.sin(alpha * HALF)];
    const square = (1 + x) * (1 + x) + y * y;
    // x/(1 + x)
    const [qr, qi] = [(x * (1 + x) + y * y) / square, y / square];
    const [dr, di] = [-beta * (zr * qr - zi * qi), -beta * (zr * qi + zi * qr)];
    put(out, j, imaginary, zr / R, zi / R);
    put(out, j + column, imaginary, (alpha * dr) / tau, (alpha * di) / tau);
    if (code === DISTRIBUTED.G) continue;
    put(out, j + 2 * column, imaginary, dr * l - di * HALF, di * l + dr * HALF);
    if (code !== DISTRIBUTED.HN) continue;
    const [lr, li] = [0.5 * Math.log(square), Math.atan2(y, 1 + x)];
    put(out, j + 3 * column, imaginary, -(zr * lr - zi * li), -(zr * li + zi * lr));
  }
}

function put(out: Float64Array, at: number, imaginary: number, r: number, s: number): void {
  out[at] = r;
  out[imaginary + at] = s;
}
