import { seededRandom } from '@ionwalk/core/fit';
import { randomSpectrum } from './random-spectra.ts';

export const VIOLATIONS = ['drift', 'step', 'gain', 'phase', 'swap'] as const;
export type Violation = (typeof VIOLATIONS)[number];

/** So many times the noise, or so much, whichever is more: what is smaller than that bends no result. */
const TIMES_NOISE = 6;
const LEAST = 0.04;

/**
 * A spectrum of `randomSpectrum` as no linear, stable and causal system has it: a resistance that drifts over the lowest third of the sweep (log time), a range step,
 * a gain error between the parts, a phase error (a delay would be one), or an imaginary part that belongs to another temperature.
 */
export function violatedSpectrum(seed: number, violation: Violation): readonly [Float64Array, Float64Array, Float64Array] {
  const { dataset, noise } = randomSpectrum(seed);
  const random = seededRandom(seed + 104_729);
  const { frequency, re, im } = dataset.variables;
  const n = frequency.values.length;
  const size = Math.max(LEAST, TIMES_NOISE * noise) * (1 + random.uniform());
  const sign = random.uniform() < 0.5 ? -1 : 1;
  const at = Math.floor(n * (0.35 + 0.3 * random.uniform()));
  const changed = Array.from(frequency.values, (_, i) => {
    const [a, b] = [re.values[i]!, im.values[i]!];
    const modulus = Math.hypot(a, b);
    switch (violation) {
      case 'drift': {
        const share = Math.max(0, (i - (2 / 3) * n) / (n / 3));
        const by = 1 + sign * 3 * size * share * share;
        return [a * by, b * by];
      }
      case 'step':
        return i < at ? [a, b] : [a * (1 + sign * size), b * (1 + sign * size)];
      case 'gain':
        return [a * (1 + sign * size), b];
      case 'phase':
        return [a - sign * size * b, b + sign * size * a];
      default:
        return [a, b + sign * size * modulus];
    }
  });
  return [frequency.values, Float64Array.from(changed, ([a]) => a!), Float64Array.from(changed, ([, b]) => b!)];
}
