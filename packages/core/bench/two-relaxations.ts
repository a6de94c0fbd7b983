import { seededRandom, type LeastSquaresProblem } from '@ionwalk/core/fit';

/**
 * A generic complex problem of 7 parameters and 140 residuals: an offset and two depressed relaxations,
 * z(ω) = p0 + Σ p/(1 + (jωτ)^n), relative noise, weights by modulus. Real parts first, then imaginary ones.
 */
export const twoRelaxations = (seed: number, points = 70): { problem: LeastSquaresProblem; truth: Float64Array } => {
  const random = seededRandom(seed);
  const truth = Float64Array.of(100, 1000, 1e-6, 0.95, 5000, 1e-3, 0.85);
  for (const j of [0, 1, 2, 4, 5]) truth[j]! *= Math.exp(random.normal() * 0.3);
  // ln ω, from 1 MHz down to 0.1 Hz.
  const logOmega = Float64Array.from({ length: points }, (_, i) => Math.log(2 * Math.PI * 10 ** (6 - (7 * i) / (points - 1))));
  const clean = new Float64Array(2 * points);
  evaluate(truth, logOmega, clean);
  const weight = new Float64Array(2 * points);
  const data = new Float64Array(2 * points);
  for (let i = 0; i < points; i++) {
    const size = Math.hypot(clean[i]!, clean[points + i]!);
    for (const at of [i, points + i]) {
      data[at] = clean[at]! + 0.005 * size * random.normal();
      weight[at] = 1 / (0.005 * size);
    }
  }
  const start = (j: number, decades: number): number => truth[j]! * 10 ** (decades * (2 * random.uniform() - 1));
  const problem: LeastSquaresProblem = {
    parameters: [
      { name: 'r0', start: start(0, 0.5), scale: 'log' },
      { name: 'r1', start: start(1, 0.5), scale: 'log' },
      { name: 'tau1', start: start(2, 0.7), scale: 'log' },
      { name: 'n1', start: 0.9, min: 0.3, max: 1, maxStep: 0.3 },
      { name: 'r2', start: start(4, 0.5), scale: 'log' },
      { name: 'tau2', start: start(5, 0.7), scale: 'log' },
      { name: 'n2', start: 0.9, min: 0.3, max: 1, maxStep: 0.3 },
    ],
    residualCount: 2 * points,
    residuals: (p, out) => {
      evaluate(p, logOmega, out);
      for (let i = 0; i < 2 * points; i++) out[i] = (out[i]! - data[i]!) * weight[i]!;
    },
    jacobian: (p, out) => differentiate(p, logOmega, weight, out),
  };
  return { problem, truth };
};

const evaluate = (p: Float64Array, logOmega: Float64Array, out: Float64Array): void => {
  const count = logOmega.length;
  out.fill(p[0]!, 0, count);
  out.fill(0, count);
  for (let arc = 1; arc < 7; arc += 3) {
    const r = p[arc]!;
    const n = p[arc + 2]!;
    const c = Math.cos((n * Math.PI) / 2);
    const s = Math.sin((n * Math.PI) / 2);
    const logTau = Math.log(p[arc + 1]!);
    for (let i = 0; i < count; i++) {
      const x = Math.exp(n * (logOmega[i]! + logTau));
      const a = 1 + x * c;
      const b = x * s;
      const scale = r / (a * a + b * b);
      out[i]! += a * scale;
      out[count + i]! -= b * scale;
    }
  }
};

/** φ = 1/(1 + (jωτ)^n): ∂φ/∂τ = −n φ(1−φ)/τ, ∂φ/∂n = −(ln ωτ + jπ/2) φ(1−φ). */
const differentiate = (p: Float64Array, logOmega: Float64Array, weight: Float64Array, out: Float64Array): void => {
  const count = logOmega.length;
  for (let i = 0; i < count; i++) {
    out[i * 7] = weight[i]!;
    out[(count + i) * 7] = 0;
  }
  for (let arc = 1; arc < 7; arc += 3) {
    const r = p[arc]!;
    const tau = p[arc + 1]!;
    const n = p[arc + 2]!;
    const c = Math.cos((n * Math.PI) / 2);
    const s = Math.sin((n * Math.PI) / 2);
    const logTau = Math.log(tau);
    for (let i = 0; i < count; i++) {
      const re = i * 7 + arc;
      const im = (count + i) * 7 + arc;
      const wRe = weight[i]!;
      const wIm = weight[count + i]!;
      const log = logOmega[i]! + logTau;
      const x = Math.exp(n * log);
      const a = 1 + x * c;
      const b = x * s;
      const norm = 1 / (a * a + b * b);
      const fr = a * norm;
      const fi = -b * norm;
      const gr = fr * (1 - fr) + fi * fi;
      const gi = fi * (1 - 2 * fr);
      out[re] = fr * wRe;
      out[im] = fi * wIm;
      out[re + 1] = ((-n * r) / tau) * gr * wRe;
      out[im + 1] = ((-n * r) / tau) * gi * wIm;
      out[re + 2] = -r * (log * gr - (Math.PI / 2) * gi) * wRe;
      out[im + 2] = -r * (log * gi + (Math.PI / 2) * gr) * wIm;
    }
  }
};
