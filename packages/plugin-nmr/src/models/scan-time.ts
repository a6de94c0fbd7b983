export interface TimeStart {
  readonly M0: number;
  /** Depth of the inversion or saturation; 1 for a decay. */
  readonly a: number;
  readonly T: number;
  /** Residual sum of squares there. */
  readonly rss: number;
}

const STEPS = 40;

/**
 * Start values of a relaxation curve: T on a logarithmic grid over the delays, the linear parameters solved exactly at each.
 * @param decay – S = M0 e^(−t/T), else S = M0 (1 − a e^(−t/T))
 */
export function scanTime(delay: Float64Array, signal: Float64Array, decay: boolean): TimeStart {
  const longest = delay.reduce((max, t) => Math.max(max, t), 0) || 1;
  const shortest = delay.reduce((min, t) => (t > 0 ? Math.min(min, t) : min), longest);
  const [low, high] = [Math.log(shortest / 3), Math.log(longest * 3)];
  let best: TimeStart | undefined;
  for (let k = 0; k <= STEPS; k++) {
    const T = Math.exp(low + ((high - low) * k) / STEPS);
    const start = solve(delay, signal, T, decay);
    if (start && (!best || start.rss < best.rss)) best = start;
  }
  const largest = signal.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  return best ?? { M0: largest, a: 1, T: longest / 3, rss: Infinity };
}

function solve(delay: Float64Array, signal: Float64Array, T: number, decay: boolean): TimeStart | undefined {
  let [n, e, ee, y, ey] = [0, 0, 0, 0, 0];
  for (let i = 0; i < delay.length; i++) {
    const x = Math.exp(-(delay[i] as number) / T);
    const s = signal[i] as number;
    n++;
    e += x;
    ee += x * x;
    y += s;
    ey += x * s;
  }
  const determinant = n * ee - e * e;
  const slope = decay ? ey / ee : (n * ey - e * y) / determinant;
  const offset = decay ? 0 : (y - slope * e) / n;
  if (!Number.isFinite(slope) || !Number.isFinite(offset)) return undefined;
  let rss = 0;
  for (let i = 0; i < delay.length; i++) rss += ((signal[i] as number) - offset - slope * Math.exp(-(delay[i] as number) / T)) ** 2;
  if (decay) return { M0: slope, a: 1, T, rss };
  return offset === 0 ? undefined : { M0: offset, a: -slope / offset, T, rss };
}

/** The same for magnitudes: every point up to some delay may have been negative; the best split is taken. */
export function scanMagnitude(delay: Float64Array, signal: Float64Array): TimeStart {
  const order = Array.from(delay.keys()).sort((i, j) => (delay[i] as number) - (delay[j] as number));
  const signed = signal.slice();
  let best = scanTime(delay, signed, false);
  for (const i of order) {
    signed[i] = -(signed[i] as number);
    const start = scanTime(delay, signed, false);
    if (start.rss < best.rss && start.M0 > 0) best = start;
  }
  return best;
}
