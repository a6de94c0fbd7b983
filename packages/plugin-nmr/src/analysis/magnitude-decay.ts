import type { Variable } from '@ionwalk/core';

const FEWEST = 5;
/** In units of the noise: phased points about zero scatter by 1 around 0, magnitudes of noise by 0.66 around 1.25 (Rayleigh). */
const [WEAK, MEAN, SPREAD] = [3, 0.9, 0.85];

/**
 * Whether the weak end of a decay looks like magnitudes: at least five points below three times the noise, none negative, about one noise above zero and
 * scattered by less than the noise. Such a floor is Rician and no part of a decay.
 * @param noise – standard deviation of a point where `signal` states none
 */
export function looksLikeMagnitudes(signal: Variable, noise: number): boolean {
  // Integrals of rows are phased, and their noise is known up to a factor only.
  if (signal.relativeSigma) return false;
  const weak: number[] = [];
  for (let i = 0; i < signal.values.length; i++) {
    const value = (signal.values[i] as number) / (signal.sigma ? (signal.sigma[i] as number) : noise);
    if (value < 0) return false;
    if (value < WEAK) weak.push(value);
  }
  if (weak.length < FEWEST) return false;
  const mean = weak.reduce((sum, value) => sum + value, 0) / weak.length;
  const spread = Math.sqrt(weak.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (weak.length - 1));
  return mean > MEAN && spread < SPREAD;
}
