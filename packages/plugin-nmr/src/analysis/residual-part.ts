import type { Variable } from '@ionwalk/core';

/**
 * Root mean square of the residuals as a part of the signal's span. The span includes zero: of a decay that b or the delays hardly begin, noise would
 * be a large part of the change, and that is no poor fit. 0 where there is no signal at all.
 */
export function residualPart({ values }: Variable, fitted: ArrayLike<number>): number {
  const high = values.reduce((max, value) => Math.max(max, value), 0);
  const low = values.reduce((min, value) => Math.min(min, value), 0);
  const span = high - low;
  if (!(span > 0)) return 0;
  return Math.sqrt(values.reduce((sum, value, i) => sum + (value / span - (fitted[i] as number) / span) ** 2, 0) / values.length);
}
