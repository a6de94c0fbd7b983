import type { AnalysisContext, Dataset, Variable } from '@ionwalk/core';
import type { Recovery } from '../kinds.ts';
import { scanMagnitude, scanTime } from '../models/scan-time.ts';

/**
 * Whether an inversion recovery has lost its sign: never negative beyond noise, and a curve that dips through zero describes it better
 * (residuals below half) than one that only rises. Says `nmr/magnitude`.
 */
export function isMagnitude(data: Dataset<typeof Recovery>, ctx: Pick<AnalysisContext, 'warn'>): boolean {
  const { delay, signal } = data.variables;
  if (signal.values.some((value, i) => value < -3 * noise(signal, i))) return false;
  const plain = scanTime(delay.values, signal.values, false);
  const folded = scanMagnitude(delay.values, signal.values);
  if (!(folded.rss < plain.rss / 4)) return false;
  ctx.warn('nmr/magnitude', 'the inversion recovery is never negative: it is fitted as a magnitude');
  return true;
}

const noise = (signal: Variable, i: number): number => signal.sigma?.[i] ?? 0;
