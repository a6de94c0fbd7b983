export interface ZHit {
  /** ln|Z| measured minus ln|Z| rebuilt from the phase, in the order of the data. */
  readonly residual: Float64Array;
  /** Root mean square, and the mean over the lowest decade: what a drift does. */
  readonly rms: number;
  readonly drift: number;
}

/** Points beyond either end to which the phase is continued: the derivative there is one-sided otherwise. */
const DEGREE = 2;
/** Half-width of the smoothing window of the phase, in points. */
const HALF = 3;

/**
 * Z-HIT: the modulus from the phase alone, ln|Z(ω)| = const + (2/π) ∫ φ d ln ω − (π/6) dφ/d ln ω, φ smoothed by local parabolas. The phase is measured in an instant and hardly
 * feels a slow drift of the sample, the modulus does: their difference at low frequency shows it. The constant is the one that fits the middle half of the window.
 * Undefined for fewer than eight points or a window of less than two decades.
 * @see Ehm, Göhr, Kaus, Röseler, Schiller, ACH Models in Chemistry 137 (2000) 145
 */
export function zHit(frequency: Float64Array, re: Float64Array, im: Float64Array): ZHit | undefined {
  const order = Array.from(frequency, (_, i) => i).toSorted((a, b) => frequency[b]! - frequency[a]!);
  const n = order.length;
  const x = order.map((i) => Math.log(2 * Math.PI * frequency[i]!));
  if (n < 8 || !(x[0]! - x[n - 1]! > 2 * Math.LN10)) return undefined;
  let turn = 0;
  let before = NaN;
  const phase = order.map((i) => {
    const angle = Math.atan2(im[i]!, re[i]!);
    if (Number.isFinite(before)) turn += Math.round((before - angle) / (2 * Math.PI)) * 2 * Math.PI;
    before = angle;
    return angle + turn;
  });
  const smooth = x.map((_, i) => localFit(x, phase, i));
  const measured = order.map((i) => Math.log(Math.hypot(re[i]!, im[i]!) || Number.MIN_VALUE));
  let integral = 0;
  const rebuilt = smooth.map(({ value, slope }, i) => {
    if (i > 0) {
      // Trapezium with its end correction: the slopes are there.
      const h = x[i]! - x[i - 1]!;
      integral += (h / 2) * (value + smooth[i - 1]!.value) + ((h * h) / 12) * (smooth[i - 1]!.slope - slope);
    }
    return (2 / Math.PI) * integral - (Math.PI / 6) * slope;
  });
  const from = Math.floor(n / 4);
  const to = Math.max(from + 1, Math.ceil((3 * n) / 4));
  let shift = 0;
  for (let i = from; i < to; i++) shift += (measured[i]! - rebuilt[i]!) / (to - from);
  const residual = new Float64Array(n);
  order.forEach((i, at) => (residual[i] = measured[at]! - rebuilt[at]! - shift));
  const low = order.filter((_, at) => x[at]! < x[n - 1]! + Math.LN10);
  return {
    residual,
    rms: Math.sqrt(residual.reduce((sum, r) => sum + r * r, 0) / n),
    drift: low.reduce((sum, i) => sum + residual[i]!, 0) / low.length,
  };
}

/** Value and slope at point i of a parabola through its neighbours (a line at few points). */
function localFit(x: readonly number[], y: readonly number[], i: number): { readonly value: number; readonly slope: number } {
  const from = Math.max(0, Math.min(i - HALF, x.length - 2 * HALF - 1));
  const to = Math.min(x.length - 1, from + 2 * HALF);
  const centre = x[i]!;
  const sums = new Float64Array(2 * DEGREE + 1);
  const right = new Float64Array(DEGREE + 1);
  for (let k = from; k <= to; k++) {
    const d = x[k]! - centre;
    let power = 1;
    for (let p = 0; p <= 2 * DEGREE; p++) {
      sums[p]! += power;
      if (p <= DEGREE) right[p]! += power * y[k]!;
      power *= d;
    }
  }
  const [s0, s1, s2, s3, s4] = sums as unknown as [number, number, number, number, number];
  const [r0, r1, r2] = right as unknown as [number, number, number];
  const determinant = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s3 * s2) + s2 * (s1 * s3 - s2 * s2);
  if (!(Math.abs(determinant) > 1e-12 * Math.abs(s0 * s2 * s4))) return { value: y[i]!, slope: 0 };
  return {
    value: (r0 * (s2 * s4 - s3 * s3) - s1 * (r1 * s4 - s3 * r2) + s2 * (r1 * s3 - s2 * r2)) / determinant,
    slope: (s0 * (r1 * s4 - r2 * s3) - r0 * (s1 * s4 - s2 * s3) + s2 * (s1 * r2 - s2 * r1)) / determinant,
  };
}
