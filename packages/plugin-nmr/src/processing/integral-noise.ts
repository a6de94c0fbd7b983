import type { RowSpectra } from './row-spectra.ts';
import type { PointRange } from './strongest-line.ts';

/**
 * Standard uncertainty of the phased integral over a window, from the scatter of the spectra from point to point.
 *
 * The noise is that of the median of |second difference| over all rows, both phases and the inner 80 % of the spectrum (the digital
 * filter falls off outside): lines are smooth on that scale or few, so it is what a signal-free spectrum would show. White noise of σ per
 * measured word then gives var = σ² Σ_t |D(t − delay)|², D(t) = sin(πwt/n)/sin(πt/n) for a window of w points: zero filling and the missing
 * times before the first point are in that sum, and so is the weight of an apodisation.
 */
export function integralNoise(spectra: RowSpectra, { from, to }: PointRange): number {
  const { points: n, measured, delay, weights } = spectra;
  const word = wordNoise(spectra);
  const width = to - from;
  let energy = 0;
  for (let t = 0; t < measured; t++) {
    const x = (Math.PI * (t - delay)) / n;
    const kernel = Math.abs(Math.sin(x)) < 1e-9 ? width : Math.sin(width * x) / Math.sin(x);
    energy += (kernel * (weights[t] as number)) ** 2;
  }
  return word * Math.sqrt(energy);
}

/** Standard deviation of a measured word: that of the differences over what white noise of 1 would give them, correlations by an apodisation included. */
function wordNoise({ re, im, rows, points, measured, delay, weights }: RowSpectra): number {
  const spacing = independentSpacing(points / measured);
  const [low, high] = [Math.ceil(points * 0.1) + spacing, Math.floor(points * 0.9) - spacing];
  // Some ten thousand differences settle the median to 1 %.
  const stride = Math.max(1, Math.floor((rows * (high - low)) / 20_000));
  const differences: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let k = low + (row % stride); k < high; k += stride) {
      const at = row * points + k;
      for (const part of [re, im])
        differences.push(Math.abs((part[at - spacing] as number) - 2 * (part[at] as number) + (part[at + spacing] as number)));
    }
  }
  if (differences.length === 0) return NaN;
  const sorted = Float64Array.from(differences).sort();
  const expected = weights.reduce(
    (sum, weight, t) => sum + (weight * (2 - 2 * Math.cos((2 * Math.PI * (t - delay) * spacing) / points))) ** 2,
    0,
  );
  return (1.4826 * (sorted[sorted.length >> 1] as number)) / Math.sqrt(expected);
}

/** Zero-filled points are correlated as sinc(distance/filling): the distance nearest to a whole number of measured points. */
function independentSpacing(filling: number): number {
  let best = Math.round(filling);
  for (let j = 1; j <= 6; j++) {
    const spacing = Math.round(j * filling);
    if (Math.abs(spacing / filling - j) < Math.abs(best / filling - Math.round(best / filling)) - 1e-9) best = spacing;
  }
  return Math.max(1, best);
}
