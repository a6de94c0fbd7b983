import type { RowSpectra } from './row-spectra.ts';

/** Points `from` to `to`, the last one excluded. */
export interface PointRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The window that holds the strongest line: over all positions and widths 2^k, the one whose complex sums, squared and added over the rows,
 * stand highest above what noise of that width would give; then twice as wide, so that small shifts between rows don't matter.
 */
export function strongestLine(spectra: RowSpectra): PointRange {
  const n = spectra.points;
  const floor = noiseFloor(spectra);
  const running = spectraSums(spectra);
  let best = { score: -1, centre: 0, width: 1 };
  for (let width = 1; width <= n / 4; width *= 2) {
    const step = Math.max(1, width >> 2);
    for (let from = 0; from + width <= n; from += step) {
      let power = 0;
      for (let row = 0; row < spectra.rows; row++) {
        const at = row * (n + 1) + from;
        const a = (running.re[at + width] as number) - (running.re[at] as number);
        const b = (running.im[at + width] as number) - (running.im[at] as number);
        power += a * a + b * b;
      }
      const score = power / (width * floor);
      if (score > best.score) best = { score, centre: from + width / 2, width };
    }
  }
  return { from: Math.max(0, Math.round(best.centre - best.width)), to: Math.min(n, Math.round(best.centre + best.width)) };
}

/** Median over the spectrum of the power summed over rows; never 0. */
function noiseFloor({ re, im, rows, points }: RowSpectra): number {
  const power = new Float64Array(points);
  for (let row = 0; row < rows; row++) {
    for (let k = 0, i = row * points; k < points; k++, i++)
      power[k] = (power[k] as number) + (re[i] as number) ** 2 + (im[i] as number) ** 2;
  }
  const sorted = power.sort();
  return sorted[points >> 1] || Number.MIN_VALUE * 1e20;
}

/** Running sums per row, one longer than the row. */
function spectraSums({ re, im, rows, points }: RowSpectra): { re: Float64Array; im: Float64Array } {
  const sums = { re: new Float64Array(rows * (points + 1)), im: new Float64Array(rows * (points + 1)) };
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < points; k++) {
      const at = row * (points + 1) + k;
      sums.re[at + 1] = (sums.re[at] as number) + (re[row * points + k] as number);
      sums.im[at + 1] = (sums.im[at] as number) + (im[row * points + k] as number);
    }
  }
  return sums;
}
