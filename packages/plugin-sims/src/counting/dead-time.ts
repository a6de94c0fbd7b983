import { inputError, type IonwalkError } from '@ionwalk/core';

/**
 * Adds counts corrected for the dead time of an electron multiplier, pixel by pixel, to running sums.
 * n = m/(1 - m tau/T). Counting with a dead time is a renewal process, var m = m (1 - m tau/T)^2, hence var n = m/(1 - m tau/T)^2.
 * @param stored – counts of one frame and mass; @param ratio – tau/T, dead time over dwell, 0 for none
 * @param sum, variance – accumulated in place, same length; without a dead time they are equal and may be the same array
 * @returns the stored counts of the frame
 * Throws `sims/dead-time` where a pixel holds more counts than the dead time lets through.
 */
export function addCorrected(stored: Float64Array, ratio: number, sum: Float64Array, variance: Float64Array): number {
  let total = 0;
  if (ratio === 0) {
    for (let i = 0; i < stored.length; i++) {
      const m = stored[i] as number;
      total += m;
      sum[i] = (sum[i] as number) + m;
    }
    if (variance !== sum) for (let i = 0; i < stored.length; i++) variance[i] = (variance[i] as number) + (stored[i] as number);
    return total;
  }
  for (let i = 0; i < stored.length; i++) {
    const m = stored[i] as number;
    total += m;
    const live = 1 - m * ratio;
    if (live <= 0) throw impossible(m, ratio);
    const n = m / live;
    sum[i] = (sum[i] as number) + n;
    variance[i] = (variance[i] as number) + n / live;
  }
  return total;
}

/** The refusal of counts that a dead time can't have let through. */
export const impossible = (m: number, ratio: number): IonwalkError =>
  inputError('sims/dead-time', `${m} counts in one dwell time are more than the dead time lets through (${Math.floor(1 / ratio)})`, {
    where: 'option --dead-time',
    fix: 'check the dead time, or switch the correction off with --dead-time 0s',
  });
