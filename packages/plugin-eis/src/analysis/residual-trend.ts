/** Below this part of Σ(Z/σ)² residuals are the rounding of printed digits. */
export const ROUNDING = 1e-12;
const MIN_POINTS = 10;
/** Standard deviations: less than one clean spectrum in a thousand. */
const PLAIN = 3.3;

export interface ResidualTrend {
  /** Lag-1 autocorrelation of either part in order of frequency. */
  readonly r1: readonly [re: number, im: number];
  /** Standard normal deviates of the mean autocorrelation and of the number of runs (fewer is positive). */
  readonly z: readonly [autocorrelation: number, runs: number];
  readonly systematic: boolean;
}

/**
 * Are weighted residuals [re…, im…] noise? Lag-1 autocorrelation (standard deviation 1/√N each) and the Wald-Wolfowitz runs test, both parts together.
 * @param size – Σ(Z/σ)²
 */
export function residualTrend(residuals: Float64Array, frequency: Float64Array, size: number): ResidualTrend {
  const n = frequency.length;
  const order = Array.from({ length: n }, (_, i) => i).toSorted((a, b) => frequency[a]! - frequency[b]!);
  const parts = [order.map((i) => residuals[i]!), order.map((i) => residuals[n + i]!)] as const;
  const sum = residuals.reduce((total, r) => total + r * r, 0);
  const r1 = parts.map(autocorrelation) as unknown as [number, number];
  const z: [number, number] = [
    ((r1[0] + r1[1]) / 2) * Math.sqrt(2 * n),
    parts.reduce((total, part) => total + fewRuns(part), 0) / Math.SQRT2,
  ];
  return { r1, z, systematic: n >= MIN_POINTS && sum > ROUNDING * size && Math.max(...z) > PLAIN };
}

function autocorrelation(part: readonly number[]): number {
  let above = 0;
  let below = 0;
  part.forEach((value, i) => {
    below += value * value;
    if (i > 0) above += value * (part[i - 1] as number);
  });
  return below > 0 ? above / below : 0;
}

function fewRuns(part: readonly number[]): number {
  let [up, down, runs, before] = [0, 0, 0, 0];
  for (const value of part) {
    const sign = Math.sign(value);
    if (sign === 0) continue;
    if (sign > 0) up++;
    else down++;
    if (sign !== before) runs++;
    before = sign;
  }
  if (up === 0 || down === 0) return up + down >= MIN_POINTS ? Math.sqrt(up + down) : 0;
  const expected = 1 + (2 * up * down) / (up + down);
  const variance = ((expected - 1) * (expected - 2)) / (up + down - 1);
  return variance > 0 ? (expected - runs) / Math.sqrt(variance) : 0;
}
