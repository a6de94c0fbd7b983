import type { AnalysisContext, Dataset } from '@ionwalk/core';
import type { Recovery } from '../kinds.ts';

/**
 * Warns `nmr/not-monotone` where a decay rises from one delay to the next by more than four standard uncertainties of the difference. Without
 * stated ones the scatter is the smaller of the fit's residuals and what third differences say.
 */
export function checkMonotone(data: Dataset<typeof Recovery>, residuals: Float64Array, ctx: Pick<AnalysisContext, 'warn'>): void {
  const { delay, signal } = data.variables;
  const order = Array.from(delay.values.keys()).sort((i, j) => (delay.values[i] as number) - (delay.values[j] as number));
  const ordered = order.map((i) => signal.values[i] as number);
  const scatter = signal.sigma && !signal.relativeSigma ? undefined : estimate(ordered, residuals);
  for (let k = 1; k < ordered.length; k++) {
    const rise = (ordered[k] as number) - (ordered[k - 1] as number);
    const u =
      scatter !== undefined
        ? scatter * Math.SQRT2
        : Math.hypot(signal.sigma?.[order[k] as number] ?? 0, signal.sigma?.[order[k - 1] as number] ?? 0);
    if (rise > 4 * u && rise > 0) {
      const at = delay.values[order[k] as number] as number;
      ctx.warn(
        'nmr/not-monotone',
        `the decay rises at ${at.toPrecision(3)} s by ${(u > 0 ? rise / u : Infinity).toFixed(0)} times its uncertainty`,
        `delay ${at} s`,
      );
      return;
    }
  }
}

function estimate(ordered: readonly number[], residuals: Float64Array): number {
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(residuals.length - 3, 1));
  const differences: number[] = [];
  for (let k = 3; k < ordered.length; k++)
    differences.push(
      Math.abs((ordered[k] as number) - 3 * (ordered[k - 1] as number) + 3 * (ordered[k - 2] as number) - (ordered[k - 3] as number)),
    );
  differences.sort((a, b) => a - b);
  const local = differences.length < 4 ? Infinity : (1.4826 * (differences[differences.length >> 1] as number)) / Math.sqrt(20);
  return Math.min(rms, local);
}
