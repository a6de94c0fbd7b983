/**
 * Signed root of twice the Poisson deviance of one row that holds counts of the detectors' own, its slope with the model fraction f, the information on f
 * and Pearson's chi-square. Tracer counts t ~ Poisson(f S + b), matrix counts m ~ Poisson((1 - f) S + c) with b, c known and the signal S of the row
 * at its maximum for this f: f(1 - f) S^2 + [f c + (1 - f) b - (t + m) f (1 - f)] S + b c - t f c - m (1 - f) b = 0, S >= 0. Without background S = t + m
 * and this is the binomial residual.
 * @param out – [r, dr/df, information on f with S unknown, chi2]
 * @see Cash, Astrophys. J. 228 (1979) 939, doi:10.1086/156922
 */
export function backgroundResidual(f: number, t: number, m: number, b: number, c: number, out: Float64Array): void {
  const signal = signalOf(f, t, m, b, c);
  const [tracer, matrix] = [f * signal + b, (1 - f) * signal + c];
  // the best that any f and S >= 0 can do
  const deviance = 2 * (term(t, tracer) + term(m, matrix) - term(t, Math.max(t, b)) - term(m, Math.max(m, c)));
  const slope = signal * ((tracer > 0 ? t / tracer : 0) - (matrix > 0 ? m / matrix : 0));
  // the log-likelihood rises towards the fraction of the row
  const r = -Math.sign(slope) * Math.sqrt(Math.max(0, deviance));
  const information = informationOf(f, signal, tracer, matrix);
  out[0] = r;
  out[1] = Math.abs(r) > 1e-6 ? -slope / r : Math.sqrt(information);
  out[2] = information;
  out[3] = (tracer > 0 ? (t - tracer) ** 2 / tracer : 0) + (matrix > 0 ? (m - matrix) ** 2 / matrix : 0);
}

/** n ln(n/lambda) - n + lambda. */
function term(n: number, lambda: number): number {
  if (n <= 0) return lambda;
  if (lambda <= 0) return Infinity;
  const d = (lambda - n) / n;
  return n * (d - Math.log1p(d));
}

function signalOf(f: number, t: number, m: number, b: number, c: number): number {
  const a = f * (1 - f);
  const linear = f * c + (1 - f) * b - (t + m) * a;
  const constant = b * c - t * f * c - m * (1 - f) * b;
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * a * constant));
  // the larger root, written so that nothing cancels
  return Math.max(0, linear <= 0 ? (root - linear) / (2 * a) : (-2 * constant) / (linear + root));
}

function informationOf(f: number, signal: number, tracer: number, matrix: number): number {
  if (!(signal > 0) || !(tracer > 0) || !(matrix > 0)) return 0;
  const ff = signal * signal * (1 / tracer + 1 / matrix);
  const ss = (f * f) / tracer + ((1 - f) * (1 - f)) / matrix;
  const fs = signal * (f / tracer - (1 - f) / matrix);
  return Math.max(0, ff - (fs * fs) / ss);
}
