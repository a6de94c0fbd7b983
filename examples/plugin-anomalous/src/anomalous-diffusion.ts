import { defineImpedanceElement, type ImpedanceElement } from '@ionwalk/core';

/** Below this |u| the series has all digits, and the quotient loses them. */
const SERIES_BELOW = 1e-3;
const HALF = Math.PI / 2;

/** Z/R and d(Z/R)/d ln u of the last point: no allocation per point. */
let [zr, zi, dr, di] = [0, 0, 0, 0];

/**
 * tanh(u)/u at u = (jωτ)ⁿ, and its derivative 1 − tanh²u − tanh(u)/u by ln u, from t = exp(−2u), which never overflows;
 * 1 − u²/3 + 2u⁴/15 below |u| = 1e-3. @param l – ln(ωτ)
 */
function slab(l: number, n: number): void {
  const size = Math.exp(n * l);
  const [x, y] = [size * Math.cos(n * HALF), size * Math.sin(n * HALF)];
  const [sr, si] = [x * x - y * y, 2 * x * y];
  if (size < SERIES_BELOW) {
    const [qr, qi] = [sr * sr - si * si, 2 * sr * si];
    [zr, zi] = [1 - sr / 3 + (2 * qr) / 15, -si / 3 + (2 * qi) / 15];
    [dr, di] = [(-2 * sr) / 3 + (8 * qr) / 15, (-2 * si) / 3 + (8 * qi) / 15];
    return;
  }
  const t = Math.exp(-2 * x);
  const [tr, ti] = [t * Math.cos(2 * y), -t * Math.sin(2 * y)];
  const scale = 1 / ((1 + tr) * (1 + tr) + ti * ti);
  const [hr, hi] = [((1 - tr) * (1 + tr) - ti * ti) * scale, -2 * ti * scale];
  const square = x * x + y * y;
  [zr, zi] = [(hr * x + hi * y) / square, (hi * x - hr * y) / square];
  [dr, di] = [1 - (hr * hr - hi * hi) - zr, -2 * hr * hi - zi];
}

/**
 * Diffusion into a reservoir whose mean-squared displacement grows with t^(2n) instead of t: Z = R tanh(u)/u, u = (jωτ)ⁿ; n = 1/2 is Ws.
 * Source: Bisquert, Compte, J. Electroanal. Chem. 499 (2001) 112, doi:10.1016/S0022-0728(00)00497-6, first model.
 */
export const anomalousDiffusion: ImpedanceElement = defineImpedanceElement({
  symbol: 'AWs',
  title: 'Anomalous diffusion into a reservoir',
  doc: 'A layer in which the mean-squared displacement grows with another power of time than one; n = 1/2 is ordinary diffusion, Ws.',
  cite: ['10.1016/S0022-0728(00)00497-6'],
  equation: '\\frac{R \\tanh (\\mathrm{j}\\omega\\tau)^{n}}{(\\mathrm{j}\\omega\\tau)^{n}}',
  parameters: {
    R: { title: 'Resistance', unit: 'Ohm', min: 1e-6, max: 1e12, scale: 'log', start: { impedance: 1, frequency: 0 } },
    tau: { title: 'Time constant', unit: 's', min: 1e-12, max: 1e9, scale: 'log', start: { impedance: 0, frequency: -1 } },
    n: { title: 'Exponent', unit: '1', min: 0.05, max: 0.95, scale: 'linear', start: { low: 0.3, high: 0.5 } },
  },
  impedance(p, omega, out) {
    const [R, tau, n] = p as unknown as [number, number, number];
    const count = omega.length;
    for (let i = 0; i < count; i++) {
      slab(Math.log((omega[i] as number) * tau), n);
      out[i] = R * zr;
      out[count + i] = R * zi;
    }
  },
  jacobian(p, omega, out) {
    const [R, tau, n] = p as unknown as [number, number, number];
    const count = omega.length;
    for (let i = 0; i < count; i++) {
      const l = Math.log((omega[i] as number) * tau);
      slab(l, n);
      // ∂u/∂ln τ = n u, ∂u/∂n = (ln ωτ + jπ/2) u
      const [re, im] = [3 * i, 3 * (count + i)];
      out[re] = zr;
      out[im] = zi;
      out[re + 1] = (R * n * dr) / tau;
      out[im + 1] = (R * n * di) / tau;
      out[re + 2] = R * (dr * l - di * HALF);
      out[im + 2] = R * (di * l + dr * HALF);
    }
  },
});
