import { studentTQuantile } from './student-t.ts';

export interface IntervalOptions {
  /** Default 0.95. */
  readonly level?: number;
  /** `log`: `u` is still that of the value, the interval is symmetric in ln(value). */
  readonly scale?: 'linear' | 'log';
}

/**
 * Two-sided interval value ± t·u, or value·exp(±t·u/value), with Student's t for `nu` degrees of freedom (Infinity: normal).
 * NaN ends for nu ≤ 0.
 */
export const studentTInterval = (
  value: number,
  u: number,
  nu: number,
  { level = 0.95, scale = 'linear' }: IntervalOptions = {},
): readonly [number, number] => {
  const t = studentTQuantile((1 + level) / 2, nu);
  if (scale === 'linear') return [value - t * u, value + t * u];
  const factor = Math.exp((t * u) / Math.abs(value));
  return value > 0 ? [value / factor, value * factor] : [value * factor, value / factor];
};
