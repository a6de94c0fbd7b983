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
 * the rows, into the real part (½ arg Σ I²); `positive` is the row that is made positive. A magnitude is never taken.
 */
export function rowSignals(spectra: RowSpectra, window: PointRange, positive: number | 'largest' = 'largest'): RowSignals {
  const integrals = sums(spectra, window);
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
    noise: integralNoise(spectra, window),
    phase: flip < 0 ? phase + Math.PI : phase,
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
