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
  const order = orderOf(frequency);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    re[i] = residuals[order ? order[i]! : i]!;
    im[i] = residuals[n + (order ? order[i]! : i)]!;
    sum += re[i]! * re[i]! + im[i]! * im[i]!;
  }
  const r1: [number, number] = [autocorrelation(re), autocorrelation(im)];
  const z: [number, number] = [((r1[0] + r1[1]) / 2) * Math.sqrt(2 * n), (fewRuns(re) + fewRuns(im)) / Math.SQRT2];
  return { r1, z, systematic: n >= MIN_POINTS && sum > ROUNDING * size && Math.max(...z) > PLAIN };
}

/** Indices in order of frequency; undefined where a sweep is in order, up or down: runs and neighbours are the same either way. */
function orderOf(frequency: Float64Array): readonly number[] | undefined {
  let [up, down] = [true, true];
  for (let i = 1; i < frequency.length; i++) {
    if (!(frequency[i]! >= frequency[i - 1]!)) up = false;
    if (!(frequency[i]! < frequency[i - 1]!)) down = false;
  }
  return up || down ? undefined : Array.from(frequency, (_, i) => i).toSorted((a, b) => frequency[a]! - frequency[b]!);
}

function autocorrelation(part: Float64Array): number {
  let above = 0;
  let below = 0;
  for (let i = 0; i < part.length; i++) {
    below += part[i]! * part[i]!;
    if (i > 0) above += part[i]! * part[i - 1]!;
  }
  return below > 0 ? above / below : 0;
}

function fewRuns(part: Float64Array): number {
  let [up, down, runs, before] = [0, 0, 0, 0];
  for (let i = 0; i < part.length; i++) {
    const sign = Math.sign(part[i]!);
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
