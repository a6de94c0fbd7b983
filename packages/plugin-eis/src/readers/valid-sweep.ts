/**
 * Half-open index range of the sweep between the highest and the lowest of the positive frequencies, whichever comes first; of several passes the last.
 * Everything for fewer than two frequencies.
 */
export function validSweep(frequency: readonly number[]): { start: number; end: number } {
  let lowest = -1;
  let highest = -1;
  frequency.forEach((f, i) => {
    if (!(f > 0 && Number.isFinite(f))) return;
    if (lowest < 0 || f <= (frequency[lowest] as number)) lowest = i;
    if (highest < 0 || f >= (frequency[highest] as number)) highest = i;
  });
  if (lowest === highest) return { start: 0, end: frequency.length };
  return { start: Math.min(lowest, highest), end: Math.max(lowest, highest) + 1 };
}
