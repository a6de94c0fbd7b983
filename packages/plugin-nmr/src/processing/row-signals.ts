import { integralNoise } from './integral-noise.ts';
import type { RowSpectra } from './row-spectra.ts';
import type { PointRange } from './strongest-line.ts';

export interface RowSignals {
  /** Phased integral per row; signed. */
  readonly signal: Float64Array;
  /** What is left in the other phase, per row: noise where all rows have one phase. */
  readonly quadrature: Float64Array;
  /** Standard uncertainty of one integral, from the point-to-point scatter of the spectra (`integralNoise`). */
  readonly noise: number;
  /** Taken out of every row [rad]. */
  readonly phase: number;
}

/**
 * Phased integrals of one window in every row. One phase serves all rows: the one that puts the most signal, squared and added over
 * the rows, into the real part (½ arg Σ I²); `positive` is the row that is made positive. A magnitude is never taken. A phase that is given is taken as it stands.
 */
export function rowSignals(
  spectra: RowSpectra,
  window: PointRange,
  positive: number | 'largest' = 'largest',
  { phase: typed, baseline = false }: SignalOptions = {},
): RowSignals {
  const flanks = baseline ? flanksOf(window, spectra.points) : undefined;
  const integrals = flanks ? aboveBaseline(spectra, window, flanks) : sums(spectra, window);
  const widened = flanks ? Math.sqrt(1 + (window.to - window.from) / flanks.reduce((sum, { from, to }) => sum + to - from, 0)) : 1;
  const noise = widened * integralNoise(spectra, window);
  if (typed !== undefined) {
    const turned = turn(integrals, typed);
    return { signal: turned.re, quadrature: turned.im, noise, phase: typed };
  }
  let [a, b, largest] = [0, 0, 0];
  for (let row = 0; row < spectra.rows; row++) {
    const [re, im] = [integrals.re[row] as number, integrals.im[row] as number];
    a += re * re - im * im;
    b += 2 * re * im;
    if (Math.hypot(re, im) > Math.hypot(integrals.re[largest] as number, integrals.im[largest] as number)) largest = row;
  }
  const phase = Math.atan2(b, a) / 2;
  const turned = turn(integrals, phase);
  const flip = (turned.re[positive === 'largest' ? largest : positive] as number) < 0 ? -1 : 1;
  return {
    signal: turned.re.map((value) => flip * value),
    quadrature: turned.im.map((value) => flip * value),
    noise,
    phase: flip < 0 ? phase + Math.PI : phase,
  };
}

export interface SignalOptions {
  /** Phase to take out [rad], instead of the best one. */
  readonly phase?: number | undefined;
  /** Whether the mean level beside the window is taken off. */
  readonly baseline?: boolean | undefined;
}

/** A quarter of the window on either side, as far as the spectrum reaches. */
function flanksOf({ from, to }: PointRange, points: number): PointRange[] {
  const width = Math.max(2, Math.round((to - from) / 4));
  return [
    { from: Math.max(0, from - width), to: from },
    { from: to, to: Math.min(points, to + width) },
  ].filter((flank) => flank.to > flank.from);
}

/** The window's integral above the mean level of the flanks: a straight line under the window where there are two. */
function aboveBaseline(spectra: RowSpectra, window: PointRange, flanks: readonly PointRange[]): Integrals {
  const inside = sums(spectra, window);
  const levels = flanks.map((flank) => ({ flank: sums(spectra, flank), width: flank.to - flank.from }));
  const level = (part: 're' | 'im', row: number): number =>
    levels.reduce((sum, { flank, width }) => sum + (flank[part][row] as number) / width / levels.length, 0);
  const width = window.to - window.from;
  return {
    re: inside.re.map((value, row) => value - width * level('re', row)),
    im: inside.im.map((value, row) => value - width * level('im', row)),
  };
}

interface Integrals {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function sums({ re, im, rows, points }: RowSpectra, { from, to }: PointRange): Integrals {
  const out = { re: new Float64Array(rows), im: new Float64Array(rows) };
  for (let row = 0; row < rows; row++) {
    for (let i = row * points + from; i < row * points + to; i++) {
      out.re[row] = (out.re[row] as number) + (re[i] as number);
      out.im[row] = (out.im[row] as number) + (im[i] as number);
    }
  }
  return out;
}

function turn({ re, im }: Integrals, phase: number): Integrals {
  const [cos, sin] = [Math.cos(phase), Math.sin(phase)];
  return {
    re: re.map((value, i) => value * cos + (im[i] as number) * sin),
    im: im.map((value, i) => value * cos - (re[i] as number) * sin),
  };
}
