import type { Fitted } from '@ionwalk/core';

/**
 * A positive quantity of fitted parameters and the standard uncertainty of its logarithm, from the full covariance: u² = gᵀ V g, g by central differences.
 * @param quantity – of the parameters' values by name; NaN or ≤ 0 gives u null
 */
export function propagate(
  fitted: Fitted,
  quantity: (value: (name: string) => number) => number,
): { readonly value: number; readonly u: number | null } {
  const { fit, free, covariance } = fitted;
  const at =
    (shifted: string | undefined, by: number) =>
    (name: string): number =>
      (fit.params[name]?.value ?? NaN) + (name === shifted ? by : 0);
  const value = quantity(at(undefined, 0));
  const k = free.length;
  const gradient = free.map((name, a) => {
    const size = fit.params[name]?.value ?? NaN;
    // A small part of the value or of its uncertainty, whichever is smaller: no sign may change on the way.
    const step = Math.min(1e-4 * Math.abs(size), 1e-2 * Math.sqrt(covariance[a * k + a]!) || Infinity);
    if (!(step > 0)) return 0;
    return (Math.log(quantity(at(name, step))) - Math.log(quantity(at(name, -step)))) / (2 * step);
  });
  let variance = 0;
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) variance += gradient[a]! * gradient[b]! * covariance[a * k + b]!;
  // Nothing fitted in it (a fixed resistance): unknown, not exact.
  return { value, u: value > 0 && variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : null };
}
