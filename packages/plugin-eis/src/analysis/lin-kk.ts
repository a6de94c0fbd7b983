import { aicc, linearLeastSquares } from '@ionwalk/core/fit';
import { isIonwalkError } from '@ionwalk/core';
import { residualTrend } from './residual-trend.ts';

export interface LinKk {
  /** Number of RC terms chosen. */
  readonly M: number;
  /** 1 − Σ|R_k<0|/Σ|R_k≥0| of the RC terms: for comparison with other programs, not used for the verdict. */
  readonly mu: number;
  /** (Z − Z_KK)/|Z|, in the order of the data. */
  readonly residualRe: Float64Array;
  readonly residualIm: Float64Array;
  /** Root mean square of both. */
  readonly rms: number;
  /** Relative noise of one component, from fourth differences along ln f. */
  readonly noise: number;
  readonly valid: boolean;
  /** Why not; empty where valid. */
  readonly reason: string;
  /** Frequencies within which residuals stay at the noise level [Hz]; null where valid or where nothing would be left. */
  readonly keep: readonly [number, number] | null;
}

const PER_DECADE = 4;
/** Time constants reach beyond the window by this factor: an arc seen by its flank has them there. */
const BEYOND = 3;
/** A violation is more than this of |Z| and several times the noise… */
const LARGE = 0.01;
const TIMES_NOISE = 3;
/** …or a trend that is both plain, in standard deviations of the autocorrelation, and not negligible. */
const TREND_RMS = 0.003;
const PLAIN = 2.9;
const MIN_POINTS = 10;

/**
 * Linear Kramers-Kronig test: Z = R0 + Σ R_k/(1 + jωτ_k) + jωL + 1/(jωC), R_k of either sign, τ_k on a logarithmic grid, least squares on both parts relative to |Z|;
 * M by AICc up to four per decade, not by the μ rule, which raises false alarms. Judged by the size of the residuals beside the noise and by their trend.
 * A necessary condition only: a smooth drift on a blocking spike may be absorbed.
 * @see Boukamp, doi:10.1149/1.2044210; Schönleber, Klotz, Ivers-Tiffée, doi:10.1016/j.electacta.2014.01.034
 */
export function linKk(frequency: Float64Array, re: Float64Array, im: Float64Array): LinKk {
  const n = frequency.length;
  const order = Array.from(frequency, (_, i) => i).toSorted((a, b) => frequency[a]! - frequency[b]!);
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const lowest = omega[order[0]!]!;
  const highest = omega[order.at(-1)!]!;
  const size = frequency.map((_, i) => Math.hypot(re[i]!, im[i]!) || Number.MIN_VALUE);
  const decades = Math.log10(highest / lowest);
  const most = Math.max(1, Math.min(Math.ceil(PER_DECADE * decades) + 1, Math.floor(0.6 * (2 * n - 3))));
  const step = Math.max(1, Math.round(decades / 2));
  let best: Attempt | undefined;
  for (let M = Math.min(most, 2); M <= most; M += M + step > most && M < most ? most - M : step) {
    const attempt = tryTerms(M, { omega, re, im, size, lowest, highest });
    if (!attempt) break;
    if (!best || attempt.score < best.score) best = attempt;
  }
  const chosen = best ?? { M: 0, mu: 1, score: Infinity, residuals: new Float64Array(2 * n).fill(1) };
  const { residuals } = chosen;
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / (2 * n));
  const noise = differenceNoise(order, re, im);
  const trend = residualTrend(residuals, frequency, 2 * n);
  const large = rms > LARGE && rms > TIMES_NOISE * noise;
  const drifting = n >= MIN_POINTS && rms > TREND_RMS && (trend.z[0] > PLAIN || trend.systematic);
  return {
    M: chosen.M,
    mu: chosen.mu,
    residualRe: residuals.slice(0, n),
    residualIm: residuals.slice(n),
    rms,
    noise,
    valid: !large && !drifting,
    reason: large
      ? `residuals of ${percent(rms)} of |Z| beside a noise of ${percent(noise)}`
      : drifting
        ? `residuals of ${percent(rms)} of |Z| with a plain trend over frequency (noise ${percent(noise)})`
        : '',
    keep: large || drifting ? quietRange(order, frequency, residuals, Math.max(3 * noise, TREND_RMS)) : null,
  };
}

interface Attempt {
  readonly M: number;
  readonly mu: number;
  readonly score: number;
  readonly residuals: Float64Array;
}

interface Window {
  readonly omega: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly size: Float64Array;
  readonly lowest: number;
  readonly highest: number;
}

function tryTerms(M: number, { omega, re, im, size, lowest, highest }: Window): Attempt | undefined {
  const n = omega.length;
  const k = M + 3;
  const design = new Float64Array(2 * n * k);
  const y = new Float64Array(2 * n);
  const first = 1 / (highest * BEYOND);
  const span = (highest * BEYOND * BEYOND) / lowest;
  for (let i = 0; i < n; i++) {
    const w = 1 / size[i]!;
    const [top, bottom] = [i * k, (n + i) * k];
    y[i] = re[i]! * w;
    y[n + i] = im[i]! * w;
    design[top] = w;
    design[bottom + 1] = (omega[i]! / highest) * w;
    design[bottom + 2] = (-lowest / omega[i]!) * w;
    for (let t = 0; t < M; t++) {
      const x = omega[i]! * first * span ** (M === 1 ? 0.5 : t / (M - 1));
      design[top + 3 + t] = w / (1 + x * x);
      design[bottom + 3 + t] = (-x * w) / (1 + x * x);
    }
  }
  try {
    const { coefficients, chi2 } = linearLeastSquares(design, y);
    const residuals = y.map((value, row) => {
      let sum = value;
      for (let a = 0; a < k; a++) sum -= design[row * k + a]! * coefficients[a]!;
      return sum;
    });
    let [negative, positive] = [0, 0];
    for (let t = 3; t < k; t++) {
      if (coefficients[t]! < 0) negative -= coefficients[t]!;
      else positive += coefficients[t]!;
    }
    return { M, mu: positive > 0 ? 1 - negative / positive : 0, score: aicc({ chi2, n: 2 * n, k, sigmaKnown: false }), residuals };
  } catch (error) {
    // Too many terms for these points: what was found before stands.
    if (isIonwalkError(error)) return undefined;
    throw error;
  }
}

/** Fourth differences of ln|Z| and phase have 70 times the variance of the noise; their median isn't moved by a step. */
function differenceNoise(order: readonly number[], re: Float64Array, im: Float64Array): number {
  const found: number[] = [];
  let turn = 0;
  const phase = order.map((i, at) => {
    const angle = Math.atan2(im[i]!, re[i]!);
    const before = at > 0 ? Math.atan2(im[order[at - 1]!]!, re[order[at - 1]!]!) : angle;
    // A phase that passes ±π goes on beyond it.
    turn += Math.round((before - angle) / (2 * Math.PI)) * 2 * Math.PI;
    return angle + turn;
  });
  const modulus = order.map((i) => Math.log(Math.hypot(re[i]!, im[i]!)));
  for (const series of [modulus, phase])
    for (let i = 4; i < series.length; i++)
      found.push(Math.abs(series[i]! - 4 * series[i - 1]! + 6 * series[i - 2]! - 4 * series[i - 3]! + series[i - 4]!));
  if (found.length === 0) return 0;
  const median = found.toSorted((a, b) => a - b)[found.length >> 1] as number;
  return median / 0.6745 / Math.sqrt(70);
}

/** The longest run of points with residuals below a limit, at least a third of them. */
function quietRange(
  order: readonly number[],
  frequency: Float64Array,
  residuals: Float64Array,
  limit: number,
): readonly [number, number] | null {
  const n = order.length;
  let [from, length, start] = [0, 0, 0];
  for (let i = 0; i <= n; i++) {
    const loud = i === n || Math.max(Math.abs(residuals[order[i]!]!), Math.abs(residuals[n + order[i]!]!)) > limit;
    if (!loud) continue;
    if (i - start > length) [from, length] = [start, i - start];
    start = i + 1;
  }
  return length >= n / 3 && length < n ? [frequency[order[from]!]!, frequency[order[from + length - 1]!]!] : null;
}

const percent = (value: number): string => `${(100 * value).toPrecision(2)} %`;
